"""Comments of colleagues on a story: the verbs, and what is open for whom. Nothing of them is public.

The caller asks articles.editing.rights first.
"""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles import finding
from articles.editing.colleagues import addressed
from articles.models import Article, Comment
from media.models import Image


class NotYours(Exception):
    """Only its writer takes a comment back, and only before anybody has answered. The message is for the editor."""


@transaction.atomic
def comment(
    article: Article,
    by: User,
    text: str,
    *,
    passage: str = "",
    image: Image | None = None,
    parent: Comment | None = None,
    asks_correction: bool = False,
) -> Comment:
    """Comment on a story, a passage or a picture, or answer: an answer belongs to the first comment, and reopens it.

    `asks_correction`: readers have seen what is wrong, and must be told.

    Raises ValidationError for a text or passage that is empty or too long.
    """
    first = (parent.parent or parent) if parent else None
    said = Comment(article=article, by=by, at=timezone.now(), text=text, passage=passage, image=image, parent=first)
    said.asks_correction = asks_correction and not first
    said.clean_fields(exclude=[field.name for field in said._meta.fields if field.name not in {"text", "passage"}])
    said.save()
    said.addressed.set(addressed(said.text))
    if first:
        Comment.objects.filter(pk=first.pk).update(resolved_at=None, resolved_by=None)
    finding.index([article])
    return said


def resolve(said: Comment, by: User) -> None:
    """Mark a thread as done. What somebody has resolved already stays theirs."""
    first = said.parent or said
    Comment.objects.filter(pk=first.pk, resolved_at=None).update(resolved_at=timezone.now(), resolved_by=by)


def reopen(said: Comment, by: User) -> None:
    """Open a thread again, whoever resolved it."""
    first = said.parent or said
    Comment.objects.filter(pk=first.pk).update(resolved_at=None, resolved_by=None)


@transaction.atomic
def take_back(said: Comment, by: User) -> None:
    """Delete a comment of one's own that nobody has answered. Raises NotYours."""
    stored = Comment.objects.select_for_update(of=("self",)).select_related("article").get(pk=said.pk)
    if stored.by_id != by.pk or stored.answers.exists():
        raise NotYours("Only your own comments can be taken back, and only before anybody has answered.")
    stored.delete()
    finding.index([stored.article])


def threads(article: Article) -> QuerySet[Comment]:
    """The first comments of a story's threads, open ones first, with what is shown of them. Four queries."""
    first = Comment.objects.filter(article=article, parent=None).select_related("by", "image", "resolved_by")
    return first.prefetch_related("answers__by").order_by(F("resolved_at").desc(nulls_first=True), "at", "pk")


def waiting_for(user: User) -> QuerySet[Comment]:
    """The first comments of open threads that address an account and in which it has not had the last word."""
    thread = Comment.objects.filter(Q(pk=OuterRef("pk")) | Q(parent=OuterRef("pk")))
    last_word = thread.order_by("-at", "-pk").values("by")[:1]
    found = Comment.objects.filter(Exists(thread.filter(addressed=user)), parent=None, resolved_at=None)
    return found.annotate(last_word=Subquery(last_word)).exclude(last_word=user.pk).order_by("-at")

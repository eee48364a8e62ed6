"""The bin: a draft that is deleted can be restored for thirty days, with its history."""

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.utils import timezone

from articles.editing import content, versions
from articles.editing.content import NAMES
from articles.models import Article, DeletedDraft, Version

KEPT: Final = timedelta(days=30)


@transaction.atomic
def discard(article: Article, by: User | AnonymousUser) -> DeletedDraft:
    """Delete a draft. What it is now is its newest version, and all of them go into the bin."""
    versions.locked(article)
    stored = Article.objects.get(pk=article.pk)
    draft = DeletedDraft.objects.create(
        id=stored.pk,
        headline=stored.headline,
        slug_made=stored.slug_made,
        created_by=stored.created_by,
        deleted_at=timezone.now(),
        deleted_by=by if by.is_authenticated else None,
    )
    Version.objects.filter(article=stored).update(article=None, deleted=draft)
    stored.delete()
    return draft


@transaction.atomic
def restore(draft: DeletedDraft, by: User | AnonymousUser) -> tuple[Article, list[str]]:
    """The story again, and the names of what it lacks: since deleted, or an address that another story has now.

    Raises DeletedDraft.DoesNotExist if somebody else has restored it.
    """
    locked = DeletedDraft.objects.select_for_update().get(pk=draft.pk)
    newest = Version.objects.filter(deleted=locked).latest("number")
    was = versions.of(newest)
    article = Article.objects.create(pk=locked.pk, headline=locked.headline, created_by=locked.created_by)
    names = [name for name in NAMES if name != "slug" or not article.held(was["slug"])]
    lost = content.write(article, was, names)
    if "slug" in names:
        Article.objects.filter(pk=article.pk).update(slug_made=locked.slug_made)
    else:
        lost.append("slug")
    Version.objects.filter(deleted=locked).update(article=article, deleted=None)
    locked.delete()
    versions.record(article, by, Version.Origin.RESTORED)
    return article, lost


def until(draft: DeletedDraft) -> datetime:
    return draft.deleted_at + KEPT


def empty(now: datetime | None = None) -> int:
    """Delete for good what has been in the bin for long enough. Returns how many drafts."""
    old = DeletedDraft.objects.filter(deleted_at__lt=(now or timezone.now()) - KEPT)
    number = old.count()
    for draft in old.iterator():
        draft.delete()
    return number

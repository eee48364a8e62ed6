"""The bin: a draft that is deleted can be restored for thirty days, with its history and what colleagues attached."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser, User
from django.core import serializers
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.editing import content, versions
from articles.editing.content import NAMES
from articles.models import Article, CollectionEntry, Comment, DeletedDraft, Handover, RelatedStory, Version

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
        kept=_attached(stored),
    )
    Version.objects.filter(article=stored).update(article=None, deleted=draft)
    stored.delete()
    return draft


def _attached(article: Article) -> dict[str, Any]:
    """What others have attached to a story and goes with it: comments, hand-overs, its places in stories and lists."""
    rows = {
        "comments": Comment.objects.filter(article=article).order_by("pk"),
        "handovers": Handover.objects.filter(article=article).order_by("pk"),
        "related": RelatedStory.objects.filter(story=article),
        "collections": CollectionEntry.objects.filter(story=article),
    }
    found: dict[str, Any] = {name: serializers.serialize("json", some) for name, some in rows.items()}
    return found | {"stage": article.stage, "assigned_to": article.assigned_to_id}


def _attach(article: Article, kept: dict[str, Any]) -> None:
    """Put all of it back but for what has no place any more: a story that was deleted, a list that has it again."""
    for name in ("comments", "handovers", "related", "collections"):
        for one in serializers.deserialize("json", kept.get(name, "[]"), ignorenonexistent=True):
            if not _loosen(one.object):
                continue
            try:
                with transaction.atomic():
                    one.object.save_base(raw=True)
            except IntegrityError:
                continue
            for field, keys in (one.m2m_data or {}).items():
                related: Any = one.object._meta.get_field(field).related_model
                getattr(one.object, field).set(related.objects.filter(pk__in=keys))
    key = kept.get("assigned_to")
    assigned_to = User.objects.filter(pk=key).first() if key else None
    article.stage, article.assigned_to = kept.get("stage", Article.Stage.WRITING), assigned_to
    Article.objects.filter(pk=article.pk).update(stage=article.stage, assigned_to=assigned_to)


def _loosen(row: Any) -> bool:
    """Empty links to what was deleted since. Returns whether the row can be without them."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if not field.is_relation or value is None or field.related_model.objects.filter(pk=value).exists():
            continue
        if not field.null:
            return False
        setattr(row, field.attname, None)
    return True


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
    _attach(article, locked.kept)
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

"""Keeps published documents up to date when an author, a tag, a topic or a picture changes."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, models
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from articles import finding
from articles.changes import log
from articles.changes.surrogate_keys import LISTS, key
from articles.models import Article, Author, Collection, PublishedArticle, Redirect, Tag, Topic
from articles.models.slugged import Slugged
from articles.publishing import above, upkeep
from media.models import Image


@dataclass(frozen=True)
class Shown:
    """What readers see of a model's rows: the fields that `documents` show, and those that only the API's `lists` do.

    `relation` finds the documents that show a row; `kind` and `name` make its surrogate key. Rows of a `listed` model
    are always public, others only once a live story shows them.
    """

    kind: str
    relation: str
    documents: tuple[str, ...]
    lists: tuple[str, ...] = ()
    name: str = "slug"
    listed: bool = False


PICTURE: Final = ("checksum", "width", "height", "focal_x", "focal_y")
WORDS: Final = ("caption", "credit", "creator", "copyright_notice", "alt_text", "decorative")
RIGHTS: Final = ("license_url", "usage_terms", "taken_at", "digital_source_type")
# A topic's path holds the slugs above it. Saving a topic saves the topics below it, which refresh their own documents.
SHOWN: Final[dict[type[models.Model], Shown]] = {
    Author: Shown("author", "authors", ("name", "slug", "kind", "job_title", "image_id"), ("bio",)),
    Tag: Shown("tag", "tags", ("name", "slug", "kind"), ("description",)),
    Topic: Shown("topic", "topic", ("name", "slug", "path"), ("description", "position", "parent_id"), listed=True),
    Image: Shown("image", "images", PICTURE + WORDS + RIGHTS, name="id"),
}


def connect() -> None:
    """Connect every receiver of the app. `queryset.update()` sends no signals: after it, call `upkeep.refresh`."""
    for model, shown in SHOWN.items():
        pre_save.connect(remember, sender=model)
        post_save.connect(refresh, sender=model)
        if shown.listed:
            pre_delete.connect(take_turn, sender=model)
            post_delete.connect(forget, sender=model)
    pre_save.connect(remember_collection, sender=Collection)
    for addressed in (Author, Collection, Tag, Topic):
        post_save.connect(lead_on, sender=addressed)
    pre_save.connect(take_turn, sender=Redirect)
    for edited, receiver in ((Collection, collection_edited), (Redirect, redirect_edited)):
        pre_delete.connect(take_turn, sender=edited)
        post_save.connect(receiver, sender=edited)
        post_delete.connect(receiver, sender=edited)


def take_turn(sender: type[models.Model], **kwargs: Any) -> None:
    """Lock the log before the row itself is locked, as publishing does."""
    if connection.in_atomic_block:
        log.lock()


def remember_collection(sender: type[Collection], instance: Collection, **kwargs: Any) -> None:
    """Remember whether readers see the collection now, and its slug."""
    take_turn(sender)
    before: Any = Collection.objects.filter(pk=instance.pk).values("slug", "public").first() or {}
    instance._shown_before, instance._was_public = before, before.get("public")  # type: ignore[attr-defined]


def collection_edited(sender: type[Collection], instance: Collection, raw: bool = False, **kwargs: Any) -> None:
    """Log that a collection that is or was public was saved or deleted. Its entries change in the same transaction."""
    if not raw and (instance.public or getattr(instance, "_was_public", False)):
        log.touch(key("collection", instance.slug))


def redirect_edited(sender: type[Redirect], instance: Redirect, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        log.touch("redirects")


def remember(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    """Remember what readers see of the row now, to compare it after the save."""
    take_turn(sender)
    new = raw or instance._state.adding
    instance._shown_before = None if new else _values(sender, instance)  # type: ignore[attr-defined]


def refresh(
    sender: type[models.Model], instance: models.Model, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """If what documents show of the row has changed, compile them again and log the change."""
    shown = SHOWN[sender]
    before = None if raw else instance._shown_before  # type: ignore[attr-defined]
    if before is None:
        if shown.listed and created and not raw:
            log.touch(_key(sender, instance))
        return
    now = _values(sender, instance)
    if not before or before == now:
        return
    showing = PublishedArticle.objects.filter(**{shown.relation: instance.pk})
    if isinstance(instance, Topic) and before["path"] != now["path"]:
        above.follow(instance)
    if any(before[field] != now[field] for field in shown.documents):
        upkeep.refresh_soon(showing)
        finding.leave(Article.objects.filter(**{shown.relation: instance.pk}))
    if shown.listed or showing.live().exists():
        log.touch(key(shown.kind, before[shown.name]), _key(sender, instance))


def lead_on(sender: type[Slugged], instance: Slugged, raw: bool = False, **kwargs: Any) -> None:
    """Make the previous address lead to the row, and take its present address from rows that had it before."""
    if raw:
        return
    before = (instance._shown_before or {}).get("slug", instance.slug)  # type: ignore[attr-defined]
    former: Any = instance.former_slugs  # type: ignore[attr-defined]
    given_up, _ = former.model.objects.filter(slug=instance.slug).delete()
    if before != instance.slug:
        former.create(slug=before)
    if given_up:
        log.touch(LISTS)


def forget(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Log the deletion of a row that readers could see without a story."""
    log.touch(_key(sender, instance))


def _values(model: type[models.Model], instance: models.Model) -> dict[str, Any]:
    """What readers see of the stored row; empty if there is none."""
    shown = SHOWN[model]
    fields = {shown.name, *shown.documents, *shown.lists}
    return model._default_manager.filter(pk=instance.pk).values(*fields).first() or {}


def _key(model: type[models.Model], instance: models.Model) -> str:
    return key(SHOWN[model].kind, getattr(instance, SHOWN[model].name))

"""Deletes the files of deleted or replaced pictures once the transaction is committed."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save

from media import metadata, stored
from media.models import Image
from media.renditions import key


def connect() -> None:
    """Connect every receiver of the app."""
    pre_save.connect(remember, sender=Image)
    post_save.connect(clear_away_replaced, sender=Image)
    post_delete.connect(clear_away_deleted, sender=Image)


def remember(sender: type[Image], instance: Image, **kwargs: Any) -> None:
    """Keep the old row, which names the old files."""
    new = instance._state.adding
    instance._before = None if new else Image.objects.filter(pk=instance.pk).first()  # type: ignore[attr-defined]


def clear_away_replaced(sender: type[Image], instance: Image, **kwargs: Any) -> None:
    """Delete an original that was replaced, and the renditions that are out of date."""
    before: Image | None = instance._before  # type: ignore[attr-defined]
    if before is None:
        return
    if key(before) != key(instance) or metadata.packet(before) != metadata.packet(instance):
        _after_commit(stored.forget, stored.places(before))
    if before.file.name and before.file.name != instance.file.name:
        _after_commit(before.file.storage.delete, before.file.name)


def clear_away_deleted(sender: type[Image], instance: Image, **kwargs: Any) -> None:
    # The names are computed now, because Django removes the id after the deletion.
    _after_commit(stored.forget, stored.places(instance))
    if instance.file.name:
        _after_commit(instance.file.storage.delete, instance.file.name)


def _after_commit(delete: Callable[..., object], *arguments: object) -> None:
    """What cannot be deleted is logged: the picture itself has been saved by then."""

    def clear_away() -> None:
        delete(*arguments)

    transaction.on_commit(clear_away, robust=True)

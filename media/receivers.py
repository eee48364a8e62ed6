"""Deletes the files of pictures that were deleted or replaced, once that is certain."""

from functools import partial
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
    """Keep the row as it was, to know what its files were."""
    new = instance._state.adding
    instance._before = None if new else Image.objects.filter(pk=instance.pk).first()  # type: ignore[attr-defined]


def clear_away_replaced(sender: type[Image], instance: Image, **kwargs: Any) -> None:
    """Delete the original that was replaced, and renditions with another content than they would have now."""
    before: Image | None = instance._before  # type: ignore[attr-defined]
    if before is None:
        return
    if key(before) != key(instance) or metadata.packet(before) != metadata.packet(instance):
        transaction.on_commit(partial(stored.forget, stored.places(before)))
    if before.file.name and before.file.name != instance.file.name:
        transaction.on_commit(partial(before.file.storage.delete, before.file.name))


def clear_away_deleted(sender: type[Image], instance: Image, **kwargs: Any) -> None:
    # The names are taken now: after the deletion Django takes the id away.
    transaction.on_commit(partial(stored.forget, stored.places(instance)))
    if instance.file.name:
        transaction.on_commit(partial(instance.file.storage.delete, instance.file.name))

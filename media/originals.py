"""Sees that a stored original has a row: files know nothing of transactions."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from django.db import DatabaseError, InterfaceError

from media.models import Image

logger = logging.getLogger(__name__)

# Of blocks whose end the database could not be asked about: the next block of this process asks again.
_unsure: Final[list[str]] = []
# The names of what was stored inside the outermost block; None outside.
_stored: Final[ContextVar[list[str] | None]] = ContextVar("stored", default=None)


@contextmanager
def without_orphans() -> Iterator[None]:
    """Around the transaction that stores originals: those that no row names in the end are deleted.

    The database is asked, because an error may come after the transaction was committed. While it cannot be asked, the
    files stay, because one too many is better than a picture without its file; it is asked again with the next upload.
    """
    if _stored.get() is not None:
        yield
        return
    names: list[str] = []
    token = _stored.set(names)
    try:
        yield
    finally:
        _stored.reset(token)
        if names:
            _delete_orphans(names)


def was_stored(image: Image) -> None:
    """Note the original of a picture, if its file has reached the storage."""
    names = _stored.get()
    if names is not None and image.file and image.file._committed:  # type: ignore[attr-defined]  # Django's, not in its stubs
        names.append(str(image.file.name))


def _delete_orphans(names: list[str]) -> None:
    storage = Image._meta.get_field("file").storage
    names = [*names, *_unsure]
    _unsure.clear()
    try:
        kept = set(Image.objects.filter(file__in=names).values_list("file", flat=True))
        for name in set(names) - kept:
            storage.delete(name)
    except (DatabaseError, InterfaceError, OSError) as error:
        _unsure.extend(names)
        logger.warning("Originals that may belong to no picture stay for now: %s (%s)", ", ".join(names), error)

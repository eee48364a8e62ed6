"""Rendition files in their own storage, which may be public. The storage of originals never is."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages

from media.models import Image
from media.renditions import Rendition, key, renditions_of


class Away(Exception):
    """A storage cannot be reached at the moment. Its cause is the storage's own error."""


def rendition_storage() -> Storage:
    return storages["renditions"]


def place(image: Image, rendition: Rendition) -> str:
    """The name of a rendition's file in the storage."""
    return f"{image.pk}/{key(image)}/{rendition.name}.{rendition.extension}"


def places(image: Image) -> list[str]:
    """The names of all files that may have been made from the picture as it is."""
    return [place(image, rendition) for rendition in renditions_of(image)]


def opened(name: str) -> "File[bytes] | None":
    """The stored file, open for reading, or None if it has not been made yet. Raises Away."""
    try:
        return rendition_storage().open(name)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Away from error


@contextmanager
def original(image: Image) -> Iterator["File[bytes]"]:
    """The picture's own file, all of it within reach. Raises FileNotFoundError, Away."""
    try:
        file = image.file.open()
        # A bucket sends the file when somebody first looks into it.
        file.seek(0)
    except FileNotFoundError:
        raise
    except Exception as error:
        raise Away from error
    with file:
        yield file


def keep(name: str, content: bytes) -> None:
    """Store a file whole or not at all, so that readers never see part of it and two writers do no harm."""
    storage = rendition_storage()
    if not isinstance(storage, FileSystemStorage):
        # Object stores show an object only once it is complete.
        storage.save(name, ContentFile(content))
        return
    path = Path(storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.chmod(file.name, storage.file_permissions_mode or 0o644)
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise


def forget(names: list[str]) -> None:
    """Delete the files that exist."""
    for name in names:
        rendition_storage().delete(name)

"""Rendition files in their storage, which is public in principle; originals are in another, which never is."""

import os
import tempfile
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages

from media.models import Image
from media.renditions import Rendition, key, renditions_of


def rendition_storage() -> Storage:
    return storages["renditions"]


def place(image: Image, rendition: Rendition) -> str:
    """The name of a rendition's file in the storage."""
    return f"{image.pk}/{key(image)}/{rendition.name}.{rendition.extension}"


def places(image: Image) -> list[str]:
    """The names of all files that may have been made of the picture as it is."""
    return [place(image, rendition) for rendition in renditions_of(image)]


def opened(name: str) -> "File[bytes] | None":
    """The stored file, open for reading, or None if it has not been made yet."""
    try:
        return rendition_storage().open(name)
    except FileNotFoundError:
        return None


def keep(name: str, content: bytes) -> None:
    """Store a file whole or not at all: readers never see a part of it, and two at once are harmless."""
    storage = rendition_storage()
    if not isinstance(storage, FileSystemStorage):
        # Object stores show an object when all of it is there.
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
    """Delete files, as far as they were ever made."""
    for name in names:
        rendition_storage().delete(name)

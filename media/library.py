"""Takes pictures into the library."""

import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.core.files.base import File

from media import metadata, processing
from media.models import Image

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def take_in(image: Image, file: "File[bytes]", *, by: "User | None" = None) -> list[str]:
    """Make `file` the picture of a new or known `image`, fill its empty fields from the file, and save it.

    Returns the names of the fields that were filled. `by` is who sent it. Raises PictureError and saves nothing if the
    file is no picture; whether the whole of it can be decoded is for `validators.validate_picture`, before.
    """
    facts = processing.inspect(file)
    image.width, image.height = facts.width, facts.height
    image.checksum = checksum(file)
    filled = metadata.fill_in(image, facts)
    if not image.title:
        image.title = title_from(file.name)
    if by is not None:
        image.uploaded_by = by
    image.file = file
    try:
        image.save()
    except Exception:
        # The file is stored before the row, and nobody would ever find it again.
        if image.file and image.file._committed:
            image.file.storage.delete(str(image.file.name))
        raise
    return filled


def checksum(file: "File[bytes]") -> str:
    """SHA-256 of a file, which is left at its start."""
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def title_from(name: str | None) -> str:
    """A title from a file's name: “harbour_at-dusk.jpg” gives “harbour at dusk”."""
    stem = PurePath(name or "").stem
    return " ".join(stem.replace("_", " ").replace("-", " ").split())[:200] or "Untitled"


def same_file(image: Image) -> list[Image]:
    """Other pictures of the library that are the very same file."""
    if not image.checksum:
        return []
    return list(Image.objects.filter(checksum=image.checksum).exclude(pk=image.pk))

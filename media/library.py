"""Takes pictures into the library."""

import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.core.files.base import File

from media import metadata, originals, processing
from media.models import Image

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def take_in(image: Image, file: "File[bytes]", *, by: "User | None" = None) -> list[str]:
    """Make `file` the picture of a new or known `image`, fill its empty fields from the file, and save it.

    Returns the names of the fields that were filled. `by` is who sent it. Raises PictureError and saves nothing if the
    file is not a picture. It does not decode the file: call `validators.validate_picture` first. Inside a transaction,
    which may be rolled back, call it in `originals.without_orphans`.
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
    with originals.without_orphans():
        try:
            image.save()
        finally:
            originals.was_stored(image)
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
    """Other pictures in the library with the same file, byte for byte."""
    if not image.checksum:
        return []
    return list(Image.objects.filter(checksum=image.checksum).exclude(pk=image.pk))

"""Takes drawn pictures into the picture library."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from articles.demo.identity import key
from articles.demo.pictures import Spec, jpeg
from media.library import take_in
from media.models import Image

THREADS = 2  # Pillow lets go of the interpreter while it works, so that a second core helps.


def add(specs: dict[str, Spec], words: dict[str, dict[str, Any]], width: int) -> dict[str, Image]:
    """Draw pictures and add them to the library with their words; both by name. The new rows by name.

    `width` is the longer side in pixels.
    """
    with ThreadPoolExecutor(THREADS) as threads:
        files = threads.map(lambda name: jpeg(specs[name], width), specs)
        drawn = dict(zip(specs, files, strict=True))
    images = {name: Image(id=key(Image, name), **words[name]) for name in specs}
    with transaction.atomic():
        for name, image in images.items():
            take_in(image, ContentFile(drawn[name], name=f"{name}.jpg"))
    return images


def known(names: Iterable[str]) -> dict[str, Image]:
    """The demo's pictures that are in the library, by name."""
    names = list(names)
    found = Image.objects.in_bulk([key(Image, name) for name in names])
    return {name: found[key(Image, name)] for name in names if key(Image, name) in found}

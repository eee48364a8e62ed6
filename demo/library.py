"""Takes the demonstration's pictures into the picture library, like any upload."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from django.core.files.base import File

from demo.identity import key
from media.library import take_in
from media.models import Image

PICTURES: Final = Path(__file__).with_name("pictures")


def add(name: str, file: Path, words: dict[str, Any]) -> Image:
    """Add the picture in `file` to the library with its words. `name` is the demo's name for it."""
    image = Image(id=key(Image, name), **words)
    with file.open("rb") as opened:
        take_in(image, File(opened, name=file.name))
    return image


def file_of(name: str) -> Path:
    """The file of a demo picture."""
    return PICTURES / f"{name}.avif"


def known(names: Iterable[str]) -> dict[str, Image]:
    """The demo pictures that are in the library, by name."""
    names = list(names)
    found = Image.objects.in_bulk([key(Image, name) for name in names])
    return {name: found[key(Image, name)] for name in names if key(Image, name) in found}

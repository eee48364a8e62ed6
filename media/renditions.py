"""Renditions: the widths, crops and formats of a picture, as pure values.

A rendition's address is computed without any query, and changes when the picture or its focal point does.
"""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, Protocol
from uuid import UUID

from django.conf import settings

TYPES: Final = {"webp": "image/webp", "jpg": "image/jpeg"}


class Family(NamedTuple):
    """The renditions of one shape: ratio of width to height (None is the picture's own), widths in pixels, formats."""

    ratio: float | None
    widths: tuple[int, ...]
    extensions: tuple[str, ...] = tuple(TYPES)


# Documents list narrower ones only for small pictures: a phone's screen has at least 640 device pixels across.
LEAST_LISTED: Final = 640
# 1280 covers a phone at three times the density and a column of text at twice; 1920 a lead picture on a wide screen.
# Search engines want the lead picture in 16:9, 4:3 and 1:1 (Google, Article structured data). They and link previews
# take JPEG. Every rendition adds an entry to every document that shows the picture, so 4:3 and 1:1 are one JPEG each.
SIZES: Final = {
    "wide": Family(16 / 9, (320, 640, 1280)),
    "full": Family(None, (640, 1280, 1920)),
    "standard": Family(4 / 3, (1280,), ("jpg",)),
    "square": Family(1, (1280,), ("jpg",)),
}


class Picture(Protocol):
    """The facts from which renditions and their addresses follow; `media.models.Image` has them."""

    @property
    def pk(self) -> UUID: ...
    @property
    def checksum(self) -> str: ...
    @property
    def address_secret(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def focal_x(self) -> float: ...
    @property
    def focal_y(self) -> float: ...


class Box(NamedTuple):
    """Part of a picture, in pixels from its top left corner."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Rendition:
    """One width, crop and format of a picture. `width` and `height` are pixels."""

    name: str
    width: int
    height: int
    extension: str
    path: str

    @property
    def type(self) -> str:
        return TYPES[self.extension]

    @property
    def family(self) -> str:
        return self.name.rpartition("-")[0]

    @property
    def nominal_width(self) -> int:
        """The width in its name; a small picture's rendition is narrower."""
        return int(self.name.rpartition("-")[2])

    @property
    def ratio(self) -> float | None:
        """The crop's ratio of width to height, or None for the whole picture."""
        return SIZES[self.family].ratio


def renditions_of(image: Picture) -> list[Rendition]:
    """Every rendition of a picture, narrow before wide. None is wider than the picture; each family has at least one.

    All callers share the list: do not change it.
    """
    return _renditions(f"{settings.RENDITIONS_URL}{image.pk}/{key(image)}", image.width, image.height)


def listed(image: Picture) -> list[Rendition]:
    """The renditions that documents list: WebP in the widths of pages, and the widest JPEG for clients without WebP.

    The others are served as well, because earlier releases listed them all.
    """
    return _listed(f"{settings.RENDITIONS_URL}{image.pk}/{key(image)}", image.width, image.height)


def listed_at(address: str, width: int, height: int) -> list[Rendition]:
    """The same for a picture of this size, given any of its renditions' addresses, with which every `path` begins."""
    return _listed(address.rpartition("/")[0], width, height)


@lru_cache(maxsize=4096)
def _renditions(base: str, width: int, height: int) -> list[Rendition]:
    return [
        Rendition(name, width, height, extension, f"{base}/{name}.{extension}")
        for name, width, height in _sizes(width, height)
        for extension in SIZES[name.rpartition("-")[0]].extensions
    ]


@lru_cache(maxsize=4096)
def _listed(base: str, width: int, height: int) -> list[Rendition]:
    found = _renditions(base, width, height)
    widest = {one.family: one.name for one in found}
    return [
        one
        for one in found
        if one.name == widest[one.family] or (one.extension == "webp" and one.nominal_width >= LEAST_LISTED)
    ]


def find(image: Picture, name: str, extension: str) -> Rendition | None:
    """The rendition with this name and file name extension, if there is one."""
    return next((one for one in renditions_of(image) if (one.name, one.extension) == (name, extension)), None)


def largest(image: Picture, family: str, extension: str = "jpg") -> Rendition:
    """The widest rendition of a family, such as "wide"."""
    return next(one for one in reversed(renditions_of(image)) if (one.family, one.extension) == (family, extension))


def key(image: Picture) -> str:
    """12 hexadecimal digits that change with the picture or its focal point and cannot be guessed.

    They depend on a secret stored with the picture, not on SECRET_KEY: published documents and shared caches hold the
    addresses, which must survive a new SECRET_KEY and move with the database.
    """
    # 0 and 0.0 are the same point, but not the same text.
    return _key(image.address_secret, image.pk, image.checksum, float(image.focal_x), float(image.focal_y))


def crop(width: int, height: int, ratio: float, focal_x: float, focal_y: float) -> Box:
    """The largest part with this ratio in a picture of this size, centred as closely as possible on the focal point."""
    across, down = min(width, round(height * ratio)), min(height, round(width / ratio))
    left = min(max(0, round(focal_x * width - across / 2)), width - across)
    top = min(max(0, round(focal_y * height - down / 2)), height - down)
    return Box(left, top, left + across, top + down)


@lru_cache(maxsize=4096)
def _sizes(width: int, height: int) -> list[tuple[str, int, int]]:
    return list(_all_sizes(width, height))


def _all_sizes(width: int, height: int) -> Iterator[tuple[str, int, int]]:
    for family, (ratio, widths, _) in SIZES.items():
        whole = Box(0, 0, width, height) if ratio is None else crop(width, height, ratio, 0.5, 0.5)
        most, shape = whole.right - whole.left, (whole.bottom - whole.top) / max(1, whole.right - whole.left)
        for wanted in widths:
            actual = min(wanted, most)
            yield f"{family}-{wanted}", actual, max(1, round(actual * shape))
            if wanted >= most:
                break


@lru_cache(maxsize=16384)
def _key(secret: str, image_id: UUID, checksum: str, focal_x: float, focal_y: float) -> str:
    value = f"{image_id} {checksum} {focal_x} {focal_y}"
    return hmac.digest(bytes.fromhex(secret), value.encode(), "sha256").hex()[:12]

"""Slugs: the readable part of a public address.

They are lower case, begin and end with a letter or digit, and never look like an id, because the same address finds a
story by its id.
"""

import re
from collections.abc import Callable
from typing import Final

from django.core.exceptions import ValidationError
from slugify import slugify

MAX_LENGTH = 100
_SLUG = re.compile(r"[a-z0-9]([a-z0-9_-]*[a-z0-9])?")
# Only with hyphens: without them it may be a word.
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
NOT_AN_ID: Final = "id-"


def readable(text: str) -> str:
    """`text` in ASCII, lower case, with hyphens, cut between words; "untitled" if nothing is left.

    Other scripts are transliterated, so a Greek or Japanese headline gives an address that can be read aloud.
    """
    slug = slugify(text, max_length=MAX_LENGTH - 6, word_boundary=True) or "untitled"
    return NOT_AN_ID + slug if looks_like_id(slug) else slug


def free(text: str, taken: Callable[[str], object]) -> str:
    """The readable slug of `text`. If it is taken, the first number from 2 that makes it free is appended."""
    base = slug = readable(text)
    number = 1
    while taken(slug) or looks_like_id(slug):
        number += 1
        slug = f"{base}-{number}"
    return slug


def looks_like_id(slug: str) -> bool:
    """Whether it has the form of a UUID."""
    return bool(_ID.fullmatch(slug))


def validate(slug: str) -> None:
    """Raise ValidationError unless `slug` may be part of an address."""
    if not _SLUG.fullmatch(slug):
        raise ValidationError(
            "An address has lower-case letters without accents, digits, hyphens and underscores, and begins and ends "
            "with a letter or a digit.",
            code="invalid",
        )
    if looks_like_id(slug):
        raise ValidationError("An address must not look like an id. Put a word before it.", code="invalid")

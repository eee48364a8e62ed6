"""Slugs: the readable part of a public address."""

from collections.abc import Callable

from slugify import slugify

MAX_LENGTH = 100


def readable(text: str) -> str:
    """`text` in ASCII, lower case and hyphens, cut at a word; "untitled" when nothing is left.

    Letters of other scripts are transliterated, so a Greek or Japanese headline gives an address one can read aloud.
    """
    return slugify(text, max_length=MAX_LENGTH - 6, word_boundary=True) or "untitled"


def free(text: str, taken: Callable[[str], bool]) -> str:
    """The readable slug of `text`, with the first number appended from 2 on that makes it free."""
    base = slug = readable(text)
    number = 1
    while taken(slug):
        number += 1
        slug = f"{base}-{number}"
    return slug

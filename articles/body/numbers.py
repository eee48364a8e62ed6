"""Whole numbers in attributes of HTML."""

import re


def whole(text: str | None, default: int, *, least: int, most: int) -> int:
    """The whole number that `text` begins with, as HTML reads it, within bounds."""
    found = re.match(r"\s*(\d{1,9})", text or "")
    return min(max(int(found[1]), least), most) if found else default

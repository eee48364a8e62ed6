"""Sanitising: only what the grammar knows gets into the database, whoever sends it."""

import re
from typing import Final

import nh3

from articles.body import forms
from articles.body.grammar import ATTRIBUTES, DROPPED, READ, SCHEMES
from articles.body.reading import read

sanitiser = nh3.Cleaner(
    tags=set(READ),
    clean_content_tags=set(DROPPED),
    attributes=ATTRIBUTES,
    url_schemes=set(SCHEMES),
    link_rel=None,
)
# Outside of a table, readers of HTML take these away and glue the words of cells.
PART_OF_TABLE: Final = r"\s*<(?:caption|col|colgroup|t(?:body|foot|head|d|h|r))[\s>]"
_PART_OF_TABLE = re.compile(PART_OF_TABLE, re.IGNORECASE)


def clean(html: str) -> str:
    """`html` in the stored form: only what the grammar knows, in places that it allows; "" if nothing is left.

    Words, pictures and tables keep their order. Cleaning a cleaned text changes nothing.
    """
    return forms.stored(read(sanitise(html)))


def sanitise(html: str) -> str:
    """`html` without the elements and attributes that nothing reads, whatever stands in it."""
    return sanitiser.clean(f"<table>{html}</table>" if _PART_OF_TABLE.match(html) else html)

"""Sanitising: nothing but what a story is made of gets into the database, whoever sends it."""

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


def clean(html: str) -> str:
    """`html` in the form in which texts are stored: what the grammar knows, where it has a place for it; "" if nothing.

    Words, pictures and tables keep their order; cleaning twice is cleaning once.
    """
    return forms.stored(read(sanitiser.clean(html)))

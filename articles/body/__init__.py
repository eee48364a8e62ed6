"""The text of a story: one grammar, HTML as it is stored, typed blocks and HTML as they are published."""

from collections.abc import Mapping
from uuid import UUID

from articles.body import forms
from articles.body.blocks import Block, Figure, Part, number
from articles.body.cleaning import clean
from articles.body.forms import published as render
from articles.body.forms import words as plain_text
from articles.body.reading import read

__all__ = ["Block", "Figure", "Part", "clean", "editable", "figures", "parse", "plain_text", "render"]


def editable(html: str, addresses: Mapping[UUID, str]) -> str:
    """A text as the editor shows it: with the addresses of its pictures that are in the library."""
    return forms.stored(read(html), addresses)


def figures(html: str) -> list[Figure]:
    """The pictures in a text, in their order, those that are not from the library included."""
    return [part for part in read(html) if isinstance(part, Figure)] if "<img" in html else []


def parse(html: str) -> list[Part]:
    """The parts of a text that was cleaned, now or by an earlier version. Every heading has an id of its own."""
    return number(read(html))

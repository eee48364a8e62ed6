"""The text of a story: one grammar, the HTML that is stored, the typed blocks and HTML that are published."""

from collections.abc import Mapping
from uuid import UUID

from articles.body import forms
from articles.body.blocks import Block, Figure, Part, number
from articles.body.cleaning import clean
from articles.body.former import present
from articles.body.forms import published as render
from articles.body.forms import words as plain_text
from articles.body.reading import read

__all__ = ["Block", "Figure", "Part", "clean", "editable", "figures", "parse", "plain_text", "present", "render"]


def editable(html: str, addresses: Mapping[UUID, str]) -> str:
    """A text as the editor shows it, with the addresses of its pictures from the library."""
    return forms.stored(read(html), addresses)


def figures(html: str) -> list[Figure]:
    """The pictures in a text, in order, including those that are not from the library."""
    return [part for part in read(html) if isinstance(part, Figure)] if "<img" in html else []


def parse(html: str) -> list[Part]:
    """The parts of a text cleaned by this or an earlier version. Every heading has its own id."""
    return number(read(html))

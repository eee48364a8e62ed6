"""Inline HTML: text with marks and line breaks, always written the same way.

Spaces are single and never at the edge of a line, at most one line in a row is empty, marks are nested in the order of
the grammar and end with their line. So two texts that look the same are the same, and a text can be cut at its lines.
"""

import re
from collections.abc import Iterable
from html import escape, unescape
from itertools import groupby
from typing import Final, NamedTuple

from articles.body.grammar import MARKS

BREAK: Final = "<br>"
# Between paragraphs of a block that holds only lines: an item, a cell, a quotation.
PARAGRAPHS: Final = BREAK + BREAK
_ORDER: Final = {mark.tag: place for place, mark in enumerate(MARKS)}
# HTML's white space, and Word's end of a line; not typographical spaces such as U+00A0.
_BLANKS = re.compile("[ \t\n\r\f\x0b]+")
_TAG = re.compile(r"<[^>]+>")
_RAISED = re.compile(r"<(sup|sub)>([^<]+)</\1>")
_SIGNS: Final = {
    "sup": dict(zip("0123456789+−-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True)),
    "sub": dict(zip("0123456789+−-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True)),
}
# Anything but white space and invisible characters: soft hyphens, joiners, direction marks, byte order marks.
_VISIBLE = re.compile(
    "[^\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


class Link(NamedTuple):
    """Where a stretch of text leads. Both values are unescaped."""

    href: str
    title: str


class Run(NamedTuple):
    """A stretch of text with the same marks, or the end of a line, whose text is a line feed."""

    text: str
    marks: frozenset[str] = frozenset()
    link: Link | None = None

    @property
    def tags(self) -> list[tuple[str, Link | None]]:
        """The elements to open, from outside in."""
        opened: list[tuple[str, Link | None]] = [("a", self.link)] if self.link else []
        return opened + [(tag, None) for tag in sorted(self.marks, key=_ORDER.__getitem__)]


LINE_END: Final = Run("\n")


def write(runs: Iterable[Run]) -> str:
    """The runs as inline HTML; "" where they show nothing."""
    html: list[str] = []
    opened: list[tuple[str, Link | None]] = []
    for run in _tidy(runs):
        wanted = run.tags
        kept = _shared(opened, wanted)
        html += [f"</{tag}>" for tag, _ in reversed(opened[kept:])]
        html += [_opening(tag, link) for tag, link in wanted[kept:]]
        html.append(BREAK if run is LINE_END else escape(run.text, quote=False))
        opened = wanted
    html += [f"</{tag}>" for tag, _ in reversed(opened)]
    return "".join(html)


def text_of(html: str) -> str:
    """The text of inline HTML on one line. Powers and indices stay what they are: 10⁶ is no 106."""
    if "<" in html:
        html = _TAG.sub("", _RAISED.sub(_raised, html.replace(BREAK, " ")))
    return single(unescape(html) if "&" in html else html)


def _raised(found: re.Match[str]) -> str:
    """The signs of Unicode for a power or an index, if there are such; else the text as it is."""
    signs, text = _SIGNS[found[1]], found[2]
    return "".join(signs[sign] for sign in text) if set(text) <= signs.keys() else text


def single(text: str) -> str:
    """Text with single spaces, and none at its edges. Typographical spaces stay."""
    return _BLANKS.sub(" ", text).strip(" ")


def paragraphs(html: str) -> list[str]:
    """The paragraphs in the inline HTML of a block that holds only lines."""
    return html.split(PARAGRAPHS) if html else []


def _shared(opened: list[tuple[str, Link | None]], wanted: list[tuple[str, Link | None]]) -> int:
    """How many elements stay open, from outside in."""
    pairs = zip(opened, wanted, strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(opened), len(wanted)))


def _opening(tag: str, link: Link | None) -> str:
    if not link:
        return f"<{tag}>"
    title = f' title="{escape(link.title)}"' if link.title else ""
    return f'<a href="{escape(link.href)}"{title}>'


def _tidy(runs: Iterable[Run]) -> list[Run]:
    """The runs with single spaces, no spaces or empty lines at the edges, and runs with the same marks joined."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run is LINE_END:
            lines.append([])
        else:
            lines[-1].append(run)
    tidy: list[Run] = []
    empty = 0
    for line in map(_line, lines):
        if not line:
            empty += 1
            continue
        if tidy:
            tidy += [LINE_END] * min(2, empty + 1)
        empty = 0
        tidy += line
    return tidy


def _line(runs: list[Run]) -> list[Run]:
    """One line; empty if it shows nothing."""
    line: list[Run] = []
    blank = True
    for marks, same in groupby(runs, key=lambda run: run[1:]):
        text = _BLANKS.sub(" ", "".join(run.text for run in same))
        if blank and text.startswith(" "):
            text = text[1:]
        if text:
            blank = text.endswith(" ")
            line.append(Run(text) if text == " " and not marks[1] else Run(text, *marks))
    if line and blank:
        last = line.pop()
        if text := last.text[:-1]:
            line.append(last._replace(text=text))
    return line if any(_VISIBLE.search(run.text) for run in line) else []

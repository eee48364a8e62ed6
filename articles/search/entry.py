"""The searchable words of a story."""

from typing import NamedTuple

import orjson

from articles import body
from articles.search import analysis
from articles.search.normal import normal
from articles.search.readings import read

# Characters. A tsvector holds at most 1 MB; the terms of a text of this length stay well below that.
LONGEST = 200_000


class Terms(NamedTuple):
    """A story's terms, as both databases index them."""

    headline: list[str]
    standfirst: list[str]
    byline: list[str]
    body: list[str]


class Entry(NamedTuple):
    """A story's words: `language` is BCP 47, the others are plain text."""

    language: str
    headline: str
    standfirst: str
    byline: str
    body: str

    @classmethod
    def of_document(cls, card: str, extra: str) -> "Entry":
        """The words of a published document, compiled by this or an earlier version."""
        story = orjson.loads(card)
        text = body.plain_text(body.present(orjson.loads(extra)["body"]))
        return cls(story["language"], story["headline"], story["standfirst"], story["byline"], text)

    def terms(self) -> Terms:
        return Terms(*map(self.terms_of, (self.headline, self.standfirst, self.byline, self.body)))

    def terms_of(self, text: str) -> list[str]:
        """The terms of one of the texts."""
        return read(normal(text[:LONGEST])).terms(analysis.stemming(self.language))

"""What is searched of a story."""

from typing import NamedTuple

import orjson

from articles import body
from articles.search import analysis

# A tsvector holds at most 1 MB; the terms of so many characters stay well below it.
LONGEST = 200_000


class Terms(NamedTuple):
    """A story's terms, as both databases index them. `published` is the key of its PublishedArticle."""

    published: int
    headline: list[str]
    standfirst: list[str]
    byline: list[str]
    body: list[str]


class Entry(NamedTuple):
    """A story's words. `published` is the key of its PublishedArticle, `language` BCP 47, the others plain text."""

    published: int
    language: str
    headline: str
    standfirst: str
    byline: str
    body: str

    @classmethod
    def of_document(cls, published: int, card: str, extra: str) -> "Entry":
        """The words of a published document."""
        story = orjson.loads(card)
        text = body.plain_text(orjson.loads(extra)["body"])
        return cls(published, story["language"], story["headline"], story["standfirst"], story["byline"], text)

    def terms(self) -> Terms:
        key = analysis.stemming(self.language)
        texts = (self.headline, self.standfirst, self.byline, self.body)
        return Terms(self.published, *([one for one in analysis.terms(text[:LONGEST], key) if one] for text in texts))

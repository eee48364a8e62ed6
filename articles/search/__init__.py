"""Full text search over published stories, by what the database at hand is good at."""

from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from articles.models import PublishedArticle
from articles.search import postgresql, sqlite


class Entry(NamedTuple):
    """What is searched of a story. `published` is the key of its PublishedArticle."""

    published: int
    headline: str
    standfirst: str
    byline: str
    body: str


def add(entries: Iterable[Entry]) -> None:
    """Index stories that are not in the index yet."""
    _backend().add(list(entries))


def remove(rows: Sequence[PublishedArticle]) -> None:
    """Take stories out of the index."""
    _backend().remove([row.pk for row in rows])


def matching(stories: "QuerySet[PublishedArticle]", text: str) -> "QuerySet[PublishedArticle]":
    """The stories that match, annotated with `relevance` (higher is better).

    `text` holds words, "phrases" and -exclusions, all of which must hold. No text is a syntax error.
    """
    found: QuerySet[PublishedArticle] = _backend().matching(stories, text)
    return found


def _backend() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite

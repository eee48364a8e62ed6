"""Search on SQLite: an FTS5 table whose rowid is the key of the published article (https://sqlite.org/fts5.html)."""

import re
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import FloatField, QuerySet, Value
from django.db.models.expressions import RawSQL

from articles.models import PublishedArticle

if TYPE_CHECKING:
    from articles.search import Entry

CREATE = """
CREATE VIRTUAL TABLE articles_search USING fts5(
    headline, standfirst, byline, body, tokenize = 'porter unicode61 remove_diacritics 2'
)
"""
DROP = "DROP TABLE articles_search"
MATCH = "SELECT rowid FROM articles_search WHERE articles_search MATCH %s"
# bm25() is smaller for better matches; the weights are those of the columns.
RELEVANCE = "-bm25(articles_search, 10.0, 4.0, 2.0, 1.0)"
_TERM = re.compile(r'(?<!\S)(-?)(?:"([^"]*)"|(\S+))')


def add(entries: "list[Entry]") -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO articles_search (rowid, headline, standfirst, byline, body) VALUES (%s, %s, %s, %s, %s)",
            entries,
        )


def remove(keys: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM articles_search WHERE rowid = %s", [(key,) for key in keys])


def matching(stories: "QuerySet[PublishedArticle]", text: str) -> "QuerySet[PublishedArticle]":
    wanted, unwanted = terms(text)
    if not wanted:
        rest = stories.exclude(pk__in=RawSQL(MATCH, [" OR ".join(unwanted)])) if unwanted else stories.none()
        return rest.annotate(relevance=Value(0.0, FloatField()))
    query = f"({' AND '.join(wanted)})" + (f" NOT ({' OR '.join(unwanted)})" if unwanted else "")
    found = stories.filter(search_entry__document__matches=query)
    return found.annotate(relevance=RawSQL(RELEVANCE, [], FloatField()))


def terms(text: str) -> tuple[list[str], list[str]]:
    """The wanted and the unwanted terms of a query, each quoted so that nothing in it is an operator."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TERM.findall(text):
        term = (phrase or word).replace('"', " ").replace("\0", " ").strip()
        if any(character.isalnum() for character in term):
            (unwanted if minus else wanted).append(f'"{term}"')
    return wanted, unwanted

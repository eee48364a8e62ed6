"""Search on SQLite: an FTS5 table of our own terms, whose rowid is the key of the story.

https://sqlite.org/fts5.html
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection
from django.db.models import FloatField, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length

from articles.models import PublishedArticle
from articles.search.entry import Terms
from articles.search.query import Branch, Phrase, written

# Terms hold what the tokenizer `ascii` takes for parts of words, and the colon after the key of their language.
CREATE: Final = """
CREATE VIRTUAL TABLE {} USING fts5(
    headline, standfirst, byline, body, tokenize = "ascii tokenchars ':'"
)
"""
DROP: Final = "DROP TABLE {}"
INSERT: Final = "INSERT INTO {} (rowid, headline, standfirst, byline, body) VALUES (%s, %s, %s, %s, %s)"
DELETE: Final = "DELETE FROM {} WHERE rowid = %s"
BYLINE: Final = "UPDATE articles_search SET byline = %s WHERE rowid = %s"
# What a match counts in each column. bm25()'s own weights multiply the number of matches, of which the tenth adds
# hardly anything, so that ten matches in the body would count like one in the headline. Better matches have lower
# values.
WEIGHTS: Final = {"1, 0, 0, 0": 10.0, "0, 1, 0, 0": 4.0, "0, 0, 1, 0": 2.0, "0, 0, 0, 1": 1.0}
TEXT: Final = " - ".join(["0", *(f"{weight} * bm25(articles_search, {column})" for column, weight in WEIGHTS.items())])
KEYS: Final = "SELECT value FROM json_each(%s)"
AGE: Final = "MAX(julianday(%s) - julianday(articles_publishedarticle.published_at), 0)"


def add(table: str, rows: Iterable[tuple[int, Terms]]) -> None:
    values: list[list[int | str]] = [[key, *map(" ".join, terms)] for key, terms in rows]
    with connection.cursor() as cursor:
        cursor.executemany(INSERT.format(table), values)


def change_bylines(rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(BYLINE, [(" ".join(terms), key) for key, terms in rows])


def remove(table: str, keys: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(DELETE.format(table), [(key,) for key in keys])


def query(branches: Iterable[Branch]) -> str:
    """The branches in the language of FTS5."""
    return written(branches, _phrase, every=" AND ", either=" OR ")


def keys(found: list[int]) -> RawSQL:
    """Keys as a single parameter, because Django takes a millisecond for five hundred of them."""
    return RawSQL(KEYS, [json.dumps(found)])


def text_rank(
    stories: "QuerySet[PublishedArticle]", branches: Iterable[Branch]
) -> tuple["QuerySet[PublishedArticle]", RawSQL]:
    """Stories that match, and how well. bm25() needs the match in the same query."""
    return stories.filter(search_entry__document__matches=query(branches)), RawSQL(TEXT, [], FloatField())


def similar(vocabulary: "QuerySet[Any]", word: str) -> list[str]:
    """Words of the vocabulary with the same first letter as `word` and about its length."""
    lengths = range(len(word) - 2, len(word) + 3)
    found = vocabulary.filter(word__gte=word[0], word__lt=chr(ord(word[0]) + 1))
    found = found.annotate(length=Length("word")).filter(length__in=lengths)
    return list(found.order_by().values_list("word", flat=True).distinct())


def _phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.terms)}"' + (" *" if phrase.prefix else "")

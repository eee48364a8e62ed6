"""Search on PostgreSQL: tsvectors of our own terms, in a table besides that of the stories.

The columns have the names that FTS5 gives on SQLite, so that one model describes both tables (models.search.Indexed).
https://www.postgresql.org/docs/current/textsearch.html
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Final

from django.contrib.postgres.lookups import TrigramSimilar
from django.db import connection, transaction
from django.db.models import F, FloatField, QuerySet
from django.db.models.expressions import RawSQL

from articles.models import PublishedArticle
from articles.search.entry import Terms
from articles.search.query import Branch, Phrase, written

CREATE: Final = """
CREATE TABLE {0} (
    rowid bigint PRIMARY KEY,
    headline tsvector NOT NULL,
    {0} tsvector NOT NULL
);
-- Out of line and uncompressed: thousands of rows are counted, and few of them ranked.
ALTER TABLE {0} ALTER COLUMN {0} SET STORAGE EXTERNAL;
-- Every search reads the pending list: 256 KB take no measurable time, and stories are added ten times as fast as
-- without a list. With the default of 4 MB the planner prefers to scan the whole table.
CREATE INDEX {0}_headline ON {0} USING gin (headline) WITH (gin_pending_list_limit = 256);
CREATE INDEX {0}_words ON {0} USING gin ({0}) WITH (gin_pending_list_limit = 256);
"""
DROP: Final = "DROP TABLE {}"
INSERT: Final = "INSERT INTO {} VALUES (%s, %s::tsvector, %s::tsvector)"
DELETE: Final = "DELETE FROM {} WHERE rowid = ANY(%s)"
# The byline has weight C. The new one comes after all that is kept.
BYLINE: Final = """
UPDATE articles_search SET articles_search = ts_filter(articles_search, '{a,b,d}') || %s::tsvector WHERE rowid = %s
"""
# A match in the headline counts ten times as much as one in the body, as on SQLite.
TEXT: Final = """(
    SELECT ts_rank('{0.1, 0.2, 0.4, 1.0}', articles_search, %s::tsquery)
    FROM articles_search WHERE rowid = articles_publishedarticle.id
)"""
AGE: Final = "GREATEST(EXTRACT(EPOCH FROM %s::timestamptz - articles_publishedarticle.published_at)::float / 86400, 0)"
KEYS: Final = "SELECT unnest(%s)"
# The share of trigrams that two words have in common: with two letters exchanged, about a quarter.
SIMILAR: Final = "SET LOCAL pg_trgm.similarity_threshold = 0.2"


def add(table: str, rows: Iterable[tuple[int, Terms]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(INSERT.format(table), [(key, *_vectors(terms)) for key, terms in rows])


def change_bylines(rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(BYLINE, [(_vector(("C", []), ("C", terms)), key) for key, terms in rows])


def remove(table: str, keys: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(DELETE.format(table), [list(keys)])


def query(branches: Iterable[Branch]) -> str:
    """The branches as a tsquery."""
    return written(branches, _phrase, every=" & ", either=" | ")


def keys(found: list[int]) -> RawSQL:
    """Keys as a single parameter, because Django takes a millisecond for five hundred of them."""
    return RawSQL(KEYS, [found])


def text_rank(
    stories: "QuerySet[PublishedArticle]", branches: Iterable[Branch]
) -> tuple["QuerySet[PublishedArticle]", RawSQL]:
    """Stories that match, and how well. Terms of phrases count one by one, wherever they are."""
    terms = written(branches, partial(_phrase, then=" | "), every=" | ", either=" | ")
    return stories, RawSQL(TEXT, [terms], FloatField())


def similar(vocabulary: "QuerySet[Any]", word: str) -> list[str]:
    """Words of the vocabulary that share letters with `word`."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(SIMILAR)
        found = vocabulary.filter(TrigramSimilar(F("word"), word))
        return list(found.order_by().values_list("word", flat=True).distinct())


def _vectors(terms: Terms) -> tuple[str, str]:
    """The vectors of the headline, and of everything."""
    return _vector(("A", terms.headline)), _vector(*zip("ABCD", terms, strict=True))


def _vector(*fields: tuple[str, Sequence[str]]) -> str:
    """A tsvector as PostgreSQL reads it: each term with its places and their weights.

    Terms hold no quotation marks. A gap between fields keeps phrases from spanning two of them.
    """
    places: defaultdict[str, list[str]] = defaultdict(list)
    place = 0
    for weight, terms in fields:
        for term in terms:
            place += 1
            places[term].append(f"{place}{weight}")
        place += 1
    return " ".join(f"'{term}':{','.join(found)}" for term, found in places.items())


def _phrase(phrase: Phrase, then: str = " <-> ") -> str:
    return then.join(f"'{term}'" for term in phrase.terms) + (":*" if phrase.prefix else "")

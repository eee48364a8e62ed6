"""Search on PostgreSQL: tsvectors of our own terms beside the published article.

The columns have the names that FTS5 gives on SQLite, so that one model describes both tables (models.SearchEntry).
https://www.postgresql.org/docs/current/textsearch.html
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from django.contrib.postgres.lookups import TrigramSimilar
from django.db import connection, transaction
from django.db.models import F, FloatField, QuerySet
from django.db.models.expressions import RawSQL

from articles.models import PublishedArticle, SearchWord
from articles.search.entry import Terms
from articles.search.query import Branch, Phrase, written

CREATE: Final = """
CREATE TABLE articles_search (
    rowid bigint PRIMARY KEY,
    headline tsvector NOT NULL,
    articles_search tsvector NOT NULL
);
-- Out of the row and as it is: rows are counted by the thousand, and few of them ranked.
ALTER TABLE articles_search ALTER COLUMN articles_search SET STORAGE EXTERNAL;
-- What waits to be put in place is read by every search: 256 KB take none of its time and let stories in ten times as
-- fast as without. With the usual 4 MB the planner prefers to read the whole table.
CREATE INDEX articles_search_headline ON articles_search USING gin (headline) WITH (gin_pending_list_limit = 256);
CREATE INDEX articles_search_words ON articles_search USING gin (articles_search) WITH (gin_pending_list_limit = 256);
"""
DROP: Final = "DROP TABLE articles_search"
INSERT: Final = "INSERT INTO articles_search VALUES (%s, %s::tsvector, %s::tsvector)"
# A match in the headline counts ten times one in the body, as on SQLite.
TEXT: Final = """(
    SELECT ts_rank('{0.1, 0.2, 0.4, 1.0}', articles_search, %s::tsquery)
    FROM articles_search WHERE rowid = articles_publishedarticle.id
)"""
AGE: Final = "GREATEST(EXTRACT(EPOCH FROM %s::timestamptz - articles_publishedarticle.published_at)::float / 86400, 0)"
KEYS: Final = "SELECT unnest(%s)"
# The part of their groups of three letters that two words share: with two letters exchanged, about a quarter.
SIMILAR: Final = "SET LOCAL pg_trgm.similarity_threshold = 0.2"


def add(rows: Iterable[tuple[int, Terms]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, [(key, *_vectors(terms)) for key, terms in rows])


def remove(keys: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search WHERE rowid = ANY(%s)", [list(keys)])


def query(branches: Iterable[Branch]) -> str:
    """The branches as a tsquery."""
    return written(branches, _phrase, every=" & ", either=" | ")


def keys(found: list[int]) -> RawSQL:
    """Keys as one parameter, because Django takes a millisecond for five hundred of them."""
    return RawSQL(KEYS, [found])


def text_rank(
    stories: "QuerySet[PublishedArticle]", branches: Iterable[Branch]
) -> tuple["QuerySet[PublishedArticle]", RawSQL]:
    """Stories that match, and how well. Of phrases it counts the single terms, wherever they stand."""
    terms = written(branches, partial(_phrase, then=" | "), every=" | ", either=" | ")
    return stories, RawSQL(TEXT, [terms], FloatField())


def similar(word: str) -> list[str]:
    """Words of the vocabulary that share letters with `word`."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(SIMILAR)
        found = SearchWord.objects.filter(TrigramSimilar(F("word"), word))
        return list(found.order_by().values_list("word", flat=True).distinct())


def _vectors(terms: Terms) -> tuple[str, str]:
    """The headline, and everything."""
    return _vector(("A", terms.headline)), _vector(*zip("ABCD", terms, strict=True))


def _vector(*fields: tuple[str, Sequence[str]]) -> str:
    """A tsvector as PostgreSQL reads it: each term with its places and their weights.

    Terms hold no quotation marks. Fields stand apart, so that no phrase reaches over from one into the next.
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

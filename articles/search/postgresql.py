"""Search on PostgreSQL: a weighted tsvector beside the published article, English stems without accents.

The columns have the names that FTS5 gives on SQLite, so that one model describes both tables (models.SearchEntry).
https://www.postgresql.org/docs/current/textsearch.html
"""

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import FloatField, QuerySet
from django.db.models.expressions import RawSQL

from articles.models import PublishedArticle

if TYPE_CHECKING:
    from articles.search import Entry

CREATE = """
CREATE TEXT SEARCH CONFIGURATION newsroom (COPY = english);
ALTER TEXT SEARCH CONFIGURATION newsroom
    ALTER MAPPING FOR hword, hword_part, word, asciihword, hword_asciipart, asciiword WITH unaccent, english_stem;
CREATE TABLE articles_search (
    rowid bigint PRIMARY KEY,
    articles_search tsvector NOT NULL
);
-- Kept in the row. Out of it, the planner takes the table for small and reads all of it, three times as slowly.
ALTER TABLE articles_search ALTER COLUMN articles_search SET STORAGE MAIN;
CREATE INDEX articles_search_words ON articles_search USING gin (articles_search);
"""
DROP = "DROP TABLE articles_search; DROP TEXT SEARCH CONFIGURATION newsroom;"
INSERT = """
INSERT INTO articles_search (rowid, articles_search) VALUES (%s,
    setweight(to_tsvector('newsroom', %s), 'A') || setweight(to_tsvector('newsroom', %s), 'B')
    || setweight(to_tsvector('newsroom', %s), 'C') || setweight(to_tsvector('newsroom', %s), 'D'))
"""
RELEVANCE = "ts_rank_cd(articles_search.articles_search, websearch_to_tsquery('newsroom', %s))"
# A tsvector holds at most 1 MB; 200,000 characters of any story stay well below it.
LONGEST = 200_000


def add(entries: "list[Entry]") -> None:
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, [(*entry[:4], entry.body[:LONGEST]) for entry in entries])


def remove(keys: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search WHERE rowid = ANY(%s)", [keys])


def matching(stories: "QuerySet[PublishedArticle]", text: str) -> "QuerySet[PublishedArticle]":
    words = text.replace("\0", " ")
    found = stories.filter(search_entry__document__matches=words)
    return found.annotate(relevance=RawSQL(RELEVANCE, [words], FloatField()))

"""Finds the stories that match a search."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from articles.search import analysis, query
from articles.search.databases import backend
from articles.search.indexes import PUBLIC, Index
from articles.search.normal import normal

Row = TypeVar("Row", bound=Model)

# Jumps from language to language in the index: a plain DISTINCT reads the entries of all stories.
LANGUAGES: Final = """
WITH RECURSIVE used(language) AS (
    SELECT MIN(language) FROM articles_publishedarticle
    UNION ALL
    SELECT (SELECT MIN(language) FROM articles_publishedarticle WHERE language > used.language)
    FROM used WHERE language IS NOT NULL
)
SELECT language FROM used WHERE language IS NOT NULL
"""


class Search:
    """A search for a typed text. `keys` are those of the languages to search in; by default all that readers find."""

    def __init__(self, text: str, keys: Iterable[str] | None = None, index: Index = PUBLIC) -> None:
        self.index = index
        self.text = normal(text)
        self.query = query.parse(self.text)
        if keys is not None:
            self.keys = sorted(set(keys))

    @cached_property
    def keys(self) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(LANGUAGES)
            return sorted({analysis.stemming(language) for (language,) in cursor.fetchall()})

    @cached_property
    def branches(self) -> list[query.Branch]:
        return query.branches(self.query.wanted, self.keys)

    def matching(self, stories: "QuerySet[Row]", column: str = "document") -> "QuerySet[Row]":
        """The stories whose `column`, headline or document, matches every wanted part, and that have no unwanted one.

        Without any parts, none. They are rows whose primary keys the index has.
        """
        if not self.keys or not (self.query.wanted or self.query.unwanted):
            return stories.none()
        if self.query.wanted:
            stories = stories.filter(pk__in=self.entries(column))
        if self.query.unwanted:
            branches = [branch for part in self.query.unwanted for branch in query.branches([part], self.keys)]
            stories = stories.exclude(pk__in=self._entries("document", branches))
        return stories

    def entries(self, column: str) -> "QuerySet[Any, int]":
        """The keys of stories whose `column`, "headline" or "document", matches every wanted part."""
        return self._entries(column, self.branches)

    def _entries(self, column: str, branches: Iterable[query.Branch]) -> "QuerySet[Any, int]":
        found: QuerySet[Any, Any] = self.index.terms()
        return found.filter(**{f"{column}__matches": backend().query(branches)}).values_list("pk", flat=True)

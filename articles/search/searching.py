"""Which stories a search finds."""

from collections.abc import Iterable
from functools import cached_property
from typing import Final

from django.db import connection
from django.db.models import QuerySet

from articles.models import PublishedArticle, SearchEntry
from articles.search import analysis, query
from articles.search.databases import backend

# Each language once, from index entry to index entry: a plain DISTINCT reads the entries of all stories.
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
    """A search for what somebody typed. `keys` are the languages to search in: all that stories have, by default."""

    def __init__(self, text: str, keys: Iterable[str] | None = None) -> None:
        self.text = text
        self.query = query.parse(text)
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

    def matching(self, stories: "QuerySet[PublishedArticle]") -> "QuerySet[PublishedArticle]":
        """The stories in which every wanted part holds and no unwanted one. Without any part there are none."""
        if not self.keys or not (self.query.wanted or self.query.unwanted):
            return stories.none()
        wanted = SearchEntry.objects.filter(document__matches=backend().query(self.branches))
        found = stories.filter(pk__in=wanted.values("pk")) if self.query.wanted else stories
        return self._without_unwanted(found)

    def matching_in_headline(self, stories: "QuerySet[PublishedArticle]") -> "QuerySet[PublishedArticle]":
        """Those of the stories that match in which all that is wanted stands in the headline."""
        wanted = SearchEntry.objects.filter(headline__matches=backend().query(self.branches))
        return self._without_unwanted(stories.filter(pk__in=wanted.values("pk")))

    def _without_unwanted(self, stories: "QuerySet[PublishedArticle]") -> "QuerySet[PublishedArticle]":
        if not self.query.unwanted:
            return stories
        branches = [branch for part in self.query.unwanted for branch in query.branches([part], self.keys)]
        unwanted = SearchEntry.objects.filter(document__matches=backend().query(branches))
        return stories.exclude(pk__in=unwanted.values("pk"))

"""Searches working copies: in everything of them, those first whose headline matches, then those changed last."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final

from django.db import connection
from django.db.models import Case, QuerySet, When

from articles.finding.index import AT_ONCE, DESK, catch_up
from articles.models import Article, DeskEntry, DeskWord
from articles.search import Search, corrected

LONGEST: Final = 200  # characters of a typed text
# Jumps from language to language in the index, like that of published stories.
LANGUAGES: Final = """
WITH RECURSIVE used(stemming) AS (
    SELECT MIN(stemming) FROM articles_deskentry
    UNION ALL
    SELECT (SELECT MIN(stemming) FROM articles_deskentry WHERE stemming > used.stemming)
    FROM used WHERE stemming IS NOT NULL
)
SELECT stemming FROM used WHERE stemming IS NOT NULL
"""
_UNFINISHED: Final = re.compile(r'(?<![^\s])-?[^\s"*-][^\s"*]+$')


def by_beginning(text: str) -> str:
    """The text with its last word taken as the beginning of one, as while somebody types. One letter is too little."""
    return text + "*" if text.count('"') % 2 == 0 and _UNFINISHED.search(text) else text


class Found:
    """What a typed text finds among `stories`, which are those that the account may see. Raises nothing.

    `corrected` is the spelling that was used instead, because the typed one finds nothing.
    """

    def __init__(self, text: str, stories: "QuerySet[Article]", *, corrects: bool = True) -> None:
        catch_up(AT_ONCE)
        self._stories = stories
        self.search = _search(text)
        self.corrected = ""
        if corrects and not self.total:
            self._correct()

    @cached_property
    def total(self) -> int:
        return self._matching().count()

    @property
    def is_empty(self) -> bool:
        """Whether there are no words to look for."""
        return not (self.search.query.wanted or self.search.query.unwanted)

    def count(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list[Article]:
        """The stories of a page, with topics and what their status needs, without their texts. Two queries."""
        keys = list(self._ordered()[part])
        stories = Article.objects.filter(pk__in=keys).select_related("topic", "published", "desk_entry").defer("body")
        return sorted(stories, key=lambda story: keys.index(story.pk))

    def _ordered(self) -> "QuerySet[DeskEntry, Any]":
        found = self._matching()
        order: list[Any] = ["-changed_at", "-pk"]
        if self.search.query.wanted:
            order.insert(0, Case(When(pk__in=self.search.entries("headline"), then=0), default=1))
        return found.order_by(*order).values_list("article_id", flat=True)

    def _matching(self) -> "QuerySet[DeskEntry]":
        return self.search.matching(self._seen())

    def _seen(self) -> "QuerySet[DeskEntry]":
        """The entries of the stories. Without conditions, the database would only waste time on looking them up."""
        entries = DeskEntry.objects.all()
        return entries.filter(article__in=self._stories.order_by().values("pk")) if _limits(self._stories) else entries

    def _correct(self) -> None:
        words = DeskWord.objects.all()
        if _limits(self._stories):
            words = words.filter(entry__article__in=self._stories.order_by().values("pk"))
        if better := corrected(self.search, self._seen(), words):
            typed, self.search = self.search, Search(better, self.search.keys, DESK)
            del self.total
            if self.total:
                self.corrected = better
            else:
                self.search = typed


def matching(text: str, stories: "QuerySet[Article]") -> "QuerySet[Article]":
    """Those of `stories` that match, in their own order. For lists."""
    catch_up(AT_ONCE)
    found = _search(text).matching(DeskEntry.objects.all())
    return stories.filter(pk__in=found.order_by().values("article"))


def _search(text: str) -> Search:
    with connection.cursor() as cursor:
        cursor.execute(LANGUAGES)
        keys: Sequence[str] = [key for (key,) in cursor.fetchall()]
    return Search(text, keys, DESK)


def _limits(stories: "QuerySet[Article]") -> bool:
    return bool(stories.query.has_filters())

"""Searches working copies: in everything of them, those first whose headline matches, then those changed last."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When, Window

from articles.finding.index import AT_ONCE, DESK, catch_up
from articles.models import Article, DeskEntry, DeskWord
from articles.search import Search, corrected

LONGEST: Final = 200  # characters of a typed text
# Stories whose keys are read with their number.
FIRST: Final = 200
LATEST: Final = ("-changed_at", "-pk")
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

    @property
    def total(self) -> int:
        return self._first[1]

    @property
    def is_empty(self) -> bool:
        """Whether there are no words to look for."""
        return not (self.search.query.wanted or self.search.query.unwanted)

    def count(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list[Article]:
        """The stories of a page, with topics and what their status needs, without their texts. At most two queries."""
        first, _ = self._first
        return _read(first[part] if part.stop <= FIRST else list(self._ordered(self._matching())[part]))

    def best(self, number: int) -> list[Article]:
        """The first stories, uncounted: those that match only outside of headlines are looked for if there is room."""
        keys: list[UUID] = []
        if self.search.query.wanted:
            titled = self.search.matching(self._seen(), "headline").order_by(*LATEST)
            keys += titled.values_list("article_id", flat=True)[:number]
        if len(keys) < number:
            keys = list(self._ordered(self._matching())[:number])
        return _read(keys)

    @cached_property
    def _first(self) -> tuple[list[UUID], int]:
        """The keys of the first stories, and how many there are: one look at all that match."""
        found = self._ordered(self._matching().annotate(total=Window(Count("*"))), "total")
        rows = list(found[:FIRST])
        return [key for key, _ in rows], rows[0][1] if rows else 0

    def _ordered(self, found: "QuerySet[DeskEntry]", *more: str) -> "QuerySet[DeskEntry, Any]":
        order: list[Any] = [*LATEST]
        if self.search.query.wanted:
            order.insert(0, Case(When(pk__in=self.search.entries("headline"), then=0), default=1))
        found = found.order_by(*order)
        return found.values_list("article_id", *more) if more else found.values_list("article_id", flat=True)

    def _matching(self) -> "QuerySet[DeskEntry]":
        return self.search.matching(self._seen())

    def _seen(self) -> "QuerySet[DeskEntry]":
        """The entries of the stories."""
        return DeskEntry.objects.filter(self._may_see("article_id"))

    def _may_see(self, article: str) -> Q:
        """The condition for a story's key, asked of each match: asked of all stories, it takes ten times as long.

        Nothing where all may be seen, because databases would look them up nevertheless.
        """
        if not self._stories.query.has_filters():
            return Q()
        return Q(Exists(self._stories.order_by().filter(pk=OuterRef(article))))

    def _correct(self) -> None:
        words = DeskWord.objects.filter(self._may_see("entry__article_id"))
        if better := corrected(self.search, self._seen(), words):
            typed, self.search = self.search, Search(better, self.search.keys, DESK)
            del self._first
            if self.total:
                self.corrected = better
            else:
                self.search = typed


def matching(text: str, stories: "QuerySet[Article]") -> "QuerySet[Article]":
    """Those of `stories` that match, in their own order. For lists."""
    catch_up(AT_ONCE)
    found = _search(text).matching(DeskEntry.objects.all())
    return stories.filter(pk__in=found.order_by().values("article"))


def _read(keys: Sequence[UUID]) -> list[Article]:
    stories = Article.objects.filter(pk__in=keys).select_related("topic", "published", "desk_entry").defer("body")
    return sorted(stories, key=lambda story: keys.index(story.pk))


def _search(text: str) -> Search:
    with connection.cursor() as cursor:
        cursor.execute(LANGUAGES)
        keys: Sequence[str] = [key for (key,) in cursor.fetchall()]
    return Search(text, keys, DESK)

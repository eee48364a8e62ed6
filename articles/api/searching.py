"""`search` in lists of stories: what it finds, in which order and spelling."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from rest_framework.request import Request

from articles.api.fields import Selection
from articles.api.ordering import VIEWS
from articles.api.representation import VIEWS as VIEWED
from articles.api.representation import Row, rows
from articles.http import first_pages
from articles.http.found import Found, Order
from articles.http.parameters import single
from articles.http.problems import bad
from articles.models import PublishedArticle, SearchWord
from articles.models.published import is_live
from articles.search import BEST, Ranking, Search, corrected

LONGEST = 200


def of(request: Request) -> Search | None:
    """What the request searches for, if anything."""
    text = single(request, "search")
    if text is None:
        return None
    if not text.strip():
        raise bad("search", "empty", "search is empty: give words to look for.")
    if len(text) > LONGEST:
        raise bad("search", "too_long", f"search is longer than {LONGEST} characters.")
    return Search(text)


@dataclass(frozen=True)
class Results:
    """What a request asks for of the stories found, as a paginator reads it: counted, then cut into pages.

    `corrected` is the corrected spelling, if it is used instead of the typed one.
    """

    found: Found
    search: Search | None
    order: Order
    corrected: str = ""

    def spelled(self) -> "Results":
        """The same, or the results of the corrected spelling if only that finds something."""
        if not self.search or self.count():
            return self
        words = SearchWord.objects.filter(is_live(through="published__"))
        if not (better := corrected(self.search, PublishedArticle.objects.live(), words)):
            return self
        other = Results(self.found, Search(better, self.search.keys), self.order, better)
        return other if other.count() else self

    def count(self) -> int:
        return self._total

    def __getitem__(self, part: slice) -> "Page":
        return Page(self, part)

    def stories(self, part: slice) -> "QuerySet[PublishedArticle]":
        """The stories of a page. Their keys are found and ordered first, so that only they are read as a whole."""
        if self._ranking:
            return self._ranking[part]
        keys: Any = self._most_viewed(part) if self.order is VIEWS else self._from_nearer_end(part)
        return PublishedArticle.objects.filter(pk__in=keys).annotate(views=VIEWED).order_by(*self.order)

    def ordered(self, order: Order = ()) -> tuple["QuerySet[PublishedArticle]", Order]:
        """All stories found, in this order or that of the request, and the names that it has in the query."""
        order = order or self.order
        if self.search:
            return self.search.matching(self.found.all).order_by(*order), order
        return self.found.ordered(order)

    def _from_nearer_end(self, part: slice) -> "QuerySet[PublishedArticle, Any]":
        """The keys of a page: a database walks past all that is before it, so pages of the second half are read from
        the end.
        """
        keys = self.ordered()[0].values("pk")
        if self.search or 2 * part.start <= self.count():
            return keys[part]
        return keys.reverse()[self.count() - part.stop : self.count() - part.start]

    def _most_viewed(self, part: slice) -> list[int]:
        """The keys of a page in the order of views: read from their index, and then from that of the stories."""
        viewed = self.ordered(("-view_total__views", "-article_id"))[0].filter(view_total__views__gt=0)
        keys = list(viewed.values_list("pk", flat=True)[part])
        if len(keys) < part.stop - part.start:
            others = self.ordered(("-article_id",))[0].filter(Q(view_total=None) | Q(view_total__views=0))
            skipped = viewed.count()
            keys += others.values_list("pk", flat=True)[max(part.start - skipped, 0) : part.stop - skipped]
        return keys

    @property
    def notes(self) -> dict[str, str]:
        """The members that the answer adds about the search."""
        return {"corrected": self.corrected} if self.corrected else {}

    @cached_property
    def _ranking(self) -> Ranking | None:
        return Ranking(self.search, self.found.all) if self.search and self.order is BEST else None

    @cached_property
    def _total(self) -> int:
        if self._ranking:
            return self._ranking.total
        return self.search.matching(self.found.all).count() if self.search else self.found.count()


@dataclass(frozen=True)
class Page:
    """A page of results, not yet read."""

    results: Results
    part: slice

    def rows(self, selection: Selection) -> Sequence[Row]:
        """Its stories, with what `selection` needs. One query."""
        results = self.results
        is_first = not (self.part.start or results.search or selection.needs_extra)
        if is_first and first_pages.is_plain(results.found, results.order):
            return first_pages.rows(results.found, results.order, self.part.stop)
        return list(rows(results.stories(self.part), selection))

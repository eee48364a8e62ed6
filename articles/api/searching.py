"""`search` in lists of stories: what it finds, in which order, and with which spelling."""

from dataclasses import dataclass, field

from django.db.models import QuerySet
from rest_framework.request import Request

from articles.api import ordering
from articles.models import PublishedArticle
from articles.parameters import single
from articles.problems import bad
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


@dataclass
class Results:
    """What a request asks for among `stories`, as a paginator reads it: counted, then cut into pages.

    A search that finds nothing goes on with the spelling in `corrected`, if that finds something.
    """

    stories: "QuerySet[PublishedArticle]"
    search: Search | None
    order: ordering.Order
    corrected: str = field(default="", init=False)
    ranking: Ranking | None = field(default=None, init=False)

    def count(self) -> int:
        total = self._count()
        if total or not self.search or not (better := corrected(self.search)):
            return total
        given, self.search = self.search, Search(better, self.search.keys)
        if total := self._count():
            self.corrected = better
        else:
            self.search = given
        return total

    def __getitem__(self, part: slice) -> "QuerySet[PublishedArticle]":
        """A part of what `count` has counted."""
        return self.ranking[part] if self.ranking else self.ordered()[part]

    def ordered(self) -> "QuerySet[PublishedArticle]":
        """All of it, in an order other than by relevance."""
        return self._found().order_by(*self.order)

    @property
    def notes(self) -> dict[str, str]:
        """What the answer says of the search."""
        return {"corrected": self.corrected} if self.corrected else {}

    def _count(self) -> int:
        if self.search and self.order is BEST:
            self.ranking = Ranking(self.search, self.stories)
            return self.ranking.total
        return self._found().count()

    def _found(self) -> "QuerySet[PublishedArticle]":
        return self.search.matching(self.stories) if self.search else self.stories

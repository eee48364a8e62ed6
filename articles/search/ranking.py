"""The order of what a search finds: how well the text matches, times freshness."""

from typing import Final

from django.db.models import Case, Count, FloatField, Q, QuerySet, When, Window
from django.db.models.expressions import Combinable, RawSQL
from django.utils import timezone

from articles.models import PublishedArticle
from articles.search.databases import backend
from articles.search.searching import Search

# A story counts twice when it is new, one and a half times after a month, and after years hardly more than once. That
# is more than the number of matches makes, and less than their place: one in the headline counts ten in the body. So
# the new wins among equals, and an old story that is clearly about it still wins against one that mentions it.
FRESH: Final = 1.0
MONTH: Final = 30.0  # days
# To rank a story its terms have to be read. Of very many only so many are ranked: those that match in the headline,
# then the newest. The others follow, newest first.
RANKED: Final = 500
BEST: Final = ("-relevance", "-article_id")


class Ranking:
    """What a search finds among `stories`, `total` of them, the most relevant first."""

    def __init__(self, search: Search, stories: "QuerySet[PublishedArticle]") -> None:
        self.search, self.stories = search, stories
        # By our own key: on SQLite the article's id stands behind the documents, which would have to be read over.
        order: list[str | Combinable] = ["-published_at", "-pk"]
        if search.query.wanted:
            order.insert(0, Case(When(pk__in=search.entries("headline"), then=0), default=1))
        found = search.matching(stories).order_by(*order)
        first = list(found.annotate(total=Window(Count("*"))).values_list("pk", "total")[:RANKED])
        self.ranked = [key for key, _ in first]
        self.total = first[0][1] if first else 0

    def __getitem__(self, part: slice) -> "QuerySet[PublishedArticle]":
        if not self.search.query.wanted:
            return self.search.matching(self.stories).order_by("-published_at", "-article_id")[part]
        ranked = Q(pk__in=backend().keys(self.ranked))
        if part.stop <= RANKED or self.total <= RANKED:
            stories, relevance, _ = self._relevance(self.stories.filter(ranked))
        else:
            stories, relevance, age = self._relevance(self.search.matching(self.stories))
            relevance = Case(When(ranked, then=relevance), default=-age)
        return stories.annotate(relevance=relevance).order_by(*BEST)[part]

    def _relevance(
        self, stories: "QuerySet[PublishedArticle]"
    ) -> tuple["QuerySet[PublishedArticle]", Combinable, Combinable]:
        """Stories that match, their relevance and their age in days."""
        # Of the hour, so that pages that are read one after the other agree.
        now = timezone.now().replace(minute=0, second=0, microsecond=0)
        stories, text = backend().text_rank(stories, self.search.branches)
        age = RawSQL(backend().AGE, [now.isoformat()], FloatField())
        return stories, text * (1 + FRESH / (1 + age / MONTH)), age

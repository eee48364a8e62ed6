"""The order of search results: how well the text matches, times freshness."""

from typing import Final

from django.db.models import Case, Count, FloatField, Q, QuerySet, When, Window
from django.db.models.expressions import Combinable, RawSQL
from django.utils import timezone

from articles.models import PublishedArticle
from articles.search.databases import backend
from articles.search.searching import Search

# Freshness doubles the score of a new story; it adds half after a month and almost nothing after years. That is more
# than the number of matches adds, and less than their place: one in the headline counts as ten in the body. So among
# equals the newer story wins, and an old story about the subject still beats a new one that only mentions it.
FRESH: Final = 1.0
MONTH: Final = 30.0  # days
# Ranking a story means reading its terms, so only so many are ranked: those that match in the headline, then the
# newest. The others follow, newest first.
RANKED: Final = 500
BEST: Final = ("-relevance", "-article_id")


class Ranking:
    """What a search finds among `stories`, the most relevant first. `total` is how many."""

    def __init__(self, search: Search, stories: "QuerySet[PublishedArticle]") -> None:
        self.search, self.stories = search, stories
        # By our own key: SQLite stores the article's id after the documents, and would have to read past them.
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
        # The start of the hour, so that consecutive pages agree.
        now = timezone.now().replace(minute=0, second=0, microsecond=0)
        stories, text = backend().text_rank(stories, self.search.branches)
        age = RawSQL(backend().AGE, [now.isoformat()], FloatField())
        return stories, text * (1 + FRESH / (1 + age / MONTH)), age

"""The order of what a search finds: how well the text matches, times freshness."""

from typing import Final

from django.db.models import Case, Count, FloatField, QuerySet, When, Window
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
# To rank a story its terms have to be read. Of more stories than these only the newest are ranked, and the newest that
# match in the headline; after them come the others, newest first.
RANKED: Final = 500
BEST: Final = ("-relevance", "-article_id")


class Ranking:
    """What a search finds among `stories`, `total` of them, the most relevant first."""

    # By our own key: on SQLite the article's id stands behind the documents, which would have to be read over.
    newest_first = ("-published_at", "-pk")

    def __init__(self, search: Search, stories: "QuerySet[PublishedArticle]") -> None:
        self.search, self.stories = search, stories
        newest = search.matching(stories).order_by(*self.newest_first).annotate(total=Window(Count("*")))
        found = list(newest.values_list("pk", "total")[:RANKED])
        self.newest = [key for key, _ in found]
        self.total = found[0][1] if found else 0

    def __getitem__(self, part: slice) -> "QuerySet[PublishedArticle]":
        if not self.search.query.wanted:
            return self.search.matching(self.stories).order_by("-published_at", "-article_id")[part]
        ranked = self.newest if self.total <= RANKED else [*{*self.newest, *self._in_headlines()}]
        if part.stop <= len(ranked) or self.total <= RANKED:
            relevant, relevance, _ = self._relevance(self.stories.filter(pk__in=ranked))
            return relevant.annotate(relevance=relevance).order_by(*BEST)[part]
        relevant, relevance, age = self._relevance(self.search.matching(self.stories))
        in_order = Case(When(pk__in=ranked, then=relevance), default=-age)
        return relevant.annotate(relevance=in_order).order_by(*BEST)[part]

    def _in_headlines(self) -> "QuerySet[PublishedArticle, int]":
        found = self.search.matching_in_headline(self.stories)
        return found.order_by(*self.newest_first).values_list("pk", flat=True)[:RANKED]

    def _relevance(
        self, stories: "QuerySet[PublishedArticle]"
    ) -> tuple["QuerySet[PublishedArticle]", Combinable, Combinable]:
        """Stories that match, their relevance and their age in days."""
        # Of the hour, so that pages that are read one after the other agree.
        now = timezone.now().replace(minute=0, second=0, microsecond=0)
        stories, text = backend().text_rank(stories, self.search.branches)
        age = RawSQL(backend().AGE, [now.isoformat()], FloatField())
        return stories, text * (1 + FRESH / (1 + age / MONTH)), age

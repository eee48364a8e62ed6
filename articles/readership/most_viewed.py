"""What is read most. The days of a window are summed from days, and only its ragged beginning from hours."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from heapq import nlargest
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.utils import timezone

from articles.models.published import PublishedArticleQuerySet

WINDOWS = {
    "1h": timedelta(hours=1),
    "24h": timedelta(hours=24),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
}


def most_viewed(
    stories: PublishedArticleQuerySet, window: timedelta, limit: int, now: datetime | None = None
) -> list[tuple[int, int]]:
    """Keys and views of the most viewed of `stories` within `window`, ties newer first. Two queries.

    The hour that the window begins in counts in full.
    """
    since = ((now or timezone.now()) - window).astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    first_day = since.date() + timedelta(days=1)
    midnight = datetime.combine(first_day, time(), UTC)
    in_hours = stories.filter(view_buckets__hour__gte=since, view_buckets__hour__lt=midnight)
    in_days = stories.filter(view_days__day__gte=first_day)
    views: Counter[tuple[datetime, UUID, int]] = Counter()
    for published_at, article_id, key, summed in (
        *_sums(in_hours, "view_buckets__views"),
        *_sums(in_days, "view_days__views"),
    ):
        views[published_at, article_id, key] += summed
    top = nlargest(limit, ((number, story) for story, number in views.items()))
    return [(key, number) for number, (_, _, key) in top]


def _sums(stories: "QuerySet[Any]", column: str) -> "QuerySet[Any, tuple[datetime, UUID, int, int]]":
    grouped = stories.order_by().values("published_at", "article_id", "pk").annotate(window_views=Sum(column))
    sums: QuerySet[Any, tuple[datetime, UUID, int, int]]
    sums = grouped.values_list("published_at", "article_id", "pk", "window_views")
    return sums

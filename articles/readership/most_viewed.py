"""The most viewed stories. Whole days of a window are summed from days, and only its first, partial one from hours."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from articles.models import ViewBucket, ViewDay
from articles.models.published import PublishedArticleQuerySet

WINDOWS = {
    "1h": timedelta(hours=1),
    "24h": timedelta(hours=24),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
}
# The stories with most views, live or not. Their number is all that grows with the readership: one row for each.
MOST: Final = """
SELECT published_id, SUM(views) FROM (
    SELECT published_id, views FROM articles_viewbucket WHERE hour >= %s AND hour < %s
    UNION ALL
    SELECT published_id, views FROM articles_viewday WHERE day >= %s
) AS counted
GROUP BY published_id ORDER BY SUM(views) DESC LIMIT %s
"""
# How many are ranked at first, and how many times as many if these do not suffice.
FIRST: Final = 500
MORE: Final = 20
# Keys in one statement.
CHUNK: Final = 10_000


def most_viewed(
    stories: PublishedArticleQuerySet, window: timedelta, limit: int, now: datetime | None = None
) -> list[tuple[int, int]]:
    """Keys and views of the most viewed of `stories` within `window`; of ties, the newer first.

    The hour in which the window begins counts in full. Two queries; two more if many of the most viewed are others.
    """
    ranked = FIRST
    while True:
        views = _most(window, ranked, now or timezone.now())
        ordered = ((views[key], published_at, id, key) for published_at, id, key in _of(stories, list(views)))
        top = sorted(ordered, reverse=True)[:limit]
        # Those that were not ranked have at most as many views as the last one.
        if len(views) < ranked or (len(top) == limit and top[-1][0] > min(views.values())):
            return [(key, number) for number, _, _, key in top]
        ranked *= MORE


def views_of(key: int, window: timedelta, now: datetime) -> int:
    """The views of one story within `window`. Two queries."""
    hour, midnight, day = _edges(window, now)
    hours = ViewBucket.objects.filter(published=key, hour__gte=hour, hour__lt=midnight)
    days = ViewDay.objects.filter(published=key, day__gte=day)
    return sum(rows.aggregate(sum=Sum("views"))["sum"] or 0 for rows in (hours, days))


def _most(window: timedelta, ranked: int, now: datetime) -> dict[int, int]:
    hour, midnight, day = _edges(window, now)
    adapt: Any = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(MOST, [adapt(hour), adapt(midnight), str(day), ranked])
        return {key: int(number) for key, number in cursor.fetchall()}


def _of(stories: PublishedArticleQuerySet, keys: list[int]) -> Iterator[tuple[datetime, UUID, int]]:
    """What orders those of `stories` that have one of `keys`, and their keys."""
    named = stories.order_by().values_list("published_at", "article_id", "pk")
    for start in range(0, len(keys), CHUNK):
        yield from named.filter(pk__in=keys[start : start + CHUNK])


def _edges(window: timedelta, now: datetime) -> tuple[datetime, datetime, date]:
    """The first hour of a window, the midnight after it, and the day that begins then (UTC)."""
    since = (now - window).astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    day = since.date() + timedelta(days=1)
    return since, datetime.combine(day, time(), UTC), day

"""The most viewed stories: what was ranked of hours that are over (articles.readership.ranking), and the last hours.

Without a ranking of this hour, whole days of a window are summed from days, its first, partial one from hours.
"""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from articles.models import ViewBucket, ViewDay
from articles.models.published import PublishedArticleQuerySet
from articles.readership.ranking import RECENT
from articles.readership.windows import WINDOWS, hour_of, since

# The ranking and the rows of the last hours or, if nothing is ranked, the stories with most views, live or not. In a
# cross join with nothing SQLite does not begin to read the other table.
MOST: Final = """
WITH kept AS (SELECT stories, rest FROM articles_viewranking WHERE "window" = %s AND hour = %s),
missing AS (SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM kept))
SELECT 0, rest, stories FROM kept
UNION ALL
SELECT published_id, views, '' FROM kept CROSS JOIN articles_viewbucket WHERE articles_viewbucket.hour >= %s
UNION ALL
SELECT * FROM (
    SELECT published_id, SUM(views), '' FROM (
        SELECT published_id, views FROM missing CROSS JOIN articles_viewbucket WHERE hour >= %s AND hour < %s
        UNION ALL
        SELECT published_id, views FROM missing CROSS JOIN articles_viewday WHERE day >= %s
    ) AS counted
    GROUP BY published_id ORDER BY SUM(views) DESC LIMIT %s
) AS most
"""
NAMES: Final = {window: name for name, window in WINDOWS.items()}
# How many are ranked at first, and how many times as many if these do not suffice.
FIRST: Final = 500
MORE: Final = 20
# How many times as many are looked at as are asked for, again and again; and the most keys in one statement.
SPARE: Final = 4
CHUNK: Final = 10_000

# Views, date, id and key of a story: of two, the greater one comes first.
Place = tuple[int, datetime, UUID, int]


class Leading(NamedTuple):
    """Stories and their views within a window, and the most that any other story has.

    `recent` are the views in the last hours of some of the others: they have no more than these and `rest`.
    """

    views: dict[int, int]
    recent: dict[int, int]
    rest: int


def most_viewed(
    stories: PublishedArticleQuerySet, window: timedelta, limit: int, now: datetime | None = None
) -> list[tuple[int, int]]:
    """Keys and views of the most viewed of `stories` within `window`; of ties, the newer first.

    The hour in which the window begins counts in full. Two queries; more if many of the most viewed are others, or
    were not viewed much before the last hours.
    """
    now = now or timezone.now()
    name, ranked = NAMES.get(window, ""), FIRST
    while True:
        leading = _leading(name, window, now, ranked)
        top = _top(stories, leading.views, limit)
        if risen := _risen(leading, top, limit):
            top = _top(stories, leading.views | _views_of(risen, window, now), limit)
        if not leading.rest or (len(top) == limit and top[-1][0] > leading.rest):
            return [(key, views) for views, _, _, key in top]
        if name:
            # What is kept does not suffice.
            name = ""
        else:
            ranked *= MORE


def views_of(key: int, window: timedelta, now: datetime) -> int:
    """The views of one story within `window`. Two queries."""
    return _views_of([key], window, now).get(key, 0)


def _leading(name: str, window: timedelta, now: datetime, ranked: int) -> Leading:
    """What is kept under a name for this hour, or else the first of all."""
    begin, hour = since(window, now), hour_of(now)
    adapt: Any = connection.ops.adapt_datetimefield_value
    values = [name, adapt(hour), adapt(hour - RECENT), adapt(begin.hour), adapt(begin.midnight), str(begin.day), ranked]
    with connection.cursor() as cursor:
        cursor.execute(MOST, values)
        rows = cursor.fetchall()
    kept = next(((rest, stories) for _, rest, stories in rows if stories), None)
    views: Counter[int] = Counter()
    for key, number, stories in rows:
        if not stories:
            views[key] += int(number)
    if not kept:
        return Leading(views, {}, min(views.values()) if len(views) == ranked else 0)
    rest, stories = kept
    before = dict(orjson.loads(stories))
    if not rest:
        # All that has views was ranked.
        return Leading(views + Counter(before), {}, 0)
    recent = {key: number for key, number in views.items() if key not in before}
    return Leading({key: number + views[key] for key, number in before.items()}, recent, rest)


def _risen(leading: Leading, top: list[Place], limit: int) -> list[int]:
    """Those whose views in the last hours may suffice for a place among the top."""
    least = top[-1][0] if len(top) == limit else 0
    return [key for key, number in leading.recent.items() if number + leading.rest >= least]


def _top(stories: PublishedArticleQuerySet, views: dict[int, int], limit: int) -> list[Place]:
    """The first of `stories` by their views. Looks at a few first, because most of these are usually among them."""
    named: Any = stories.order_by().values_list("published_at", "article_id", "pk")
    ranked = sorted(views, key=views.__getitem__, reverse=True)
    top: list[Place] = []
    start, size = 0, SPARE * limit
    while start < len(ranked) and not (len(top) == limit and views[ranked[start]] < top[-1][0]):
        some = named.filter(pk__in=ranked[start : start + size])
        places = [(views[key], published_at, id, key) for published_at, id, key in some]
        top = sorted(top + places, reverse=True)[:limit]
        start, size = start + size, min(size * SPARE, CHUNK)
    return top


def _views_of(keys: Collection[int], window: timedelta, now: datetime) -> dict[int, int]:
    begin = since(window, now)
    hours = ViewBucket.objects.filter(published__in=keys, hour__gte=begin.hour, hour__lt=begin.midnight)
    days = ViewDay.objects.filter(published__in=keys, day__gte=begin.day)
    views: Counter[int] = Counter()
    for rows in (hours, days):
        views.update(dict(rows.order_by().values_list("published").annotate(sum=Sum("views"))))
    return views

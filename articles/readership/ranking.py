"""Keeps who leads in each longer window, so that most viewed sums only the last hours.

Hours that are over receive no more views. So once an hour, the worker ranks what each window holds of them, up to an
hour ago: a view that took a while to be stored still comes before. Without a worker everything is summed every time.
"""

import time
from datetime import datetime, timedelta
from typing import Any, Final

import orjson
from django.db import connection
from django.utils import timezone

from articles.models import ViewRanking
from articles.models.readership import RANKED
from articles.readership.windows import HOUR, WINDOWS, hour_of, midnight, since

# Views of the last hours are summed when somebody asks: of the present one and the one before.
RECENT: Final = HOUR
KEPT: Final = 1_000
# Seconds between two looks at the clock.
EVERY: Final = 10.0
SUMS: Final = """
SELECT published_id, SUM(views) FROM (
    SELECT published_id, views FROM articles_viewbucket WHERE hour >= %s AND hour < %s
    UNION ALL
    SELECT published_id, views FROM articles_viewday WHERE day >= %s AND day < %s
    UNION ALL
    SELECT published_id, views FROM articles_viewbucket WHERE hour >= %s AND hour < %s
) AS counted
GROUP BY published_id ORDER BY SUM(views) DESC LIMIT %s
"""


class Keeper:
    """Ranks anew when an hour has turned. Returns how many windows it ranked."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self) -> int:
        if time.monotonic() < self._next:
            return 0
        self._next = time.monotonic() + EVERY
        return keep()


def keep(now: datetime | None = None) -> int:
    """Rank the windows that are not ranked for this hour. Returns how many. Counting waits for none of it."""
    hour = hour_of(now or timezone.now())
    ranked = set(ViewRanking.objects.filter(hour=hour).values_list("window", flat=True))
    for window in set(RANKED) - ranked:
        _keep(window, hour)
    return len(set(RANKED) - ranked)


def _keep(window: str, hour: datetime) -> None:
    row, _ = ViewRanking.objects.get_or_create(window=window)
    found = _sums(WINDOWS[window], hour)
    rest = found[KEPT][1] if len(found) > KEPT else 0
    stories = orjson.dumps(found[:KEPT]).decode()
    # Unless somebody has forgotten it meanwhile: their views may have come too late for the sums.
    same = ViewRanking.objects.filter(window=window, written=row.written)
    same.update(hour=hour, stories=stories, rest=rest, written=row.written + 1)


def _sums(window: timedelta, hour: datetime) -> list[tuple[int, int]]:
    """The stories with most views from the window's beginning until RECENT, and one more than are KEPT."""
    begin, until = since(window, hour), hour - RECENT
    first, last = min(begin.midnight, until), max(midnight(until), min(begin.midnight, until))
    adapt: Any = connection.ops.adapt_datetimefield_value
    hours = [[adapt(one), adapt(other)] for one, other in ((begin.hour, first), (last, until))]
    with connection.cursor() as cursor:
        cursor.execute(SUMS, [*hours[0], str(first.date()), str(last.date()), *hours[1], KEPT + 1])
        return [(key, int(views)) for key, views in cursor.fetchall()]

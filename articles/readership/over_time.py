"""Views of a story over time, with a point for every hour, day or month, including those without views."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from articles.models import ViewBucket, ViewDay

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


class Point(NamedTuple):
    """The views of the hour, day or month that begins at `start` (UTC)."""

    start: datetime
    views: int


def hours(story: int, number: int, now: datetime) -> list[Point]:
    """The views of the last hours, including the present one. `story` is the key of a published article."""
    starts = _hours(number, now)
    views = ViewBucket.objects.filter(published=story, hour__gte=starts[0]).values_list("hour", "views")
    return _points(starts, dict(views))


def days(story: int, number: int, now: datetime) -> list[Point]:
    """The views of the last days (UTC), including today."""
    today = _midnight(now.astimezone(UTC).date())
    starts = [today - DAY * back for back in reversed(range(number))]
    views = ViewDay.objects.filter(published=story, day__gte=starts[0].date()).values_list("day", "views")
    return _points(starts, {_midnight(day): count for day, count in views})


def months(story: int, number: int, now: datetime) -> list[Point]:
    """The views of the last months (UTC), including this one."""
    this = now.astimezone(UTC)
    counted = [this.year * 12 + this.month - 1 - back for back in reversed(range(number))]
    starts = [_midnight(date(month // 12, month % 12 + 1, 1)) for month in counted]
    rows = ViewDay.objects.filter(published=story, day__gte=starts[0].date()).order_by()
    views = rows.values_list(TruncMonth("day")).annotate(summed=Sum("views"))
    return _points(starts, {_midnight(month): count for month, count in views})


def hours_of_many(stories: Collection[int], number: int, now: datetime) -> dict[int, list[int]]:
    """The views of many stories in each of the last hours. One query."""
    starts = _hours(number, now)
    place = {start: index for index, start in enumerate(starts)}
    views = {story: [0] * number for story in stories}
    rows = ViewBucket.objects.filter(published__in=stories, hour__gte=starts[0], hour__lte=starts[-1])
    for story, hour, count in rows.values_list("published", "hour", "views"):
        views[story][place[hour]] = count
    return views


def _hours(number: int, now: datetime) -> list[datetime]:
    this = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return [this - HOUR * back for back in reversed(range(number))]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _points(starts: list[datetime], views: dict[datetime, int]) -> list[Point]:
    return [Point(start, views.get(start, 0)) for start in starts]

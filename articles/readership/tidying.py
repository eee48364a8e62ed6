"""Deletes rows that counting no longer needs, a few at a time, so that counting never waits long."""

from datetime import UTC, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import ViewBucket, ViewRate, VisitorMark

KEPT: Final = timedelta(days=40)
AT_ONCE: Final = 1000


class Tidied(NamedTuple):
    """How many rows were deleted."""

    hours: int
    marks: int
    rates: int


def first_kept(now: datetime) -> datetime:
    """The start (UTC) of the first day whose hours are kept. Earlier days have their sums in ViewDay."""
    return datetime.combine((now - KEPT).astimezone(UTC).date(), time(), UTC)


def tidy(now: datetime | None = None) -> Tidied:
    """Delete the hours of days before the last forty, and expired marks of visitors and rates."""
    now = now or timezone.now()
    return Tidied(
        hours=_clear(ViewBucket.objects.filter(hour__lt=first_kept(now))),
        marks=_clear(VisitorMark.objects.filter(expires_at__lte=now)),
        rates=_clear(ViewRate.objects.filter(expires_at__lte=now)),
    )


def _clear(rows: "QuerySet[Any]") -> int:
    """Delete rows in many short transactions instead of a long one."""
    cleared = 0
    while keys := list(rows.order_by().values_list("pk", flat=True)[:AT_ONCE]):
        cleared += rows.model._default_manager.filter(pk__in=keys).delete()[0]
    return cleared

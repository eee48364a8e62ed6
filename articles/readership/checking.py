"""Checks that view counts agree: a day is the sum of its hours while those are kept, a total the sum of its days."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from articles.models import ViewBucket, ViewDay, ViewRanking, ViewTotal
from articles.readership.tidying import first_kept


class Drift(NamedTuple):
    """A count that is not the sum of its parts: of a story (its key) on a day, or in total if `day` is None."""

    published_id: int
    day: date | None
    stored: int
    summed: int


def drifts(now: datetime | None = None) -> list[Drift]:
    """Every count that does not agree. Checks twice, because views are counted between two queries."""
    now = now or timezone.now()
    suspects = _days(now) + _totals()
    again = _days(now) + _totals() if suspects else []
    return [drift for drift in again if drift.published_id in {suspect.published_id for suspect in suspects}]


@transaction.atomic
def repair(stories: Collection[int], now: datetime | None = None) -> list[Drift]:
    """Set days of these stories to the sums of their kept hours, then totals to the sums of their days.

    Returns what was changed. Hours are trusted, because they are not sums. Counting waits for this transaction: it
    writes the total first.
    """
    for key in stories:
        ViewTotal.objects.get_or_create(published_id=key)
    list(ViewTotal.objects.select_for_update().filter(pk__in=stories).order_by("pk"))
    days = _days(now or timezone.now(), stories)
    for key, day, _, summed in days:
        assert day
        ViewDay.objects.update_or_create(published_id=key, day=day, defaults={"views": summed})
    ViewRanking.objects.forget()
    totals = _totals(stories)
    for key, _, _, summed in totals:
        ViewTotal.objects.filter(pk=key).update(views=summed)
    return days + totals


def _days(now: datetime, stories: Collection[int] | None = None) -> list[Drift]:
    since = first_kept(now)
    days = ViewDay.objects.filter(day__gte=since.date())
    hours = ViewBucket.objects.filter(hour__gte=since)
    if stories is not None:
        days, hours = days.filter(published__in=stories), hours.filter(published__in=stories)
    by_day = hours.annotate(day=TruncDate("hour", tzinfo=UTC)).values("published_id", "day").order_by()
    summed = {(row["published_id"], row["day"]): row["all"] for row in by_day.annotate(all=Sum("views"))}
    stored = {(key, day): views for key, day, views in days.values_list("published_id", "day", "views")}
    return [
        Drift(*which, stored.get(which, 0), summed.get(which, 0))
        for which in sorted(stored.keys() | summed.keys())
        if stored.get(which, 0) != summed.get(which, 0)
    ]


def _totals(stories: Collection[int] | None = None) -> list[Drift]:
    totals, days = ViewTotal.objects.all(), ViewDay.objects.all()
    if stories is not None:
        totals, days = totals.filter(pk__in=stories), days.filter(published__in=stories)
    dated = dict(days.order_by().values_list("published_id").annotate(all=Sum("views")))
    stored = {key: (views, undated) for key, views, undated in totals.values_list("pk", "views", "undated")}
    found = []
    for key in sorted(stored.keys() | dated.keys()):
        views, undated = stored.get(key, (0, 0))
        summed = undated + dated.get(key, 0)
        if views != summed:
            found.append(Drift(key, None, views, summed))
    return found

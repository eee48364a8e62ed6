"""Gives the demonstration believable views: totals, and hour buckets of the last days."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from math import exp
from random import Random
from typing import Final

from articles.models import PublishedArticle, ViewBucket, ViewDay, ViewRanking, ViewTotal

KEPT: Final = timedelta(days=10)
# Half of all readers come within half a day.
FADING_HOURS: Final = 18.0
GIVEN: Final = {"harbour-bridge-reopens": 532}


def pretend(rows: Iterable[PublishedArticle], now: datetime) -> None:
    """Write views for stories that have none yet. A story has the same popularity every time."""
    totals, buckets, days = [], [], []
    for row in rows:
        hours = _hours(row, now)
        before = 0 if row.slug in GIVEN else Random(row.slug).randint(0, 900) if _age(row, now) > KEPT else 0  # noqa: S311
        totals.append(ViewTotal(published=row, views=sum(hours.values()) + before, undated=before))
        by_day: Counter[date] = Counter()
        for hour, views in hours.items():
            by_day[hour.date()] += views
        days += [ViewDay(published=row, day=day, views=views) for day, views in by_day.items() if views]
        buckets += [ViewBucket(published=row, hour=hour, views=views) for hour, views in hours.items() if views]
    ViewTotal.objects.bulk_create(totals)
    ViewBucket.objects.bulk_create(buckets)
    ViewDay.objects.bulk_create(days)
    ViewRanking.objects.forget()


def _hours(row: PublishedArticle, now: datetime) -> dict[datetime, int]:
    """Views by hour: many at first, then fewer and fewer, fewest at night."""
    random = Random(f"{row.slug} views")  # noqa: S311
    first = max(row.published_at, now - KEPT).replace(minute=0, second=0, microsecond=0)
    count = int((now - first) / timedelta(hours=1)) + 1
    hours = [first + timedelta(hours=one) for one in range(count)]
    weights = [exp(-_age(row, hour) / timedelta(hours=FADING_HOURS)) * _awake(hour) + 0.004 for hour in hours]
    scale = random.lognormvariate(3.6, 0.5)
    views = {
        hour: round(scale * weight * random.uniform(0.75, 1.25)) for hour, weight in zip(hours, weights, strict=True)
    }
    if row.slug in GIVEN:
        share = GIVEN[row.slug] / sum(weights)
        views = {hour: round(share * weight) for hour, weight in zip(hours, weights, strict=True)}
        views[hours[-1]] += GIVEN[row.slug] - sum(views.values())
    return views


def _age(row: PublishedArticle, moment: datetime) -> timedelta:
    return max(timedelta(), moment - row.published_at)


def _awake(hour: datetime) -> float:
    """The share of the town that reads at this hour (UTC)."""
    return 0.15 if hour.hour < 5 else 1.0 if hour.hour < 22 else 0.5

"""Counts views: those that reach a process while one transaction is written go into the next one together.

A view is counted in its story's total, hour and day, or in none of them. Both databases accept this SQL. Statements
have a fixed order and their rows are sorted, so that two processes cannot deadlock.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import compress
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from articles.changes.host_lock import host_lock
from articles.models import ViewTotal
from articles.models.published import LIVE_SQL
from articles.readership import on_postgresql
from articles.readership.group_commit import GroupCommit, GroupFailed
from articles.readership.rates import Rates
from articles.readership.rows import moment, run, run_together
from articles.readership.visitors import Visitor, digest
from articles.readership.windows import hour_of

LIVE = f"SELECT slug, id FROM articles_publishedarticle WHERE slug IN ({{rows}}) AND {LIVE_SQL}"
# RETURNING omits visitors whose mark has not expired: their rows stay as they are.
MARKS = """
INSERT INTO articles_visitormark (digest, expires_at) VALUES {rows}
ON CONFLICT (digest) DO UPDATE SET expires_at = excluded.expires_at WHERE articles_visitormark.expires_at <= %s
RETURNING digest
"""
TOTALS = """
INSERT INTO articles_viewtotal (published_id, views, undated) VALUES {rows}
ON CONFLICT (published_id) DO UPDATE SET views = articles_viewtotal.views + excluded.views
RETURNING published_id, views
"""
STORED = "SELECT published_id, views FROM articles_viewtotal WHERE published_id IN ({rows})"
HOURS = """
INSERT INTO articles_viewbucket (published_id, hour, views) VALUES {rows}
ON CONFLICT (published_id, hour) DO UPDATE SET views = articles_viewbucket.views + excluded.views
"""
DAYS = """
INSERT INTO articles_viewday (published_id, day, views) VALUES {rows}
ON CONFLICT (published_id, day) DO UPDATE SET views = articles_viewday.views + excluded.views
"""


@dataclass(frozen=True)
class View:
    """One reading of the story with this slug."""

    slug: str
    visitor: Visitor
    at: datetime


class Reading(NamedTuple):
    """A view of a live story, with its place in the group and the story's key."""

    place: int
    key: int
    view: View


class NotCounted(Exception):
    """A view that cannot be counted."""


class NotLive(NotCounted):
    """No live story has this address."""


class TooMany(NotCounted):
    """This address, or all together, have used up the views of this minute."""


class StoreDown(NotCounted):
    """The view could not be stored. The cause says why."""


def count(view: View) -> int:
    """Count a view, unless its visitor was counted for this story within VIEW_DEDUPE_SECONDS.

    Returns the story's total once the view is on disk. No two counted views of a story get the same number.
    Raises NotLive, TooMany, and StoreDown if the view was not counted or that is unknown.
    """
    (outcome,) = count_together([view])
    if isinstance(outcome, NotCounted):
        raise outcome
    return outcome


def count_together(views: Sequence[View]) -> list[int | NotCounted]:
    """What `count` would return or raise for each view. All of them go into one transaction."""
    is_open = [rates.is_open(view.visitor.address, view.at) for view in views]
    try:
        counted = iter(_group.submit_all(list(compress(views, is_open))))
    except GroupFailed as failed:
        return [_store_down(failed) if one else TooMany() for one in is_open]
    return [next(counted) if one else TooMany() for one in is_open]


def _store_down(failed: GroupFailed) -> StoreDown:
    error = StoreDown()
    error.__cause__ = failed.__cause__
    return error


def read(published_id: int) -> int:
    """The exact number of counted views."""
    return ViewTotal.objects.filter(pk=published_id).values_list("views", flat=True).first() or 0


def add(cursor: CursorWrapper, views: Iterable[tuple[int, datetime, int]]) -> dict[int, int]:
    """Add `views`, each (key of a published article, hour in UTC, number), to all counts. Returns the new totals."""
    totals: Counter[int] = Counter()
    hours: Counter[tuple[int, datetime]] = Counter()
    days: Counter[tuple[int, datetime]] = Counter()
    for key, hour, number in views:
        totals[key] += number
        hours[key, hour] += number
        days[key, hour.replace(hour=0)] += number
    if not totals:
        return {}
    new = run_together(
        cursor,
        (TOTALS, sorted((key, number, 0) for key, number in totals.items())),
        (HOURS, [(key, moment(hour), number) for (key, hour), number in sorted(hours.items())]),
        (DAYS, [(key, f"{day:%Y-%m-%d}", number) for (key, day), number in sorted(days.items())]),
    )
    return dict(new)


def _settle(views: Sequence[View]) -> list[int | NotCounted]:
    """Store a group of views in one transaction. Returns the outcome of each, in order."""
    outcomes: list[int | NotCounted] = [NotLive() for _ in views]
    readings: list[Reading] = []
    keys = _live(views)
    for place, view in enumerate(views):
        if view.slug not in keys:
            continue
        if rates.take(view.visitor.address, view.at):
            readings.append(Reading(place, keys[view.slug], view))
        else:
            outcomes[place] = TooMany()
    if readings:
        for (place, _, _), number in zip(readings, _store(readings), strict=True):
            outcomes[place] = number
    return outcomes


def _live(views: Sequence[View]) -> dict[str, int]:
    """The keys of the live stories that were viewed, by slug."""
    now = max(view.at for view in views)
    slugs = sorted({view.slug for view in views})
    if connection.vendor == "postgresql":
        return on_postgresql.live(slugs, now)
    with connection.cursor() as cursor:
        return dict(run(cursor, LIVE, [(slug,) for slug in slugs], moment(now), moment(now)))


def _store(readings: Sequence[Reading]) -> list[int]:
    """Count the readings of new visitors. Returns the number of each; for the others, the story's total."""
    seconds = settings.VIEW_DEDUPE_SECONDS
    now = max(view.at for _, _, view in readings)
    expires_at = now + timedelta(seconds=seconds) if seconds else None
    marks = [digest((key, view.visitor), view.at) if seconds else place for place, key, view in readings]
    rows: dict[int, on_postgresql.Reading] = {}
    for mark, (_, key, view) in zip(marks, readings, strict=True):
        hour = hour_of(view.at)
        rows.setdefault(mark, on_postgresql.Reading(mark, key, hour, hour.date()))
    count = on_postgresql.count if connection.vendor == "postgresql" else _count
    new, totals = count(list(rows.values()), expires_at, now)
    ahead = Counter(rows[mark].key for mark in new)
    numbers = []
    for mark, (_, key, _) in zip(marks, readings, strict=True):
        ahead[key] -= mark in new
        new.discard(mark)
        numbers.append(totals.get(key, 0) - ahead[key])
    return numbers


def _count(
    readings: Sequence[on_postgresql.Reading], expires_at: datetime | None, now: datetime
) -> tuple[set[int], dict[int, int]]:
    """What on_postgresql.count does, on SQLite, which has no round trips to save."""
    with transaction.atomic(), connection.cursor() as cursor:
        new = {mark for mark, *_ in readings}
        if expires_at:
            rows = [(mark, moment(expires_at)) for mark in sorted(new)]
            new = {mark for (mark,) in run(cursor, MARKS, rows, moment(now))}
        totals = add(cursor, ((key, hour, 1) for mark, key, hour, _ in readings if mark in new))
        others = {(key,) for _, key, *_ in readings if key not in totals}
        return new, totals | dict(run(cursor, STORED, sorted(others)) if others else [])


rates = Rates()
_group: GroupCommit[View, int | NotCounted] = GroupCommit(_settle, host_lock)

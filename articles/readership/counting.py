"""Counts views: those that arrive in a process while one transaction is being written go into the next together.

A view is counted in its story's total, hour and day, or in none of them. Both databases speak this SQL. Statements come
in one order and their rows are sorted, so that two processes cannot wait for each other for ever.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import compress
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from articles.models import ViewTotal
from articles.models.published import LIVE_SQL
from articles.readership.group_commit import GroupCommit, GroupFailed
from articles.readership.rates import Rates
from articles.readership.rows import moment, run, run_together
from articles.readership.turns import turn
from articles.readership.visitors import Visitor, digest

LIVE = f"SELECT id, slug FROM articles_publishedarticle WHERE slug IN ({{rows}}) AND {LIVE_SQL}"
# RETURNING leaves out whoever has a mark that has not expired: their rows stay as they are.
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
    """The minute's views from this address, or from all, are used up."""


class StoreDown(NotCounted):
    """The view could not be stored. The cause says why."""


def count(view: View) -> int:
    """Count a view, unless its visitor was counted for this story within VIEW_DEDUPE_SECONDS.

    Returns the story's total once the view is on disk. No two counted views of a story get the same number.
    Raises NotLive, TooMany, and StoreDown when nothing has been counted, or nobody can tell.
    """
    (outcome,) = count_together([view])
    if isinstance(outcome, NotCounted):
        raise outcome
    return outcome


def count_together(views: Sequence[View]) -> list[int | NotCounted]:
    """What `count` would give or raise for each of the views, which go into one transaction."""
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


def hour_of(at: datetime) -> datetime:
    """The beginning of the hour (UTC) that a moment lies in."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def add(cursor: CursorWrapper, views: Iterable[tuple[int, datetime, int]]) -> dict[int, int]:
    """Add views to totals, hours and days: keys of published articles, the hour (UTC), how many. The new totals."""
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
    """Store a group of views in one transaction. What became of each, in their order."""
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
    """The keys of the live stories among the addresses."""
    now = moment(max(view.at for view in views))
    slugs = {(view.slug,) for view in views}
    with connection.cursor() as cursor:
        return {slug: key for key, slug in run(cursor, LIVE, list(slugs), now, now)}


def _store(readings: Sequence[Reading]) -> list[int]:
    """Count the readings of new visitors. The number of each, or where it was not counted the story's total."""
    with transaction.atomic(), connection.cursor() as cursor:
        new = _unmarked(cursor, readings)
        counted = [(key, hour_of(view.at), 1) for _, key, view in compress(readings, new)]
        totals = add(cursor, counted)
        totals |= _totals(cursor, {key for _, key, _ in readings} - totals.keys())
    ahead = Counter(key for key, _, _ in counted)
    numbers = []
    for (_, key, _), is_new in zip(readings, new, strict=True):
        ahead[key] -= is_new
        numbers.append(totals[key] - ahead[key])
    return numbers


def _unmarked(cursor: CursorWrapper, readings: Sequence[Reading]) -> list[bool]:
    """Mark the readings' visitors. Whether each of them had no mark before."""
    seconds = settings.VIEW_DEDUPE_SECONDS
    if not seconds:
        return [True] * len(readings)
    now = max(view.at for _, _, view in readings)
    marks = [digest((key, view.visitor), view.at) for _, key, view in readings]
    expires_at = moment(now + timedelta(seconds=seconds))
    rows = [(mark, expires_at) for mark in sorted(set(marks))]
    unmarked = {mark for (mark,) in run(cursor, MARKS, rows, moment(now))}
    answers = []
    for mark in marks:
        answers.append(mark in unmarked)
        unmarked.discard(mark)
    return answers


def _totals(cursor: CursorWrapper, keys: set[int]) -> dict[int, int]:
    stored = dict(run(cursor, STORED, [(key,) for key in keys])) if keys else {}
    return {key: stored.get(key, 0) for key in keys}


rates = Rates()
_group: GroupCommit[View, int | NotCounted] = GroupCommit(_settle, turn)

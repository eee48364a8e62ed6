"""Imports the views that a previous system counted."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.imports import tables
from articles.imports.tables import Cells
from articles.models import FormerSlug, PublishedArticle, ViewImport, ViewRanking, ViewTotal
from articles.readership import counting
from articles.readership.windows import hour_of

COLUMNS = ["slug", "count", "hour"]


class AlreadyImported(Exception):
    """The batch was imported before."""


class Row(NamedTuple):
    published_id: int
    views: int
    hour: datetime | None


def take_in(lines: Iterable[str], batch: str) -> int:
    """Add the views of a CSV file with the columns slug, count and, where known, hour (RFC 3339). Returns how many.

    Views without an hour count in totals only. Raises ImportRefused, or AlreadyImported for a known `batch`.
    """
    rows = _rows(lines)
    views = sum(row.views for row in rows)
    with transaction.atomic():
        _, new = ViewImport.objects.get_or_create(batch=batch, defaults={"views": views})
        if not new:
            raise AlreadyImported(batch)
        with connection.cursor() as cursor:
            # Sorted, and stories one after the other, so that the statements stay small.
            dated = sorted((row.published_id, row.hour, row.views) for row in rows if row.hour)
            for start in range(0, len(dated), 1000):
                counting.add(cursor, dated[start : start + 1000])
        ViewRanking.objects.forget()
        _add_undated(row for row in rows if not row.hour)
    return views


def _add_undated(rows: Iterable[Row]) -> None:
    for row in sorted(rows):
        total, _ = ViewTotal.objects.select_for_update().get_or_create(published_id=row.published_id)
        total.views += row.views
        total.undated += row.views
        total.save()


def _rows(lines: Iterable[str]) -> list[Row]:
    stories = dict(PublishedArticle.objects.values_list("slug", "pk"))
    moved = FormerSlug.objects.exclude(slug__in=stories).values_list("slug", "article__published__pk")
    stories |= {slug: key for slug, key in moved if key}
    right = "slug, count and, where known, hour"
    return tables.read(lines, COLUMNS, 2, right, lambda cells, _: _row(cells, stories))


def _row(cells: Cells, stories: dict[str, int]) -> Row:
    slug, count, hour = cells["slug"], cells["count"], cells["hour"]
    if slug not in stories:
        raise ValueError(f"no published story has the slug “{slug}”.")
    if not (count.isascii() and count.isdecimal() and 0 < int(count) < 2**40):
        raise ValueError(f"count must be a whole number above 0, not “{count}”.")
    return Row(stories[slug], int(count), _hour(hour) if hour else None)


def _hour(text: str) -> datetime:
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ValueError(f"hour must be a time such as 2026-05-01T12:00:00Z, not “{text}”.")
    if moment > timezone.now():
        raise ValueError(f"hour is in the future: {text}.")
    return hour_of(moment)

"""Takes in the views that a previous system has counted."""

import csv
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.models import FormerSlug, PublishedArticle, ViewImport, ViewTotal
from articles.readership import counting

COLUMNS = ["slug", "count", "hour"]


class ImportRefused(Exception):
    """The file cannot be taken in, and nothing of it has been. `problems` names each line and what would be right."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class AlreadyImported(Exception):
    """The batch was taken in before."""


class Row(NamedTuple):
    published_id: int
    views: int
    hour: datetime | None


def take_in(lines: Iterable[str], batch: str) -> int:
    """Add the views of a CSV file with the columns slug, count and, where known, hour (RFC 3339). How many they were.

    Views without an hour count in totals only. Raises ImportRefused, or AlreadyImported for a `batch` known before.
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
        _add_undated(row for row in rows if not row.hour)
    return views


def _add_undated(rows: Iterable[Row]) -> None:
    for row in sorted(rows):
        total, _ = ViewTotal.objects.select_for_update().get_or_create(published_id=row.published_id)
        total.views += row.views
        total.undated += row.views
        total.save()


def _rows(lines: Iterable[str]) -> list[Row]:
    table = csv.DictReader(lines)
    names = table.fieldnames or []
    if not {"slug", "count"} <= set(names) or not set(names) <= set(COLUMNS):
        raise ImportRefused(["Line 1: the columns must be slug, count and, where known, hour."])
    stories = dict(PublishedArticle.objects.values_list("slug", "pk"))
    moved = FormerSlug.objects.exclude(slug__in=stories).values_list("slug", "article__published__pk")
    stories |= {slug: key for slug, key in moved if key}
    rows, problems = [], []
    for line in table:
        try:
            rows.append(_row(line, stories))
        except ValueError as problem:
            problems.append(f"Line {table.line_num}: {problem}")
    if problems:
        raise ImportRefused(problems)
    return rows


def _row(line: dict[str, str | None], stories: dict[str, int]) -> Row:
    if None in line:
        raise ValueError("it has more values than the first line has columns.")
    slug, count, hour = ((line.get(name) or "").strip() for name in COLUMNS)
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
        raise ValueError(f"hour must be a moment such as 2026-05-01T12:00:00Z, not “{text}”.")
    if moment > timezone.now():
        raise ValueError(f"hour lies ahead: {text}.")
    return counting.hour_of(moment)

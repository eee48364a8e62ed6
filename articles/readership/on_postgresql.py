"""A group of views on PostgreSQL: two prepared statements, each of which is its own transaction.

Statements by Django are planned every time they run and take a round trip each, and a transaction takes two more.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from articles.models import prepared
from articles.models.published import LIVE_SQL

LIVE: Final = f"SELECT slug, id FROM articles_publishedarticle WHERE slug = ANY(%s) AND {LIVE_SQL}"
# Rows are sorted, and statements within one run in a fixed order, so that two processes cannot deadlock.
COUNTS: Final = """
counted_totals AS (
    INSERT INTO articles_viewtotal (published_id, views, undated)
    SELECT key, COUNT(*), 0 FROM counted GROUP BY key ORDER BY key
    ON CONFLICT (published_id) DO UPDATE SET views = articles_viewtotal.views + excluded.views
    RETURNING published_id, views
), counted_hours AS (
    INSERT INTO articles_viewbucket (published_id, hour, views)
    SELECT key, hour, COUNT(*) FROM counted GROUP BY key, hour ORDER BY key, hour
    ON CONFLICT (published_id, hour) DO UPDATE SET views = articles_viewbucket.views + excluded.views
), counted_days AS (
    INSERT INTO articles_viewday (published_id, day, views)
    SELECT key, day, COUNT(*) FROM counted GROUP BY key, day ORDER BY key, day
    ON CONFLICT (published_id, day) DO UPDATE SET views = articles_viewday.views + excluded.views
)
"""
READINGS: Final = "unnest(%s::bigint[], %s::bigint[], %s::timestamptz[], %s::date[]) AS reading (mark, key, hour, day)"
# The totals of stories that nobody counts are those from before the statement.
RESULTS: Final = """
SELECT TRUE, published_id, views FROM counted_totals
UNION ALL
SELECT TRUE, published_id, views FROM articles_viewtotal
    WHERE published_id = ANY(%s::bigint[]) AND published_id NOT IN (SELECT published_id FROM counted_totals)
"""
COUNT_ALL: Final = f"WITH counted AS (SELECT * FROM {READINGS}), {COUNTS} {RESULTS}"
# RETURNING omits visitors whose mark has not expired: their rows stay as they are.
COUNT_NEW: Final = f"""
WITH reading AS MATERIALIZED (SELECT * FROM {READINGS}), unmarked AS (
    INSERT INTO articles_visitormark (digest, expires_at) SELECT mark, %s FROM reading ORDER BY mark
    ON CONFLICT (digest) DO UPDATE SET expires_at = excluded.expires_at WHERE articles_visitormark.expires_at <= %s
    RETURNING digest
), counted AS (SELECT reading.* FROM reading JOIN unmarked ON digest = mark), {COUNTS} {RESULTS}
UNION ALL
SELECT FALSE, digest, 0 FROM unmarked
"""


class Reading(NamedTuple):
    """A view of a live story to be counted, with its visitor's mark."""

    mark: int
    key: int
    hour: datetime
    day: date


def live(slugs: Sequence[str], now: datetime) -> dict[str, int]:
    """The keys of those stories that are live, by slug."""
    return dict(prepared.rows(LIVE, [list(slugs), now, now]))


def count(readings: Sequence[Reading], expires_at: datetime | None, now: datetime) -> tuple[set[int], dict[int, int]]:
    """Count the readings, each with a mark of its own, of visitors who have no mark yet, and mark them.

    Without `expires_at` all are counted and none is marked. Returns the marks of those counted, and the totals of all
    stories by key.
    """
    keys = sorted({reading.key for reading in readings})
    columns = [list(column) for column in zip(*readings, strict=True)]
    if not expires_at:
        rows = prepared.rows(COUNT_ALL, [*columns, keys])
        return {reading.mark for reading in readings}, {key: views for _, key, views in rows}
    rows = prepared.rows(COUNT_NEW, [*columns, expires_at, now, keys])
    new = {mark for is_total, mark, _ in rows if not is_total}
    return new, {key: views for is_total, key, views in rows if is_total}

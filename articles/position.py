"""The position of the change log: while it stands still, everything the API shows but views stays as it is.

Read it before the data: what is read afterwards may be newer than the position says, never older.
"""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime

# Three look-ups at the ends of indexes; building them with the ORM would take longer than running them. The newest id
# moves with everything recorded, whatever clocks say, and the latest effect with everything that was announced.
SQL = """
SELECT (SELECT MAX(id) FROM articles_change),
    (SELECT MAX(effective_at) FROM articles_change WHERE effective_at <= %s),
    (SELECT MIN(effective_at) FROM articles_change WHERE effective_at > %s)
"""


class Position(NamedTuple):
    """Where the log stands, as one text, and when the clock alone will move it: `next_at` is None for not foreseen."""

    token: str
    next_at: datetime | None


def read(at: datetime | None = None) -> Position:
    """The position now, or at another moment. One query."""
    now = connection.ops.adapt_datetimefield_value(at or timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(SQL, [now, now])
        newest, latest, upcoming = cursor.fetchone()
    return Position(f"{newest or 0} {latest or ''}", _moment(upcoming))


def _moment(value: Any) -> datetime | None:
    """SQLite gives moments as text without a time zone."""
    if not isinstance(value, str):
        found: datetime | None = value
        return found
    parsed = parse_datetime(value)
    return parsed.replace(tzinfo=UTC) if parsed else None

"""Runs statements that are written out, and that PostgreSQL plans once for a connection and not every time.

The ORM takes half a millisecond to build the statement of a list, and PostgreSQL plans what the ORM sends every time.
Behind PgBouncer in transaction mode this needs its `max_prepared_statements` (docs/scaling.md).
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final, Self, cast

import psycopg
from django.db import connection

# Only what asks for it is prepared, not everything that runs by this connection.
NEVER_BY_ITSELF: Final = 1_000_000_000


def rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement, by this thread's connection. `values` are as the database takes them."""
    # The log shows statements with their values, which prepared ones are sent without.
    if connection.vendor != "postgresql" or connection.queries_logged:
        with connection.cursor() as plain:
            plain.execute(sql, values)
            return list(plain.fetchall())
    with connection.cursor():
        on: psycopg.Connection[Any] = connection.connection
    on.prepare_threshold = NEVER_BY_ITSELF
    # Like Django's cursors, but for what they do with the statement.
    with connection.wrap_database_errors, connection.make_cursor(_Prepared(on)) as cursor:  # type: ignore[arg-type]
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def moment(value: Any) -> datetime:
    """A timestamp of such a row. SQLite returns text without a time zone, PostgreSQL its connection's zone."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return cast("datetime", value).astimezone(UTC)


class _Prepared(psycopg.Cursor[Any]):
    """A cursor whose statements PostgreSQL plans once."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        return super().execute(query, params, **options | {"prepare": True})

"""Many rows in one statement, the same way on both databases."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper


def run(cursor: CursorWrapper, sql: str, rows: Sequence[Sequence[Any]], *more: Any) -> list[tuple[Any, ...]]:
    """Run `sql`, where `{rows}` is replaced by the values of `rows` and %s after it takes `more`. Returns its rows."""
    cursor.execute(_with(sql, rows), [*_values(rows), *more])
    return list(cursor.fetchall()) if cursor.description else []


def run_together(cursor: CursorWrapper, *statements: tuple[str, Sequence[Sequence[Any]]]) -> list[tuple[Any, ...]]:
    """Run statements as `run` does, one after the other. Returns the rows of the first.

    PostgreSQL gets them in one round trip. SQLite has none to save, and takes one at a time.
    """
    if connection.vendor != "postgresql":
        returned = [run(cursor, sql, rows) for sql, rows in statements]
        return returned[0]
    values = [value for _, rows in statements for value in _values(rows)]
    cursor.execute(";".join(_with(sql, rows) for sql, rows in statements), values)
    return list(cursor.fetchall())


def _with(sql: str, rows: Sequence[Sequence[Any]]) -> str:
    one = f"({', '.join(['%s'] * len(rows[0]))})"
    return sql.format(rows=", ".join([one] * len(rows)))


def _values(rows: Sequence[Sequence[Any]]) -> list[Any]:
    return [value for row in rows for value in row]


def moment(value: datetime) -> Any:
    """A timestamp as a parameter for the database in use."""
    return connection.ops.adapt_datetimefield_value(value)

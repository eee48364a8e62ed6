"""Many rows in one statement, the same way on both databases."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper


def run(cursor: CursorWrapper, sql: str, rows: Sequence[Sequence[Any]], *more: Any) -> list[tuple[Any, ...]]:
    """Run `sql`, in which `{rows}` stands for the values of `rows` and %s for `more` behind them. What it returns."""
    one = f"({', '.join(['%s'] * len(rows[0]))})"
    cursor.execute(sql.format(rows=", ".join([one] * len(rows))), [*(value for row in rows for value in row), *more])
    return list(cursor.fetchall()) if cursor.description else []


def moment(value: datetime) -> Any:
    """A moment as the database at hand takes it."""
    return connection.ops.adapt_datetimefield_value(value)

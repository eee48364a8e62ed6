"""How long a statement of a reader's request may take: a query that nobody waits for any more must end, too."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

# Instructions of SQLite's machine between two looks at the clock: some tenths of a millisecond.
BETWEEN: Final = 20_000


class _Thread(threading.local):
    """What is known of the connection of a thread."""

    bounded: Any = None
    deadline: float = float("inf")


_thread: Final = _Thread()


@contextmanager
def bounded() -> Iterator[None]:
    """Statements end after QUERY_SECONDS, with an OperationalError.

    SQLite looks at the clock while it works and while rows are fetched, but for transactions, which write. PostgreSQL
    does by itself (`statement_timeout`) once a connection is told, which costs a round trip and nothing afterwards.
    """
    with connection.execute_wrapper(_begin):
        try:
            yield
        finally:
            _thread.deadline = float("inf")


def unbound() -> None:
    """Statements take what they take again. For threads that answer readers and editors in turn."""
    _thread.deadline = float("inf")
    if _thread.bounded is not None and _thread.bounded is connection.connection and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("RESET statement_timeout")
    _thread.bounded = None


def _begin(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    on: BaseDatabaseWrapper = context["connection"]
    if not on.in_atomic_block:
        if _thread.bounded is not on.connection:
            _tell(on)
            _thread.bounded = on.connection
        _thread.deadline = time.monotonic() + settings.QUERY_SECONDS
    return execute(sql, params, many, context)


def _tell(on: BaseDatabaseWrapper) -> None:
    if on.vendor == "sqlite":
        on.connection.set_progress_handler(_is_late, BETWEEN)
    else:
        with on.connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {int(settings.QUERY_SECONDS * 1000)}")


def _is_late() -> bool:
    return time.monotonic() > _thread.deadline

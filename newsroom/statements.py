"""A time limit for the SQL statements of readers' requests, so that queries end when nobody waits for them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

# SQLite's virtual machine instructions between two checks of the clock: some tenths of a millisecond.
BETWEEN: Final = 20_000


class _Thread(threading.local):
    """The state of a thread's connection: what has a limit, and the current deadline."""

    bounded: Any = None
    deadline: float = float("inf")


_thread: Final = _Thread()


@contextmanager
def bounded() -> Iterator[None]:
    """End statements after QUERY_SECONDS with an OperationalError.

    On SQLite the clock is checked while it works and while rows are fetched, except in transactions, which write.
    PostgreSQL has `statement_timeout`, which costs one round trip per connection.
    """
    with connection.execute_wrapper(_begin):
        try:
            yield
        finally:
            _thread.deadline = float("inf")


def unbound() -> None:
    """Lift the limit. For threads that answer readers and editors in turn."""
    _thread.deadline = float("inf")
    if _thread.bounded is not None and _thread.bounded is connection.connection and connection.vendor == "postgresql":
        try:
            with connection.cursor() as cursor:
                cursor.execute("RESET statement_timeout")
        except (OperationalError, InterfaceError):
            # A lost connection has no bound, nor has the next one; what an editor sends is to be read all the same.
            connection.close()
    _thread.bounded = None


def forget() -> None:
    """This thread gets another connection, which has no limit, even if it had that connection before."""
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
        with on.wrap_database_errors, on.connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {int(settings.QUERY_SECONDS * 1000)}")


def _is_late() -> bool:
    return time.monotonic() > _thread.deadline

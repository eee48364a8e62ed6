"""What the threads of a process share of the database: a bounded number of connections, which are handed on."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from time import monotonic
from typing import Any
from weakref import WeakSet

from django.db import OperationalError


class Connections:
    """At most `most` connections. Without a bound, every thread keeps its own.

    A connection is at work, or it rests between two requests of its owner: then its owner finds it again at no cost,
    unless a thread that had none has taken it.
    """

    def __init__(self) -> None:
        self.most: int | None = None
        self._changed = Condition()
        # Weakly: a connection that its thread took along when it ended does not count.
        self._open: WeakSet[Any] = WeakSet()
        self._opening = 0
        # The one that has rested for longest comes first.
        self._resting: dict[Any, Any] = {}

    def rest(self, owner: object, connection: object) -> None:
        with self._changed:
            self._resting[owner] = connection
            self._changed.notify_all()

    def wake(self, owner: object) -> Any:
        """The owner's connection, or None if it has none or another thread has taken it."""
        with self._changed:
            return self._resting.pop(owner, None)

    def take(self, end: float) -> Any:
        """A resting connection if there may be no more, None if one may be opened.

        Waits until `end`, in seconds of the process's clock. Raises OperationalError.
        """
        with self._changed:
            while self.most is not None and len(self._open) + self._opening >= self.most:
                if self._resting:
                    return self._resting.pop(next(iter(self._resting)))
                if not self._changed.wait(end - monotonic()):
                    raise OperationalError("All connections of this process to the database are at work.")
            self._opening += 1
            return None

    @contextmanager
    def opening(self) -> Iterator[None]:
        """Around opening the connection that `take` allowed."""
        try:
            yield
        finally:
            with self._changed:
                self._opening -= 1
                self._changed.notify_all()

    def opened(self, connection: object) -> None:
        with self._changed:
            self._open.add(connection)

    def closed(self, connection: object) -> None:
        with self._changed:
            self._open.discard(connection)
            self._changed.notify_all()

    def close_resting(self) -> None:
        """After a connection was lost: those that rest have most likely been lost with it."""
        with self._changed:
            for connection in self._resting.values():
                connection.close()
                self._open.discard(connection)
            self._resting.clear()
            self._changed.notify_all()


shared = Connections()

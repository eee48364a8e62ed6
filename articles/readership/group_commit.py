"""Group commit: all items that arrive while one transaction is written go into the next one together."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from threading import Condition
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class GroupFailed(Exception):
    """The item's group was not stored. The cause says why."""


class _Ticket(Generic[Item, Result]):
    """The queued items of one thread, and their outcome."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.results: Sequence[Result] = []
        self.error: Exception | None = None

    @property
    def done(self) -> bool:
        return bool(self.results or self.error)


class GroupCommit(Generic[Item, Result]):
    """Runs `commit` for one group at a time, in the thread that arrives first; threads that arrive meanwhile wait.

    `commit` gets the items in order of arrival and returns one result for each, in the same order. A group holds only
    what the threads bring, and none waits to fill up: an idle process commits at once. While a group waits for other
    processes, at `lock`, items that arrive still join it.
    """

    def __init__(
        self,
        commit: Callable[[Sequence[Item]], Sequence[Result]],
        lock: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        self._commit = commit
        self._lock = lock
        self._changed = Condition()
        self._waiting: list[_Ticket[Item, Result]] = []
        self._busy = False

    def submit(self, item: Item) -> Result:
        """Wait for the result that `commit` returns for the item. Raises GroupFailed if it raised."""
        return self.submit_all([item])[0]

    def submit_all(self, items: Sequence[Item]) -> Sequence[Result]:
        """The results for several items, all of which go into one group. Raises GroupFailed."""
        if not items:
            return []
        ticket: _Ticket[Item, Result] = _Ticket(items)
        with self._changed:
            self._waiting.append(ticket)
            while self._busy and not ticket.done:
                self._changed.wait()
            leads = not ticket.done
            self._busy = self._busy or leads
        if leads:
            self._lead()
        if ticket.error:
            raise GroupFailed from ticket.error
        return ticket.results

    def _lead(self) -> None:
        group: list[_Ticket[Item, Result]] = []
        results: Sequence[Result] = []
        failed: Exception | None = None
        try:
            with self._lock():
                group = self._take()
                results = self._commit([item for ticket in group for item in ticket.items])
        except Exception as error:
            failed = error
            group = group or self._take()
        with self._changed:
            left = iter(results)
            for ticket in group:
                ticket.error = failed
                ticket.results = [] if failed else list(islice(left, len(ticket.items)))
            self._busy = False
            self._changed.notify_all()

    def _take(self) -> list[_Ticket[Item, Result]]:
        with self._changed:
            group, self._waiting = self._waiting, []
        return group

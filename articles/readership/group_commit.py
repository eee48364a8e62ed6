"""Group commit: what arrives while one transaction is being written goes into the next one, all of it together."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from threading import Condition
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class GroupFailed(Exception):
    """The group that the item was in has not been stored. The cause says why."""


class _Ticket(Generic[Item, Result]):
    """Items of one thread in the queue, and what became of them."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.results: Sequence[Result] = []
        self.error: Exception | None = None

    @property
    def done(self) -> bool:
        return bool(self.results or self.error)


class GroupCommit(Generic[Item, Result]):
    """Runs `commit` for one group at a time, in the thread that comes first; the threads that come meanwhile wait.

    `commit` gets the items in the order of their arrival and returns as many results, in their order. A group is never
    larger than what the threads bring, and nobody waits for one to fill: a process that is idle commits at once. Where
    groups have to wait for other processes, in `turn`, they take along who comes while they wait.
    """

    def __init__(
        self,
        commit: Callable[[Sequence[Item]], Sequence[Result]],
        turn: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        self._commit = commit
        self._turn = turn
        self._changed = Condition()
        self._waiting: list[_Ticket[Item, Result]] = []
        self._busy = False

    def submit(self, item: Item) -> Result:
        """What `commit` gives for the item, once it has returned. Raises GroupFailed when it raised."""
        return self.submit_all([item])[0]

    def submit_all(self, items: Sequence[Item]) -> Sequence[Result]:
        """What `commit` gives for each of the items, all of which go into one group. Raises GroupFailed."""
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
            with self._turn():
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

"""Counts all views that arrive at a process in one thread, with one connection to the database.

Requests that wait for a transaction hold no thread, so everything that waits can be counted as one group.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final

from newsroom.serving.lanes import Full
from newsroom.serving.requests import Environ

# Databases limit the number of values in a statement, and larger groups gain nothing.
LARGEST: Final = 200
WAITING: Final = 2_000

Number = int | None
Waiting = tuple["asyncio.Future[Number]", Environ]


class Views:
    """`count_together` counts a group. It returns None for requests that the ordinary view must answer."""

    def __init__(self, count_together: Callable[[Sequence[Environ]], list[Number]]) -> None:
        self._count_together = count_together
        self._queue: SimpleQueue[Waiting] = SimpleQueue()
        Thread(target=self._work, name="counting", daemon=True).start()

    async def count(self, environ: Environ) -> Number:
        """The number of views, once this view is on disk. Raises Full."""
        if self._queue.qsize() >= WAITING:
            raise Full
        future: asyncio.Future[Number] = asyncio.get_running_loop().create_future()
        self._queue.put((future, environ))
        return await future

    def _work(self) -> None:
        while True:
            group = [self._queue.get(), *islice(self._at_hand(), LARGEST - 1)]
            outcomes = self._outcomes([environ for _, environ in group])
            group[0][0].get_loop().call_soon_threadsafe(_tell, [future for future, _ in group], outcomes)

    def _outcomes(self, environs: Sequence[Environ]) -> Sequence[Number | Exception]:
        try:
            return self._count_together(environs)
        except Exception as error:
            return [error] * len(environs)

    def _at_hand(self) -> Iterator[Waiting]:
        with suppress(Empty):
            while True:
                yield self._queue.get_nowait()


def _tell(futures: Sequence["asyncio.Future[Number]"], outcomes: Sequence[Number | Exception]) -> None:
    for future, outcome in zip(futures, outcomes, strict=True):
        if future.done():
            continue
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)

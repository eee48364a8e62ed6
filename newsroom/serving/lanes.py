"""A few threads for each kind of request, so that no kind can take the threads of another."""

import asyncio
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


class Full(Exception):
    """So many jobs are waiting that another would wait too long."""


class Lane:
    """A number of threads, each with its own connection to the database. At most `waiting` jobs wait for them."""

    def __init__(self, name: str, threads: int, waiting: int) -> None:
        self._waiting = waiting
        self._jobs: SimpleQueue[Callable[[], None]] = SimpleQueue()
        for number in range(threads):
            # Daemons: the server waits for requests itself, and a hanging thread must not keep the process alive.
            Thread(target=self._work, name=f"{name}-{number + 1}", daemon=True).start()

    async def run(self, function: Callable[[], Result]) -> Result:
        """Run the function in one of the threads; return or raise what it does. Raises Full."""
        if self._jobs.qsize() >= self._waiting:
            raise Full
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()

        def job() -> None:
            try:
                settle, outcome = future.set_result, function()
            except BaseException as error:
                loop.call_soon_threadsafe(if_wanted, future, future.set_exception, error)
            else:
                loop.call_soon_threadsafe(if_wanted, future, settle, outcome)

        self._jobs.put(job)
        return await future

    def _work(self) -> None:
        while True:
            self._jobs.get()()


def if_wanted(future: "asyncio.Future[Result]", settle: Callable[..., None], outcome: object) -> None:
    """Settle a future unless it was cancelled because its client hung up."""
    if not future.done():
        settle(outcome)

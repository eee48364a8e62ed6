"""A few threads that answer one kind of requests, so that no kind can take the threads of another."""

import asyncio
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


class Full(Exception):
    """So many are waiting already that one more would wait for too long."""


class Lane:
    """So many threads, each of which keeps its connection to the database; at most `waiting` jobs wait for them."""

    def __init__(self, name: str, threads: int, waiting: int) -> None:
        self._waiting = waiting
        self._jobs: SimpleQueue[Callable[[], None]] = SimpleQueue()
        for number in range(threads):
            # Daemons: the server waits for requests, and a thread that hangs must not keep the process.
            Thread(target=self._work, name=f"{name}-{number + 1}", daemon=True).start()

    async def run(self, function: Callable[[], Result]) -> Result:
        """What the function gives, or raises, in one of the threads. Raises Full."""
        if self._jobs.qsize() >= self._waiting:
            raise Full
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()

        def job() -> None:
            try:
                settle, outcome = future.set_result, function()
            except BaseException as error:
                loop.call_soon_threadsafe(_if_wanted, future, future.set_exception, error)
            else:
                loop.call_soon_threadsafe(_if_wanted, future, settle, outcome)

        self._jobs.put(job)
        return await future

    def _work(self) -> None:
        while True:
            self._jobs.get()()


def _if_wanted(future: "asyncio.Future[Result]", settle: Callable[..., None], outcome: object) -> None:
    """A request whose client has hung up is not waited for any more."""
    if not future.done():
        settle(outcome)

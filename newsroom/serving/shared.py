"""One reading for all requests that came while the last one was under way; never one that began before they came."""

import asyncio
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

from newsroom.serving.lanes import if_wanted

Result = TypeVar("Result")
Waiting = list["asyncio.Future[None]"]


class Shared(Generic[Result]):
    """Calls `read` in a thread of its own, which keeps one connection, and hands each result to `take` in the loop."""

    def __init__(self, read: Callable[[], Result], take: Callable[[Result], None]) -> None:
        self._read = read
        self._take = take
        self._waiting: Waiting = []
        self._under_way = False
        self._groups: SimpleQueue[Waiting] = SimpleQueue()
        Thread(target=self._work, name="position", daemon=True).start()

    async def fresh(self) -> None:
        """Return once a reading that began after this call has been taken. Raises what `read` raises."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        if not self._under_way:
            self._begin()
        await future

    def _begin(self) -> None:
        self._under_way = True
        group, self._waiting = self._waiting, []
        self._groups.put(group)

    def _work(self) -> None:
        while True:
            group = self._groups.get()
            loop = group[0].get_loop()
            try:
                end = partial(self._tell, self._read())
            except Exception as error:
                end = partial(self._fail, error)
            loop.call_soon_threadsafe(end, group)

    def _tell(self, result: Result, group: Waiting) -> None:
        try:
            self._take(result)
        except Exception as error:
            self._fail(error, group)
            return
        for future in group:
            if_wanted(future, future.set_result, None)
        self._go_on()

    def _fail(self, error: Exception, group: Waiting) -> None:
        for future in group:
            if_wanted(future, future.set_exception, error)
        self._go_on()

    def _go_on(self) -> None:
        self._under_way = False
        if self._waiting:
            self._begin()

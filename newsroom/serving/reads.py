"""Readers' plain requests: repeats answers that are still right, and makes others once for all who ask meanwhile."""

import asyncio
from collections.abc import Callable, Hashable
from contextlib import nullcontext
from functools import partial
from io import BytesIO
from time import monotonic
from typing import Final

from articles.changes.position import Position
from articles.changes.watching import Reading
from articles.http.caching import KEPT, POSITION
from articles.http.short_way import Asked, ShortWay
from newsroom.serving.answers import Answer, Application, ask
from newsroom.serving.lanes import Full, Lane
from newsroom.serving.requests import Environ, Scope, environ
from newsroom.serving.shared import Shared

# Seconds of a thread. Requests of a kind that took longer take turns, so that they hold one thread at most.
SLOW: Final = 0.25
# How many kinds are remembered as slow.
KINDS: Final = 1_000
# Answers being made. With more, clients would give up before their turn.
WAITING: Final = 500
# Seconds in which the position is not asked for after it could not be read.
PAUSE: Final = 1.0


class Reads:
    """Answers by `short_way`, or by `application` in one of the lane's threads. `read` reads the position."""

    def __init__(
        self, application: Application, short_way: ShortWay, read: Callable[[], Reading], readers: Lane
    ) -> None:
        self._application = application
        self._short_way = short_way
        self._readers = readers
        self._position = Shared(read, self._advance)
        self._where: Position | None = None
        self._failed_at = -PAUSE
        self._being_made: dict[Hashable, asyncio.Task[tuple[Answer, bool]]] = {}
        self._slow: dict[Hashable, None] = {}
        self._turn = asyncio.Semaphore(1)

    async def answer(self, asked: Asked, scope: Scope) -> Answer:
        """Raises Full."""
        where = await self._read()
        if not where:
            return (await self._make(asked, scope, None))[0]
        if found := self._short_way.find(asked):
            return Answer(*found)
        key = (asked, scope["method"], where.token)
        if made := self._being_made.get(key):
            answer, is_everybodys = await asyncio.shield(made)
            return answer if is_everybodys else (await self._make(asked, scope, where))[0]
        if len(self._being_made) >= WAITING:
            raise Full
        # A task of its own goes on when the client that began it hangs up.
        making = self._being_made[key] = asyncio.create_task(self._make(asked, scope, where))
        making.add_done_callback(partial(self._made, key))
        return (await asyncio.shield(making))[0]

    def _advance(self, reading: Reading) -> None:
        self._where = reading.position
        self._short_way.advance(reading)

    async def _read(self) -> Position | None:
        """A position read since the call; None if that is impossible."""
        if monotonic() - self._failed_at < PAUSE:
            return None
        try:
            await self._position.fresh()
        except Exception:
            # The ordinary way reports it, or gets on.
            self._failed_at = monotonic()
            return None
        return self._where

    async def _make(self, asked: Asked, scope: Scope, where: Position | None) -> tuple[Answer, bool]:
        """The ordinary answer, and whether it is right for all who ask the same at the same position."""
        request = environ(scope, BytesIO(), 0)
        if where:
            request[POSITION] = where
        answer = await self._in_thread(request, _kind(asked))
        kept = request.get(KEPT)
        if not isinstance(answer.body, bytes):
            return answer, False
        if kept and scope["method"] == "GET":
            self._short_way.keep(asked, kept, answer.status, answer.headers, answer.body)
        return answer, bool(kept) or answer.status >= 500

    async def _in_thread(self, request: Environ, kind: Hashable) -> Answer:
        """The ordinary answer. Those that were slow before take turns."""
        async with self._turn if kind in self._slow else nullcontext():
            answer, seconds = await self._readers.run(partial(self._timed, request))
        self._remember(kind, seconds)
        return answer

    def _timed(self, request: Environ) -> tuple[Answer, float]:
        began = monotonic()
        return ask(self._application, request), monotonic() - began

    def _remember(self, kind: Hashable, seconds: float) -> None:
        self._slow.pop(kind, None)
        if seconds > SLOW:
            self._slow[kind] = None
            if len(self._slow) > KINDS:
                del self._slow[next(iter(self._slow))]

    def _made(self, key: Hashable, task: "asyncio.Task[tuple[Answer, bool]]") -> None:
        del self._being_made[key]
        if not task.cancelled():
            # Read, so that asyncio does not report an error that nobody waits for.
            task.exception()


def _kind(asked: Asked) -> Hashable:
    """What requests have in common that cost about the same: the path and the names of parameters."""
    names = (part.partition(b"=")[0] for part in asked.address.query.split(b"&"))
    return (asked.address.path, *sorted(names))

"""A process of the server inside the test's transaction: the short way and the ordinary one, to be compared."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from unittest import mock

from django.core.wsgi import get_wsgi_application
from django.db import connections

from articles.changes.watching import Reading, Watch
from articles.http.short_way import ShortWay, asked
from articles.models import prepared
from newsroom.serving import reads
from newsroom.serving.answers import Answer, ask
from newsroom.serving.requests import environ

Told = tuple[int, dict[str, str], bytes]


class InTransaction:
    """Stands for the server's threads: one after the other, with the connection of the test's transaction."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(
            1, initializer=partial(connections.__setitem__, "default", connections["default"])
        )

    async def run(self, function: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function)

    def shared(self, read: Callable[[], Reading], take: Callable[[Reading], None]) -> Any:
        async def fresh() -> None:
            take(await self.run(read))

        return SimpleNamespace(fresh=fresh)


class Server:
    """Does what a process of the server does with readers' requests. Knows which of them Django has seen."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.django = get_wsgi_application()
        lane = InTransaction()
        with mock.patch.object(reads, "Shared", lane.shared):
            self.reads = reads.Reads(self._ordinary, ShortWay(), Watch(prepared.rows).read, lane)  # type: ignore[arg-type]

    def _ordinary(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.seen.append(environ["PATH_INFO"])
        return self.django(environ, start_response)

    def get(self, target: str, method: str = "GET", **headers: str) -> Told:
        """The answer by the short way, if the request can go it; keyword arguments are headers."""
        scope = request(target, method, headers)
        wanted = asked(scope)
        if wanted is None:
            return told(ask(self._ordinary, environ(scope, BytesIO(), 0)))
        return told(asyncio.run(self.reads.answer(wanted, scope)))

    def ordinary(self, target: str, method: str = "GET", **headers: str) -> Told:
        return told(ask(self.django, environ(request(target, method, headers), BytesIO(), 0)))


def request(target: str, method: str, headers: dict[str, str]) -> dict[str, Any]:
    path, _, query = target.encode("latin-1").partition(b"?")
    given = {"host": "news.test"} | {name.replace("_", "-").lower(): value for name, value in headers.items()}
    return {
        "method": method,
        "raw_path": path,
        "query_string": query,
        "http_version": "1.1",
        "server": ("127.0.0.1", 8000),
        "client": ("203.0.113.9", 40000),
        "scheme": "http",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in given.items() if value],
    }


def told(answer: Answer) -> Told:
    if isinstance(answer.body, bytes):
        body = answer.body
    else:
        with answer.body as file:
            body = file.read()
    headers = {name.decode(): value.decode("latin-1") for name, value in answer.headers}
    assert len(headers) == len(answer.headers)
    return answer.status, headers, body

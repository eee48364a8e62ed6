"""The application's answers, taken whole from its thread, so that slow readers do not hold a thread."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final

from articles.http.problems import MEDIA_TYPE, describe
from newsroom.serving.requests import Environ

# Bytes. Larger answers wait on disk for their reader.
IN_MEMORY: Final = 256 * 1024
PIECE: Final = 64 * 1024
# Seconds that a reader may take for a piece.
SILENCE: Final = 20.0
RETRY_AFTER: Final = 5

Headers = list[tuple[bytes, bytes]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


@dataclass
class Answer:
    status: int
    headers: Headers
    body: bytes | BinaryIO

    async def send(self, send: Send) -> None:
        """Send it, in pieces if it is large. Raises TimeoutError if the reader stops taking them."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        if isinstance(self.body, bytes):
            await send({"type": "http.response.body", "body": self.body, "more_body": False})
            return
        with self.body as file:
            while piece := file.read(PIECE):
                async with asyncio.timeout(SILENCE):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def ask(application: Application, environ: Environ) -> Answer:
    """The answer of a WSGI application (PEP 3333)."""
    started: list[Any] = []
    parts = application(environ, lambda status, headers, error=None: started.extend((status, headers)))
    try:
        body = _collect(parts)
    finally:
        if close := getattr(parts, "close", None):
            close()
    status, headers = started[-2:]
    return Answer(int(status[:3]), encoded(headers), body)


def encoded(headers: Iterable[tuple[str, str]]) -> Headers:
    """WSGI's headers as ASGI takes them."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]


def refusal(path: str, status: HTTPStatus, detail: str) -> Answer:
    """Problem details under the API's prefix, a line elsewhere. It closes the connection."""
    body, kind = detail.encode(), "text/plain; charset=utf-8"
    if path.startswith("/api/"):
        body, kind = json.dumps(describe(status, detail)).encode(), MEDIA_TYPE
    headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
    headers += [("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"), ("Connection", "close")]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("Retry-After", str(RETRY_AFTER)))
    return Answer(status, encoded(headers), body)


def _collect(parts: Iterable[bytes]) -> bytes | BinaryIO:
    collected: list[bytes] = []
    length = 0
    rest = iter(parts)
    for part in rest:
        collected.append(part)
        length += len(part)
        if length > IN_MEMORY:
            return _on_disk(collected, rest)
    return b"".join(collected)


def _on_disk(collected: list[bytes], rest: Iterable[bytes]) -> BinaryIO:
    file: BinaryIO = TemporaryFile()  # noqa: SIM115 - its sender closes it
    try:
        file.writelines(collected)
        file.writelines(rest)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file

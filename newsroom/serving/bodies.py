"""Reads the body of a request before a thread is given to it, within limits of time, size and disk.

A silent client costs a connection and nothing else. The time limits work as in Apache's mod_reqtimeout: a number of
seconds for the beginning and a minimum rate from then on, so that large pictures may take long, but a client that
sends a byte now and then is cut off.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from io import BytesIO
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final

from newsroom.serving.requests import Scope, header

# Seconds of silence, and for the beginning; bytes per second from then on.
SILENCE: Final = 20.0
LEAST_RATE: Final = 1_000
# Larger bodies go to disk and need a session's cookie: nobody uploads without having signed in.
SMALL: Final = 64 * 1024
# Bytes on disk for all current uploads of a process.
ON_DISK: Final = 1_000_000_000

Receive = Callable[[], Awaitable[Mapping[str, Any]]]


class Refused(Exception):
    """The body is refused."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


class Gone(Exception):
    """The client has hung up."""


class Bodies:
    """Reads bodies of at most `largest` bytes, or SMALL bytes from clients without `session_cookie`."""

    def __init__(self, largest: int, session_cookie: str) -> None:
        self._largest = largest
        self._session_cookie = session_cookie.encode() + b"="
        self._on_disk = 0

    async def read(self, scope: Scope, receive: Receive) -> "Body":
        """Read the whole body, which the caller closes. Raises Refused and Gone."""
        body = Body()
        announced = header(scope, b"content-length")
        if announced in {b"", b"0"} and not header(scope, b"transfer-encoding"):
            return body
        limit = self._limit(scope)
        if announced.isdigit() and int(announced) > limit:
            raise _too_large(limit)
        try:
            await self._fill(body, limit, receive)
        except BaseException:
            self.close(body)
            raise
        body.file.seek(0)
        return body

    def close(self, body: "Body") -> None:
        if body.on_disk:
            self._on_disk -= body.length
        body.file.close()

    async def _fill(self, body: "Body", limit: int, receive: Receive) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout_at(began + SILENCE) as bound:
                more = True
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise Gone
                    self._add(body, message.get("body", b""), limit)
                    more = message.get("more_body", False)
                    slowest = began + SILENCE + body.length / LEAST_RATE
                    bound.reschedule(min(loop.time() + SILENCE, slowest))
        except TimeoutError:
            raise Refused(HTTPStatus.REQUEST_TIMEOUT, "The request was sent too slowly.") from None

    def _add(self, body: "Body", part: bytes, limit: int) -> None:
        if body.length + len(part) > limit:
            raise _too_large(limit)
        if not body.on_disk and body.length + len(part) > SMALL:
            body.move_to_disk()
            self._on_disk += body.length
        if body.on_disk:
            if self._on_disk + len(part) > ON_DISK:
                raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "Too much is being uploaded at once.")
            self._on_disk += len(part)
        body.file.write(part)
        body.length += len(part)

    def _limit(self, scope: Scope) -> int:
        signed_in = self._session_cookie in header(scope, b"cookie")
        return self._largest if signed_in and not scope["path"].startswith("/api/") else SMALL


class Body:
    """The part of a body that has arrived, in memory or in an unnamed file."""

    def __init__(self) -> None:
        self.file: BinaryIO = BytesIO()
        self.length = 0
        self.on_disk = False

    def move_to_disk(self) -> None:
        self.file.seek(0)
        file = TemporaryFile()  # noqa: SIM115 - Bodies.close does it
        copyfileobj(self.file, file)
        self.file = file
        self.on_disk = True


def _too_large(limit: int) -> Refused:
    return Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"At most {limit:,} bytes are accepted here.")

"""Sends one request and reads the answer, whatever the other side does. Does not use the database."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from threading import Timer
from typing import Final

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NameResolutionError, NewConnectionError

from articles.delivery import network
from articles.delivery.network import Refused, Target

# Seconds to wait for a connection and for each piece of an answer (TIMEOUT), and for everything (DEADLINE).
TIMEOUT: Final = 10.0
DEADLINE: Final = 20.0
ANSWER_BYTES: Final = 65_536
FAILURES: Final = (OSError, HTTPError, HTTPException, ValueError)


@dataclass(frozen=True)
class Request:
    """`anywhere`: the address comes from the settings and may be on a private network."""

    method: str
    address: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    anywhere: bool = False


@dataclass(frozen=True)
class Answer:
    """The result: a status and the beginning of a text, or an `error` in a sentence. `retry_after`: seconds."""

    status: int | None = None
    text: str = ""
    error: str = ""
    retry_after: float | None = None

    @property
    def good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def send(request: Request) -> Answer:
    """Send a request and return its answer. Never raises, and follows no redirects.

    Takes little longer than DEADLINE, unless looking up the name or a very slow TLS handshake does.
    """
    try:
        target = network.parse(request.address)
        addresses = network.lookup(target, anywhere=request.anywhere)
        end = time.monotonic() + DEADLINE
        for number, address in enumerate(addresses, start=1):
            try:
                return _exchange(request, target, address, end)
            except (ConnectTimeoutError, NewConnectionError):
                if number == len(addresses) or time.monotonic() > end:
                    raise
    except Refused as error:
        return Answer(error=str(error))
    except FAILURES as error:
        return Answer(error=_explain(error))
    return Answer(error="The host has no address.")


def _exchange(request: Request, target: Target, address: str, end: float) -> Answer:
    connection = _connection(target, address)
    try:
        connection.connect()
        with _cut_off(connection.sock, end) as is_over:
            try:
                headers = {"Host": _host(target), "User-Agent": "newsroom", "Accept-Encoding": "identity"}
                connection.request(
                    request.method,
                    target.path,
                    body=request.body or None,
                    headers=headers | request.headers,
                    preload_content=False,
                )
                return _read(connection.getresponse())
            except FAILURES as error:
                if is_over():
                    raise TimeoutError from error
                raise
    finally:
        connection.close()


def _connection(target: Target, address: str) -> HTTPConnection:
    """A connection to the checked address, with the certificate of the host name."""
    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=TIMEOUT)
    return HTTPSConnection(
        address, target.port, timeout=TIMEOUT, server_hostname=target.host, cert_reqs="CERT_REQUIRED"
    )


@contextmanager
def _cut_off(sock: socket.socket | None, end: float) -> Iterator[Callable[[], bool]]:
    """Shut the socket at `end`, in case a receiver answers byte by byte. Yields a check for whether that is past."""
    assert sock
    # The plain socket's shutdown, also under TLS, whose own must not be called from other threads.
    timer = Timer(max(0.0, end - time.monotonic()), lambda: _shut(sock))
    timer.daemon = True
    timer.start()
    try:
        yield lambda: time.monotonic() >= end
    finally:
        timer.cancel()


def _shut(sock: socket.socket) -> None:
    try:
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
    except OSError:
        return


def _read(response: HTTPResponse) -> Answer:
    """The status decides. The text is for people, and is left out if it breaks off."""
    try:
        content = response.read(ANSWER_BYTES, decode_content=False)
    except (OSError, HTTPError, HTTPException):
        content = b""
    text = content.decode(errors="replace").replace("\0", "")
    return Answer(response.status, text, retry_after=_seconds(response.headers.get("Retry-After", "")))


def _seconds(value: str) -> float | None:
    """Seconds from Retry-After, which is a number of seconds or a date (RFC 9110, 10.2.3); None if neither."""
    if value.isascii() and value.isdecimal():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _host(target: Target) -> str:
    host = f"[{target.host}]" if ":" in target.host else target.host
    return host if target.port == network.PORTS[target.scheme] else f"{host}:{target.port}"


def _explain(error: Exception) -> str:
    """What went wrong, for operators."""
    if isinstance(error, NameResolutionError | socket.gaierror):
        return "DNS lookup failed: no host has this name."
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"The certificate is not valid: {error.verify_message}."
    if isinstance(error, NewConnectionError | ConnectionRefusedError):
        return "Connection refused: no server answers at this address."
    if isinstance(error, TimeoutError | ConnectTimeoutError):
        return f"Timed out: no response within {TIMEOUT:.0f} seconds."
    return f"Connection lost: {error}"[:300]

"""Sends requests byte by byte, since no well-behaved client would send them, and keeps what is wrong with answers."""

import http.client
import random
import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from typing import Final

from tests.attack import judge
from tests.attack.judge import Answer

# Seconds an answer may take. A crafted form of a thousand rows takes six of them where nothing else runs.
PATIENCE: Final = 120.0
THREADS: Final = 4
FIREFOX: Final = b"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CSRF: Final = b"a" * 32

Header = tuple[bytes, bytes]


@dataclass(frozen=True)
class Request:
    """What is sent. `target` may be any bytes; without a header Host, ours is sent."""

    target: bytes
    method: bytes = b"GET"
    headers: tuple[Header, ...] = ()
    body: bytes = b""
    # Sent instead of all of it, as it is, on a connection of its own; no answer is an answer then.
    raw: bytes = b""

    def written(self, host: bytes) -> bytes:
        if self.raw:
            return self.raw
        names = {name.lower() for name, _ in self.headers}
        headers = [*self.headers]
        if b"host" not in names:
            headers.insert(0, (b"Host", host))
        if (self.body or self.method == b"POST") and not names & {b"content-length", b"transfer-encoding"}:
            headers.append((b"Content-Length", b"%d" % len(self.body)))
        lines = b"".join(b"%s: %s\r\n" % header for header in headers)
        return b"%s %s HTTP/1.1\r\n%s\r\n%s" % (self.method, self.target, lines, self.body)

    def answered(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> Answer:
        words = self.raw.split(maxsplit=2)
        method, target = words[:2] if len(words) > 1 else (self.method, self.target)
        return Answer(method.decode("latin-1"), target.decode("latin-1"), status, headers or {}, body)


class Client:
    """One connection at a time, of one account or of nobody."""

    def __init__(self, port: int, session: str = "") -> None:
        self.port = port
        self.cookie = b"sessionid=%s; csrftoken=%s" % (session.encode(), CSRF) if session else b""
        self.connection: socket.socket | None = None

    def ask(self, request: Request) -> Answer:
        """The answer; status 0 if the server hung up without one, also on a second connection."""
        if request.raw:
            self.close()
        written = request.written(b"127.0.0.1:%d" % self.port)
        if self.cookie and not request.raw:
            head, _, rest = written.partition(b"\r\n")
            written = b"%s\r\nCookie: %s\r\n%s" % (head, self.cookie, rest)
        answer = request.answered(0)
        for _ in range(2):
            with suppress(OSError, http.client.HTTPException):
                answer = self._send(request, written)
            if answer.status or request.raw:
                break
            self.close()
        if request.raw:
            self.close()
        return answer

    def close(self) -> None:
        if self.connection:
            self.connection.close()
        self.connection = None

    def _send(self, request: Request, written: bytes) -> Answer:
        if self.connection is None:
            self.connection = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
        with suppress(BrokenPipeError, ConnectionResetError):
            # An answer may have come before all was sent.
            self.connection.sendall(written)
            if request.raw:
                # Whoever announces more than it sends has hung up.
                self.connection.shutdown(socket.SHUT_WR)
        response = http.client.HTTPResponse(self.connection, method=request.method.decode("latin-1"))
        response.begin()
        body = response.read()
        headers = {name.lower(): value for name, value in response.getheaders()}
        if response.will_close:
            self.close()
        return request.answered(response.status, headers, body)


@dataclass
class Tally:
    """What came of one family of requests."""

    family: str
    mark: str
    requests: int = 0
    left_out: int = 0
    errors: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def judge(self, answer: Answer, request: Request, *, secret: bool = True) -> None:
        """`secret`: whether the mark may not be in it, as it may for whoever is signed in or has sent it."""
        with self.lock:
            self.requests += 1
        if error := "" if request.raw and not answer.status else judge.server_error(answer):
            self.errors.append(error + _sent(request))
        if leak := judge.leak(answer, self.mark) if secret and self.mark.encode() not in request.body else "":
            self.leaks.append(leak + _sent(request))
        if page := judge.bare(answer):
            self.bare.append(page + _sent(request))
        if script := judge.script(answer):
            self.scripts.append(script)
        if astray := judge.astray(answer):
            self.astray.append(astray + _sent(request))

    def wrong(self) -> dict[str, list[str]]:
        """What must be empty, by its name."""
        return {
            "server errors": self.errors,
            "leaks": self.leaks,
            "losses": self.losses,
            "scripts": self.scripts,
            "bare error pages": self.bare,
            "led elsewhere": self.astray,
        }


@dataclass(frozen=True)
class Front:
    """Where the attack goes, and until when (time.monotonic) it may go on; requests left over are left out."""

    port: int
    until: float
    seed: int

    def client(self, session: str = "") -> Client:
        return Client(self.port, session)

    def over(self) -> bool:
        return time.monotonic() > self.until

    def part(self, share: float) -> "Front":
        """The same for the first `share` of the time that is left."""
        now = time.monotonic()
        return replace(self, until=now + (self.until - now) * share)

    def shuffled(self, requests: Iterable[Request]) -> list[Request]:
        """In an order in which the first so many are as good as any."""
        found = list(requests)
        random.Random(self.seed).shuffle(found)
        return found


def ask_all(front: Front, tally: Tally, requests: Sequence[Request], session: str = "", *, secret: bool = True) -> None:
    """Ask them over several connections, and judge the answers."""

    def each(client: Client, request: Request) -> None:
        tally.judge(client.ask(request), request, secret=secret)

    spread(front, tally, requests, each, session)


def spread(
    front: Front,
    tally: Tally,
    requests: Sequence[Request],
    each: Callable[[Client, Request], None],
    session: str = "",
) -> None:
    waiting: SimpleQueue[Request] = SimpleQueue()
    for request in requests:
        waiting.put(request)

    def work() -> None:
        client = front.client(session)
        while not front.over():
            try:
                request = waiting.get_nowait()
            except Empty:
                break
            try:
                each(client, request)
            except Exception as error:
                # An attack that breaks off would pass for one that has found nothing.
                tally.errors.append(f"{request.target!r} could not be followed: {error!r}")
        client.close()

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally.left_out += waiting.qsize()


def _sent(request: Request) -> str:
    """What made the answer, as far as a line can hold it."""
    if request.raw:
        return f" ← {request.raw[:200]!r}"
    headers = [header for header in request.headers if header[0].lower() not in {b"content-type"}]
    return "".join(f" ← {part!r}"[:400] for part in (headers, request.body) if part)

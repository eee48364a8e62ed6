"""`python -m tests.chaos.silence`: many clients that say nothing, and readers and editors beside them.

Prints how long requests take beside 0, 20, 100 and 500 silent clients of every kind, and when those are dropped. Ends
with 1 when a request is not answered, or a silent client is still there after thirty seconds. Needs wrk.
"""

import resource
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Final

import psutil

from tests.benchmark.load import load
from tests.running import Newsroom, environment, manage, newsroom

FORM: Final = b"Content-Length: 1000\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nusername="
# What each kind of silent client sends before it says no more, but for a byte a second of those that trickle.
KINDS: Final = {
    "nothing": b"",
    "head": b"GET /api/v1/arti",
    "trickled head": b"GET /api/v1/articles/ HTTP/1.1\r\nX-Slow: ",
    "body to the admin": b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\n" + FORM,
    "trickled body": b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\n" + FORM,
    "body to the API": b"POST /api/v1/articles/a-story/views/ HTTP/1.1\r\nHost: localhost\r\n" + FORM,
    "idle": b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no reading": b"GET /api/v1/articles/ HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20,
}
NUMBERS: Final = (0, 20, 100, 500)
DROPPED_WITHIN: Final = 30.0
SECONDS: Final = 4
SETTINGS: Final = {"LOG_LEVEL": "ERROR", "VIEWS_PER_MINUTE": "0", "TRUSTED_PROXIES": "127.0.0.1"}


def main() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 4096)), hard))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepared = environment(folder, **SETTINGS)
        for command in (["migrate"], ["seed_archive", "--articles", "120"], ["collectstatic", "--no-input"]):
            manage(prepared, *command, "--verbosity", "0")
        with newsroom(folder, "--no-worker", **SETTINGS) as running:
            running.read("/healthz")
            wrong = [*beside(running), *dropped(running)]
    if wrong:
        sys.exit("\n".join(wrong))


def beside(running: Newsroom) -> Iterator[str]:
    """Print a table, and give what is wrong."""
    slug = running.read("/api/v1/articles/?fields=slug&page_size=1").split(b'"slug":"')[1].split(b'"')[0].decode()
    paths = {"list": "/api/v1/articles/", "view": f"/api/v1/articles/{slug}/views/", "sign-in page": "/admin/login/"}
    print("| silent | request | a second | half | 99 of 100 | errors |\n|---:|---|---:|---:|---:|---:|")
    for number in NUMBERS:
        with clients(running, list(islice(cycle(KINDS), number))):
            for kind, path in paths.items():
                found = load(running.base, [path], 4, SECONDS, post=kind == "view")
                row = f"| {number} | {kind} | {found.rate:.0f} | {found.half:.1f} ms | {found.slowest:.1f} ms "
                print(f"{row}| {found.errors} |", flush=True)
                if found.errors or not found.rate:
                    yield f"{kind} beside {number} silent clients: {found}"


def dropped(running: Newsroom) -> Iterator[str]:
    with clients(running, list(KINDS)) as connections:
        began = time.monotonic()
        while connections and time.monotonic() - began < DROPPED_WITHIN:
            time.sleep(1)
            for kind, connection in list(connections.items()):
                if has_ended(kind, connection):
                    print(f"{kind}: dropped after {time.monotonic() - began:.0f} s", flush=True)
                    del connections[kind]
    for kind in connections:
        yield f"{kind}: not dropped within {DROPPED_WITHIN:.0f} s"


@contextmanager
def clients(running: Newsroom, kinds: list[str]) -> Iterator[dict[str, socket.socket]]:
    """Connect one client for each; the last of a kind can be asked for."""
    with ExitStack() as stack:
        connections = {}
        for kind in kinds:
            connection = stack.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            connection.connect(("127.0.0.1", running.port))
            connection.sendall(KINDS[kind])
            connections[kind] = connection
        yield connections


def has_ended(kind: str, connection: socket.socket) -> bool:
    """Whether the server has hung up; what was sent before that is read, except by those who read nothing."""
    connection.setblocking(False)
    try:
        if kind.startswith("trickled"):
            connection.send(b"a")
        if kind == "no reading":
            return not _is_served(connection)
        while connection.recv(65536):
            pass
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _is_served(connection: socket.socket) -> bool:
    """Whether the server still has its end, of which a client that reads nothing learns nothing."""
    here, there = connection.getsockname()[1], connection.getpeername()[1]
    found = psutil.net_connections("tcp4")
    return any(one.laddr and one.raddr and (one.laddr.port, one.raddr.port) == (there, here) for one in found)


if __name__ == "__main__":
    main()

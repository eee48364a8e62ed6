"""Silent, slow or idle clients delay nobody."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.newsroom.serving.raw import FIREFOX, answer, connect, request
from tests.running import Newsroom

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("serving")]

# Each takes one of the 1,024 descriptors that a process usually may have.
MANY = 60
FORM = b"Content-Length: 1000\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nusername="
LARGE = request("GET", "/api/v1/articles/?page_size=100&include=body")


@contextmanager
def clients(running: Newsroom, sent: bytes, *, buffer: int = 0) -> Iterator[None]:
    with ExitStack() as stack:
        for _ in range(MANY):
            connection = stack.enter_context(connect(running))
            if buffer:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
            connection.sendall(sent)
        yield


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /api/v1/arti",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: ",
        b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\n" + FORM,
        b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"POST /api/v1/articles/some-story/views/ HTTP/1.1\r\nHost: localhost\r\n" + FORM,
        b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n" + FORM,
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        LARGE,
    ],
    ids=["nothing", "head", "header", "body", "chunks", "view", "continue", "idle", "large answer"],
)
def test_readers_and_editors_are_answered_beside_silent_clients(running: Newsroom, views: str, sent: bytes) -> None:
    with clients(running, sent, buffer=2048 if sent == LARGE else 0):
        for _ in range(2):
            assert answer(running, request("GET", "/api/v1/articles/"))[0] == 200
            assert answer(running, request("POST", views, b"User-Agent: " + FIREFOX))[0] == 200
            assert answer(running, request("GET", "/admin/login/"))[0] == 200

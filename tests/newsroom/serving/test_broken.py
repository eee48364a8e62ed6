"""What is no request, or not the whole of one, is refused; the server has done nothing wrong."""

import socket

import pytest

from tests.newsroom.serving.raw import connect
from tests.running import Newsroom

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("serving")]

BODIES = {
    "a length that is no number": b"Transfer-Encoding: chunked\r\n\r\nZZZ\r\nhello\r\n0\r\n\r\n",
    "a length that no body has": b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nhello",
    "less than was announced": b"Content-Length: 1000\r\n\r\nshort",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
@pytest.mark.parametrize("path", [b"/api/v1/articles/a-story/views/", b"/admin/login/", b"/nothing/"])
def test_a_body_that_breaks_off(running: Newsroom, path: bytes, body: bytes) -> None:
    with connect(running, b"POST %s HTTP/1.1\r\nHost: localhost\r\n%s" % (path, body)) as connection:
        # Nothing more comes.
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(65536).startswith(b"HTTP/1.1 400 ")

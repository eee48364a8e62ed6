"""What of a request is sent, and that nothing which goes wrong in asking goes unnoticed."""

import pytest

from tests.attack.asking import Client, Front, Request, Tally, spread

pytestmark = pytest.mark.once


def test_a_request_is_written_as_it_is() -> None:
    request = Request(b"/\xff?a=%zz", b"POST", ((b"X-Odd", b"\xfe"),), b"body")
    assert request.written(b"127.0.0.1:80") == (
        b"POST /\xff?a=%zz HTTP/1.1\r\nHost: 127.0.0.1:80\r\nX-Odd: \xfe\r\nContent-Length: 4\r\n\r\nbody"
    )


def test_ones_own_host_and_length_stay() -> None:
    request = Request(b"/", b"POST", ((b"host", b"evil.example"), (b"Content-Length", b"9")), b"body")
    assert request.written(b"x").count(b"ost: ") == 1
    assert b"Content-Length: 9\r\n\r\nbody" in request.written(b"x")


def test_what_is_no_request_has_the_target_of_its_first_line() -> None:
    answer = Request(b"/", raw=b"GET //evil.example/api/ HTTP/1.1\r\n\r\n").answered(404)
    assert (answer.method, answer.target) == ("GET", "//evil.example/api/")


def test_no_answer_is_an_error_unless_there_was_no_request() -> None:
    tally = Tally("x", "zzyzx")
    tally.judge(Request(b"/").answered(0), Request(b"/"))
    tally.judge(Request(b"/", raw=b"\x00").answered(0), Request(b"/", raw=b"\x00"))
    assert len(tally.errors) == 1


def test_nothing_in_asking_fails_unnoticed() -> None:
    def broken(client: Client, request: Request) -> None:
        raise KeyError(request.target)

    tally = Tally("x", "zzyzx")
    spread(Front(0, float("inf"), 1), tally, [Request(b"/a"), Request(b"/b")], broken)
    assert (len(tally.errors), tally.left_out) == (2, 0)


def test_what_there_is_no_time_for_is_said() -> None:
    tally = Tally("x", "zzyzx")
    spread(Front(0, float("-inf"), 1), tally, [Request(b"/a")], lambda client, request: None)
    assert tally.left_out == 1

"""The real server passes to Django every header, whatever its bytes, and the path as it was sent."""

import json

import pytest

from tests.newsroom.serving.raw import FIREFOX, answer, request
from tests.running import Newsroom

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("serving")]


def test_a_view_of_a_program_with_a_name_beyond_ascii_is_counted(running: Newsroom, views: str) -> None:
    for name in ("CaféApp/2".encode("latin-1"), "CaféApp/2".encode(), "新聞/1".encode()):
        before = json.loads(running.read(views))["views"]
        status, _, body = answer(running, request("POST", views, b"User-Agent: " + name))
        assert (status, json.loads(body)) == (200, {"views": before + 1})


def test_another_applications_cookie_signs_nobody_out(running: Newsroom, session: str) -> None:
    ours = b"sessionid=" + session.encode()
    for theirs in ("visitor=Renée".encode("latin-1"), "visitor=Renée".encode(), "名=é".encode()):
        for cookies in ([b"Cookie: " + theirs + b"; " + ours], [b"Cookie: " + theirs, b"Cookie: " + ours]):
            assert answer(running, request("GET", "/admin/", *cookies))[0] == 200
    assert answer(running, request("GET", "/admin/"))[0] == 302


def test_odd_bytes_in_other_headers_are_no_error(running: Newsroom) -> None:
    for name in (b"Referer", b"If-None-Match", b"Accept", b"Accept-Encoding", b"X-Forwarded-For", b"Origin"):
        assert answer(running, request("GET", "/api/v1/articles/", name + b": \xe9\xff"))[0] in {200, 406}


def test_a_header_with_an_underscore_passes_for_no_other(running: Newsroom, views: str) -> None:
    agent = b"User_Agent: " + FIREFOX
    before = json.loads(running.read(views))["views"]
    assert answer(running, request("POST", views, agent))[0] == 200
    assert json.loads(running.read(views))["views"] == before


def test_a_path_is_taken_byte_by_byte(running: Newsroom) -> None:
    for path in (
        "/api/v1/articles/%C3%A9/",
        "/api/v1/articles/%FF%FE/",
        "/api/v1/articles/%00/",
        "/%E9",
        "//",
        "/%2e%2e/",
    ):
        assert answer(running, request("GET", f"/api/v1/{path}"))[0] in {400, 404}
    assert answer(running, request("GET", "/api/v1/articles/?search=caf%E9"))[0] in {200, 400}
    assert answer(running, request("GET", "/api/v1/%61rticles/"))[0] == 200


def test_head_and_304_have_no_body(running: Newsroom) -> None:
    _, headers, body = answer(running, request("GET", "/api/v1/articles/"))
    status, again, nothing = answer(running, request("HEAD", "/api/v1/articles/"))
    assert (status, again["content-length"], again["etag"], nothing) == (200, str(len(body)), headers["etag"], b"")
    unchanged = answer(running, request("GET", "/api/v1/articles/", b"If-None-Match: " + headers["etag"].encode()))
    assert (unchanged[0], unchanged[2]) == (304, b"")

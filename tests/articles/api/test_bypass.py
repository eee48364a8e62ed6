"""The bypass for counting gives the same answers as the ordinary view, which gets everything unusual."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, close_old_connections
from django.test import Client
from django.test.utils import override_settings
from pytest_django import Settings

from articles.api import bypass
from articles.api.bypass import Bypass
from articles.models import Article, ViewTotal
from articles.publishing import verbs
from articles.readership import counting, group_commit
from tests import factories

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ONE = "/api/v1/articles/one/views/"


class Server:
    """Does what a WSGI server does, one request after another. Knows which of them Django has seen."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.django = get_wsgi_application()
        self.application = Bypass(self._ordinary)

    def _ordinary(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.seen.append(environ["PATH_INFO"])
        return self.django(environ, start_response)

    def ask(self, path: str = ONE, method: str = "POST", **more: str) -> tuple[int, dict[str, str], bytes]:
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "news.test",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": "203.0.113.9",
            "HTTP_USER_AGENT": FIREFOX,
            "wsgi.input": BytesIO(b""),
            "wsgi.url_scheme": "http",
        } | more
        told: list[Any] = []
        answer = self.application(environ, lambda status, headers, *_: told.extend((status, headers)))
        body = b"".join(answer)
        return int(told[0].split()[0]), dict(told[1]), body


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that leaves the connection open, because closing it would end the test's transaction."""
    monkeypatch.setattr(bypass, "close_old_connections", lambda: None)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    factories.published("One")
    yield Server()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_both_ways_give_the_same_answer(server: Server, client: Client) -> None:
    fast = server.ask()
    assert server.seen == []
    ordinary = client.post(ONE, headers={"User-Agent": FIREFOX}, REMOTE_ADDR="203.0.113.9")
    assert fast == (200, dict(ordinary.headers) | {"Content-Length": "11"}, b'{"views":1}')
    assert ordinary.content == b'{"views":1}'


def test_everybody_is_counted_once_whichever_way_they_come(server: Server, client: Client) -> None:
    for address in ("203.0.113.1", "203.0.113.2", "203.0.113.1"):
        server.ask(REMOTE_ADDR=address)
        client.post(ONE, headers={"User-Agent": FIREFOX}, REMOTE_ADDR=address)
    assert ViewTotal.objects.get().views == 2


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"method": "GET"}, 200),
        ({"method": "OPTIONS"}, 200),
        ({"method": "PUT"}, 405),
        ({"path": "/api/v1/articles/one/"}, 405),
        ({"QUERY_STRING": "x=1"}, 400),
        ({"CONTENT_LENGTH": "2049"}, 413),
        ({"CONTENT_LENGTH": "much"}, 413),
        ({"HTTP_USER_AGENT": ""}, 200),
        ({"HTTP_USER_AGENT": "Googlebot"}, 200),
        ({"HTTP_SEC_PURPOSE": "prefetch"}, 200),
        ({"HTTP_COOKIE": "sessionid=x"}, 200),
        ({"path": "/api/v1/articles/unknown/views/"}, 404),
        ({"path": "/api/v1/articles/o%6Ee/views/"}, 404),
        ({"path": "/api/v1/articles/øne/views/".encode().decode("latin-1")}, 404),
    ],
)
def test_the_unusual_goes_the_ordinary_way(server: Server, more: dict[str, str], status: int) -> None:
    assert server.ask(**more)[0] == status
    assert len(server.seen) == 1


def test_other_cookies_are_nothing_unusual(server: Server) -> None:
    assert server.ask(HTTP_COOKIE="theme=dark")[2] == b'{"views":1}'
    assert server.seen == []


def test_former_and_killed_stories_and_ids_are_answered_as_ever(server: Server) -> None:
    article = Article.objects.get()
    assert server.ask(f"/api/v1/articles/{article.pk}/views/")[2] == b'{"views":1}'
    article.slug = "two"
    article.save()
    verbs.publish(article)
    status, headers, _ = server.ask()
    assert (status, headers["Location"]) == (308, "https://news.test/api/v1/articles/two/views/")
    verbs.kill(article, "Void.")
    assert server.ask("/api/v1/articles/two/views/")[0] == 410


def test_too_many(server: Server, settings: Settings) -> None:
    settings.VIEWS_PER_MINUTE = 1
    server.ask()
    status, headers, _ = server.ask()
    assert (status, int(headers["Retry-After"]) <= 60) == (429, True)


def test_a_view_that_may_have_been_stored_is_not_counted_again(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commit was stored, but the connection broke before it was confirmed."""
    settle = counting._settle

    def deaf(views: Any) -> Any:
        settle(views)
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(counting, "_group", group_commit.GroupCommit(deaf))
    with override_settings(VIEW_DEDUPE_SECONDS=0):
        status, headers, body = server.ask()
    assert (status, headers["Retry-After"]) == (503, "2")
    assert b"Views cannot be counted at the moment." in body
    assert ViewTotal.objects.get().views == 1


def test_nobody_can_say_so_from_outside(server: Server) -> None:
    assert server.ask(HTTP_NEWSROOM_STORE_DOWN="1")[0] == 200

"""Varnish as configured in docs/webhooks.md keeps public answers for everybody until they are purged."""

import http.client
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from articles.delivery import purging
from articles.models import Article
from articles.publishing import verbs
from media.models import Image
from media.renditions import renditions_of
from tests import factories

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("varnishd"), reason="needs varnish: apt-get install varnish varnish-modules"),
]

TEXT = (Path(__file__).parents[3] / "docs" / "webhooks.md").read_text()
COOKIES = "sessionid=stale0stale0stale0stale0stale0sta; csrftoken=x; visitor=another"


class Cache:
    """Varnish, with requests as browsers and the worker send them."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})
            answer = connection.getresponse()
            answer.read()
            return answer

    def kept(self, path: str, **headers: str) -> bool:
        """Whether an answer came from the cache: it then also names the request that stored it."""
        return len((self.ask(path, **headers).headers["X-Varnish"] or "").split()) == 2


@pytest.fixture
def cache(live_server: LiveServer, settings: Settings, tmp_path: Path) -> Iterator[Cache]:
    settings.CACHE_SECONDS = 3600
    (configuration,) = re.findall(r"```vcl\n(.*?)```", TEXT, re.DOTALL)
    backend = configuration.replace('.port = "8000"', f'.port = "{live_server.url.rpartition(":")[2]}"')
    (tmp_path / "newsroom.vcl").write_text(backend)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = ["varnishd", "-j", "none", "-F", "-n", str(tmp_path / "varnish"), "-f", str(tmp_path / "newsroom.vcl")]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen([*command, "-a", f"127.0.0.1:{port}", "-s", "malloc,32m"], stdout=log, stderr=log)
    try:
        for _ in range(200):
            assert server.poll() is None, (tmp_path / "log").read_text()
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield Cache(port)
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture
def story() -> Article:
    return factories.published("One", slug="one", lead=factories.image())


def purge(cache: Cache, keys: list[str]) -> int:
    request = purging.varnish(keys)
    return cache.ask("/", request.method, **request.headers).status


def test_public_answers_are_kept_whatever_cookies_come_along(cache: Cache, story: Article) -> None:
    for path in ("/api/v1/articles/", "/api/v1/articles/one/", "/feeds/articles.rss", "/sitemap.xml", "/"):
        assert not cache.kept(path, Cookie=COOKIES), path
        assert cache.kept(path), path
        assert cache.kept(path, Cookie=COOKIES, Origin="https://www.example.com"), path
        assert not cache.ask(path, Cookie=COOKIES).headers["Set-Cookie"]


def test_editors_and_bearers_of_a_token_are_let_through(cache: Cache, story: Article) -> None:
    for path in ("/admin/login/", "/admin", "/preview/token/", "/api/v1/preview/token/", "/metrics"):
        assert [cache.kept(path) for _ in range(3)] == [False] * 3, path


def test_a_change_purges_what_it_touches(cache: Cache, story: Article) -> None:
    tag = cache.ask("/api/v1/articles/one/").headers["ETag"]
    assert cache.ask("/api/v1/articles/one/", If_None_Match=tag).status == 304
    story.headline = "Two"
    story.save()
    verbs.publish(story)
    assert cache.kept("/api/v1/articles/one/")
    assert purge(cache, ["lists", f"article-{story.pk}"]) == 200
    assert not cache.kept("/api/v1/articles/one/")
    assert cache.ask("/api/v1/articles/one/", If_None_Match=tag).status == 200


def test_views_are_counted(cache: Cache, story: Article) -> None:
    answers: list[Any] = [
        cache.ask("/api/v1/articles/one/views/", "POST", User_Agent=f"Mozilla/5.0 Firefox/14{n}.0") for n in range(2)
    ]
    assert [answer.status for answer in answers] == [200, 200]
    assert story.published.view_total.views == 2


def test_an_editor_sees_a_picture_before_readers_do(cache: Cache, client: Client, story: Article) -> None:
    client.force_login(User.objects.create_superuser("chief"))
    session = f"sessionid={client.cookies['sessionid'].value}"
    hidden, shown = (renditions_of(one)[0].path for one in (factories.image(), Image.objects.get(uses__article=story)))
    assert [cache.ask(hidden).status, cache.ask(hidden, Cookie=session).status, cache.ask(hidden).status] == [
        404,
        200,
        404,
    ]
    assert [cache.kept(shown), cache.kept(shown, Cookie=session), cache.kept(shown)] == [False, True, True]

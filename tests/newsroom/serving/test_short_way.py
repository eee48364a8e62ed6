"""The short way gives the same answers as the ordinary one, which gets everything unusual."""

from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.newsroom.serving.ways import Server

pytestmark = pytest.mark.django_db
ONE = "/api/v1/articles/one/"
LIST = "/api/v1/articles/"

ADDRESSES = [
    "/api/v1/",
    LIST,
    f"{LIST}?cursor=",
    f"{LIST}?topic=city&tag=bridges&page_size=5",
    f"{LIST}?search=one",
    f"{LIST}?ordering=-views",
    ONE,
    f"{ONE}?format=ninjs",
    f"{ONE}?fields=headline,related",
    f"{ONE}related/",
    "/api/v1/most-viewed/?window=30d",
    "/api/v1/topics/",
    "/api/v1/topics/city/",
    "/api/v1/tags/bridges/",
    "/api/v1/authors/",
    "/api/v1/collections/",
    "/api/v1/changes/",
    "/api/v1/resolve/?path=/city/one",
    "/api/v1/articles/%6Fne/",
    "/feeds/articles.rss?tag=bridges",
    "/feeds/articles.atom",
    "/feeds/articles.json",
    "/sitemap.xml",
    "/news-sitemap.xml",
    "/robots.txt",
]
NOT_KEPT = [
    f"{ONE}views/",
    "/api/v1/articles/none/",
    f"{LIST}?colour=red",
    "/api/v1/articles",
    "/api/v1/preview/none/",
    "/sitemap-articles-99.xml",
    "/",
    "/nothing/",
]
HEADERS: list[dict[str, str]] = [
    {},
    {"accept_encoding": "gzip, br"},
    {"accept_encoding": "gzip;q=0"},
    {"origin": "https://www.example.com"},
    {"origin": "https://evil.test"},
    {"origin": "http://[bad"},
    {"accept": "text/html"},
    {"accept": "application/xml"},
    {"cookie": "theme=dark"},
    {"cookie": "sessionid=junk"},
    {"if_none_match": '"other"'},
    {"if_none_match": "*"},
    {"if_none_match": "garbage"},
    {"if_modified_since": "Fri, 01 May 2026 12:00:00 GMT"},
    {"x_forwarded_proto": "https"},
    {"x_forwarded_for": "198.51.100.7"},
    {"host": "other.test"},
    {"host": "bad host"},
    {"host": ""},
    {"range": "bytes=0-10"},
    {"content_length": "0"},
    {"x_http_method_override": "POST"},
]
SETTINGS: list[dict[str, Any]] = [
    {"CORS_ALLOW_ALL_ORIGINS": False, "CORS_ALLOWED_ORIGINS": ["https://www.example.com"]},
    {"SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"), "SECURE_HSTS_SECONDS": 3600},
    {"ALLOWED_HOSTS": ["news.test"]},
]


def compare(server: Server, address: str, headers: dict[str, str]) -> None:
    # The first may be made, the second is repeated, and HEAD may get what GET has left.
    for method in ("GET", "GET", "HEAD"):
        ordinary = server.ordinary(address, method, **headers)
        assert server.get(address, method, **headers) == ordinary, (address, method, headers)


@pytest.mark.parametrize("headers", HEADERS, ids=str)
def test_both_ways_give_the_same_answer(server: Server, headers: dict[str, str]) -> None:
    for address in ADDRESSES + NOT_KEPT:
        compare(server, address, headers)


@pytest.mark.parametrize("changed", SETTINGS, ids=[next(iter(one)) for one in SETTINGS])
def test_so_they_do_whatever_is_set(server: Server, settings: Settings, changed: dict[str, Any]) -> None:
    for name, value in changed.items():
        setattr(settings, name, value)
    server.django = get_wsgi_application()
    for headers in HEADERS:
        for address in (LIST, ONE, f"{ONE}views/", "/feeds/articles.rss", "/robots.txt"):
            compare(server, address, headers)


@pytest.mark.parametrize("form", ["{weak}", "{strong}", '"other", {strong}', "  {weak},", "W/{weak}", "{bare}"])
def test_conditions_are_answered_alike(server: Server, form: str) -> None:
    for address in ADDRESSES:
        weak = server.get(address)[1]["etag"]
        strong = weak.removeprefix("W/")
        condition = form.format(weak=weak, strong=strong, bare=strong.strip('"'))
        for headers in ({}, {"accept_encoding": "gzip"}):
            ordinary = server.ordinary(address, if_none_match=condition, **headers)
            for _ in range(2):
                assert server.get(address, if_none_match=condition, **headers) == ordinary, address


def test_what_is_kept_is_repeated_for_one_query(server: Server) -> None:
    # The feed of changes looks further back than the position, and nothing of it is kept.
    kept = [address for address in ADDRESSES if "changes" not in address]
    tags = {address: server.get(address)[1]["etag"] for address in kept}
    for address in kept:
        server.get(address, if_none_match=tags[address])
    server.seen.clear()
    with CaptureQueriesContext(connection) as queries:
        for address in kept:
            assert server.get(address)[0] == 200
            assert server.get(address, if_none_match=tags[address])[0] == 304
    assert (server.seen, len(queries)) == ([], 2 * len(kept))

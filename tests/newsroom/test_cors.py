"""Which other origins' pages may read answers, and what shared caches are told about it."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from media.renditions import renditions_of
from tests import factories
from tests.asking import ask

pytestmark = pytest.mark.django_db

ORIGIN = "https://www.example.com"


@pytest.fixture
def addresses() -> list[str]:
    lead = factories.image()
    factories.published("One", lead=lead)
    api = ["articles/", "articles/one/", "articles/one/views/", "articles/unknown/", "changes/", "schema/", "?x=1"]
    feeds = [f"/feeds/articles.{kind}" for kind in ("rss", "atom", "json")]
    return [*(f"/api/v1/{path}" for path in api), *feeds, renditions_of(lead)[0].path]


def from_origin(client: Client, address: str, origin: str = "") -> Any:
    return ask(client, "get", address, {"Origin": origin} if origin else None)


def varies(answer: Any) -> bool:
    return "origin" in answer.get("Vary", "").lower()


def test_any_origin_may_read_and_caches_keep_one_copy(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        with_origin, without = from_origin(client, address, ORIGIN), from_origin(client, address)
        for answer in (with_origin, without):
            assert (answer["Access-Control-Allow-Origin"], varies(answer)) == ("*", False), address
            assert answer["Access-Control-Expose-Headers"] == "ETag, Last-Modified, Retry-After"
            assert "Access-Control-Allow-Credentials" not in answer
        assert dict(with_origin.headers) == dict(without.headers), address


def test_with_a_list_answers_vary_by_origin(client: Client, addresses: list[str], settings: Settings) -> None:
    settings.CORS_ALLOW_ALL_ORIGINS = False
    settings.CORS_ALLOWED_ORIGINS = [ORIGIN]
    for address in addresses:
        if "views" in address:
            continue  # for everybody by contract
        listed, other, without = (from_origin(client, address, origin) for origin in (ORIGIN, "https://evil.test", ""))
        assert listed["Access-Control-Allow-Origin"] == ORIGIN, address
        assert "Access-Control-Allow-Origin" not in {**other.headers, **without.headers}
        assert all(map(varies, (listed, other, without))), address


def test_a_page_elsewhere_may_ask_conditionally(client: Client) -> None:
    asked = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    answer = client.options("/api/v1/articles/", headers=asked)
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    assert "if-none-match" in answer["Access-Control-Allow-Headers"]


def test_the_admin_and_pages_are_nobody_else_s(client: Client) -> None:
    for address in ("/admin/login/", "/", "/robots.txt"):
        assert "Access-Control-Allow-Origin" not in from_origin(client, address, ORIGIN)

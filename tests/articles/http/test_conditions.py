"""If-None-Match on every public address with ETags (RFC 9110, 13.1.2: compared weakly)."""

from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from articles.models.counts import PAGE
from media.renditions import renditions_of
from tests import factories
from tests.asking import ask

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _no_time_passes() -> Iterator[None]:
    """Answers that age would get another tag every ten seconds."""
    with mock.patch("django.utils.timezone.now", return_value=timezone.now()):
        yield


@pytest.fixture
def addresses() -> list[str]:
    lead = factories.image()
    story = factories.published("One", topic=factories.topic("City"), tags=[factories.tag("Bridges")], lead=lead)
    return [*_addresses(story.published.pk), renditions_of(lead)[0].path, f"/api/v1/images/{lead.pk}/"]


def _addresses(key: int) -> Iterator[str]:
    api = ("", "articles/", "articles/?cursor=", "articles/one/", "articles/one/related/", "most-viewed/", "topics/")
    yield from (f"/api/v1/{path}" for path in (*api, "topics/city/", "tags/", "tags/bridges/", "authors/", "changes/"))
    yield from ("/api/v1/articles/one/?format=ninjs", "/api/v1/collections/", "/api/v1/schema/")
    yield from (f"/feeds/articles.{kind}" for kind in ("rss", "atom", "json"))
    yield from ("/sitemap.xml", "/news-sitemap.xml", f"/sitemap-articles-{(key - 1) // PAGE + 1}.xml", "/robots.txt")
    yield from ("/", "/articles/one/")


def get(client: Client, address: str, condition: str = "") -> Any:
    return ask(client, "get", address, {"If-None-Match": condition} if condition else None)


FORMS = [
    "{weak}",
    "{strong}",
    '"other", {strong}',
    "{strong},{weak}",
    "  {strong}  ",
    '\t"a"  ,\t{weak} , "b"',
    'W/"other",W/"another",{strong}',
    ",{strong},",
    '"", {strong}',
    "*",
    " * ",
]
OTHERS = ['"other"', "{bare}", '"{bare}x"', 'W/"W/{bare}"', '"*"', "W/", '"', "\x7f", "x" * 5000]


@pytest.mark.parametrize("form", FORMS)
def test_who_has_the_answer_in_any_form_is_not_sent_it_again(client: Client, addresses: list[str], form: str) -> None:
    for address in addresses:
        tag = get(client, address)["ETag"]
        strong = tag.removeprefix("W/")
        answer = get(client, address, form.format(weak=f"W/{strong}", strong=strong))
        assert (answer.status_code, answer["ETag"]) == (304, tag), address


@pytest.mark.parametrize(
    "form", ['"other"', "{bare}", '"{bare}x"', 'W/"W/{bare}"', '"*"', "W/", '"', "\x7f", "x" * 5000]
)
def test_who_has_something_else_is_sent_it(client: Client, addresses: list[str], form: str) -> None:
    for address in addresses:
        bare = get(client, address)["ETag"].removeprefix("W/").strip('"')
        assert get(client, address, form.format(bare=bare)).status_code == 200, address


def test_nothing_is_unchanged_that_is_not_there(client: Client) -> None:
    for address in ("/api/v1/articles/unknown/", "/api/v1/articles/?x=1", "/sitemap-articles-9.xml", "/nothing/"):
        assert get(client, address, "*").status_code in {400, 404}, address

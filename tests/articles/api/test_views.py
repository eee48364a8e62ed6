"""Counting views: only by POST, once per visitor, never for a machine, and without touching anything else."""

import ipaddress
from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import InterfaceError, InternalError, OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles.models import Article, Change, PublishedArticle, ViewBucket, ViewDay, ViewTotal, VisitorMark
from articles.publishing import verbs
from articles.readership import counting
from articles.readership.visitors import Visitor
from newsroom.environment import Network
from tests import factories

pytestmark = pytest.mark.django_db

URL = "/api/v1/articles/one/views/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile Safari/604.1"


@pytest.fixture(autouse=True)
def _story() -> None:
    factories.published("One")


def view(client: Client, agent: str = FIREFOX, **more: Any) -> int:
    answer = client.post(URL, headers={"User-Agent": agent}, **more)
    assert answer.status_code == 200, answer.content
    return int(answer.json()["views"])


def test_a_view_is_counted_and_read(client: Client) -> None:
    assert client.get(URL).json() == {"views": 0}
    assert view(client) == 1
    assert client.get(URL).json() == {"views": 1}
    assert client.get("/api/v1/articles/one/?fields=views").json() == {"views": 1}
    assert client.get("/api/v1/articles/?fields=views").json()["results"] == [{"views": 1}]


def test_the_answer_is_for_everybody_and_stored_by_nobody(client: Client) -> None:
    answer = client.post(URL, headers={"User-Agent": FIREFOX})
    assert answer["Cache-Control"] == "no-store"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    assert "cookie" not in answer.get("Vary", "").lower()
    assert client.get(URL)["Cache-Control"] == "no-store"


@pytest.mark.parametrize("content_type", ["text/plain;charset=UTF-8", "application/json", "image/png", "x"])
def test_any_small_body_is_ignored(client: Client, content_type: str) -> None:
    answer = client.post(URL, b"{" * 2048, content_type=content_type, headers={"User-Agent": FIREFOX})
    assert (answer.status_code, answer.json()) == (200, {"views": 1})


def test_a_large_body_is_refused(client: Client) -> None:
    answer = client.post(URL, b"x" * 2049, content_type="text/plain", headers={"User-Agent": FIREFOX})
    assert answer.status_code == 413
    assert answer.json()["detail"] == "A view needs no body; more than 2048 bytes are refused."
    assert client.get(URL).json() == {"views": 0}


def test_no_token_and_no_session_are_needed() -> None:
    assert view(Client(enforce_csrf_checks=True)) == 1


def test_no_reading_counts(client: Client) -> None:
    for path in ("one/", "one/related/", "one/views/", ""):
        client.get(f"/api/v1/articles/{path}", headers={"User-Agent": FIREFOX})
        client.head(f"/api/v1/articles/{path}", headers={"User-Agent": FIREFOX})
        client.options(f"/api/v1/articles/{path}", headers={"User-Agent": FIREFOX})
    assert client.get(URL).json() == {"views": 0}


def test_the_same_visitor_is_counted_once(client: Client) -> None:
    assert [view(client), view(client), view(client, SAFARI), view(client, REMOTE_ADDR="203.0.113.9")] == [1, 1, 2, 3]


def test_the_same_visitor_is_counted_again_after_a_while(client: Client, settings: Settings) -> None:
    settings.VIEW_DEDUPE_SECONDS = 60
    assert view(client) == 1
    VisitorMark.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert view(client) == 2


def test_visitors_of_two_stories_are_counted_twice(client: Client) -> None:
    factories.published("Two")
    view(client)
    assert client.post("/api/v1/articles/two/views/", headers={"User-Agent": FIREFOX}).json() == {"views": 1}


def test_visitors_need_not_be_recognised(client: Client, settings: Settings) -> None:
    settings.VIEW_DEDUPE_SECONDS = 0
    assert [view(client), view(client)] == [1, 2]
    assert not VisitorMark.objects.exists()


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Googlebot",
        "curl/8.5.0",
        "python-requests/2.32",
        "SomeNewCrawler/1.0",
    ],
)
def test_machines_get_the_number_and_add_nothing(client: Client, agent: str) -> None:
    view(client)
    assert view(client, agent) == 1


def test_a_telephone_named_cubot_is_no_machine(client: Client) -> None:
    assert view(client, "Mozilla/5.0 (Linux; Android 15; CUBOT NOTE 50) AppleWebKit/537.36 Chrome/138.0 Mobile") == 1


@pytest.mark.parametrize("header", ["Sec-Purpose", "Purpose", "X-Moz"])
def test_prefetching_is_not_reading(client: Client, header: str) -> None:
    answer = client.post(URL, headers={"User-Agent": FIREFOX, header: "prefetch;prerender"})
    assert answer.json() == {"views": 0}


def test_signed_in_staff_are_not_counted(client: Client, admin_client: Client) -> None:
    assert (view(admin_client), view(admin_client)) == (0, 0)
    client.cookies["sessionid"] = "made-up"
    assert view(client) == 1


def test_anybody_can_be_counted(admin_client: Client, settings: Settings) -> None:
    settings.VIEWS_NOT_COUNTED = []
    assert view(admin_client) == 1
    assert view(admin_client, "Googlebot") == 2
    answer = admin_client.post(URL, headers={"User-Agent": SAFARI, "Sec-Purpose": "prefetch"})
    assert answer.json() == {"views": 3}


def test_nothing_in_the_database_tells_who_was_reading(client: Client) -> None:
    view(client, REMOTE_ADDR="203.0.113.9")
    first = VisitorMark.objects.get().digest
    VisitorMark.objects.all().delete()
    with mock.patch("articles.api.stories.timezone.now", return_value=timezone.now() + timedelta(days=1)):
        view(client, REMOTE_ADDR="203.0.113.9")
    assert VisitorMark.objects.get().digest != first


def test_forwarded_addresses_are_believed_from_trusted_proxies_only(client: Client, settings: Settings) -> None:
    behind = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.1"}
    forged = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "1.2.3.4, 198.51.100.1"}
    settings.TRUSTED_PROXIES = networks("10.0.0.0/8")
    assert [view(client, **behind), view(client, **forged)] == [1, 1]
    assert view(client, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.2") == 2
    settings.TRUSTED_PROXIES = []
    assert view(client, **behind) == 3
    assert view(client, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.7") == 3


def networks(text: str) -> list[Network]:
    return [ipaddress.ip_network(text)]


def test_views_lie_in_hours_and_days_whatever_the_clock_does(settings: Settings) -> None:
    settings.VIEW_DEDUPE_SECONDS = 0
    PublishedArticle.objects.update(visible_from=datetime(2026, 5, 1, tzinfo=UTC))
    for minute in (0, 59, 60, 13 * 60, 5):
        at = datetime(2026, 5, 1, 12, tzinfo=UTC) + timedelta(minutes=minute)
        counting.count(counting.View("one", Visitor("203.0.113.9", FIREFOX), at))
    assert list(ViewBucket.objects.order_by("hour").values_list("hour", "views")) == [
        (datetime(2026, 5, 1, 12, tzinfo=UTC), 3),
        (datetime(2026, 5, 1, 13, tzinfo=UTC), 1),
        (datetime(2026, 5, 2, 1, tzinfo=UTC), 1),
    ]
    assert list(ViewDay.objects.order_by("day").values_list("day", "views")) == [
        (date(2026, 5, 1), 4),
        (date(2026, 5, 2), 1),
    ]
    assert ViewTotal.objects.get().views == 5


def test_counting_touches_nothing_else(client: Client) -> None:
    before = PublishedArticle.objects.values().get(), Change.objects.count()
    view(client)
    assert (PublishedArticle.objects.values().get(), Change.objects.count()) == before


def test_what_is_not_live_is_not_counted(client: Client) -> None:
    verbs.unpublish(Article.objects.get())
    answers = [client.post(url, headers={"User-Agent": FIREFOX}) for url in (URL, "/api/v1/articles/unknown/views/")]
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].content == answers[1].content
    assert not ViewTotal.objects.exists()


def test_too_many_from_one_address(client: Client, settings: Settings) -> None:
    settings.VIEWS_PER_MINUTE = 2
    settings.VIEW_DEDUPE_SECONDS = 0
    assert [view(client), view(client)] == [1, 2]
    answer = client.post(URL, headers={"User-Agent": FIREFOX})
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    assert view(client, REMOTE_ADDR="203.0.113.9") == 3
    settings.VIEWS_PER_MINUTE = 0
    assert view(client) == 4


def test_too_many_from_everybody(client: Client, settings: Settings) -> None:
    settings.VIEWS_PER_MINUTE_IN_ALL = 2
    settings.VIEW_DEDUPE_SECONDS = 0
    assert [view(client), view(client, REMOTE_ADDR="203.0.113.9")] == [1, 2]
    answer = client.post(URL, headers={"User-Agent": FIREFOX}, REMOTE_ADDR="203.0.113.10")
    assert answer.status_code == 429
    assert client.get(URL).json() == {"views": 2}


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database or disk is full"),
        OperationalError("attempt to write a readonly database"),
        InternalError("cannot execute INSERT in a read-only transaction"),
        InterfaceError("connection already closed"),
    ],
    ids=str,
)
def test_a_store_that_is_down_is_said_so(client: Client, error: Exception) -> None:
    def down(execute: Any, sql: str, *rest: Any) -> Any:
        if "INSERT" in sql:
            raise error
        return execute(sql, *rest)

    with connection.execute_wrapper(down):
        answer = client.post(URL, headers={"User-Agent": FIREFOX})
        assert client.get("/api/v1/articles/one/").status_code == 200
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "2", "no-store")
    assert answer.json()["detail"] == "Views cannot be counted at the moment. Try again."
    assert view(client) == 1


def test_counting_takes_two_queries_or_five(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    # On SQLite a transaction of five, and the test's transaction adds two for a savepoint.
    with django_assert_num_queries(2 if connection.vendor == "postgresql" else 2 + 5):
        view(client)


def test_a_story_is_found_by_its_id_too_and_its_visitors_are_the_same(client: Client) -> None:
    key = str(Article.objects.get().pk)
    address, upper = (f"/api/v1/articles/{one}/views/" for one in (key, key.upper()))
    answers = [client.post(url, headers={"User-Agent": FIREFOX}).json() for url in (address, URL, upper)]
    assert answers == [{"views": 1}] * 3


@pytest.mark.parametrize("slug", ["%00", "one%00", "ONE", "%27%20OR%201=1", "%F0%9F%93%B0", "a" * 500])
def test_addresses_that_nobody_has_are_not_found(client: Client, slug: str) -> None:
    answer = client.post(f"/api/v1/articles/{slug}/views/", headers={"User-Agent": FIREFOX})
    assert answer.status_code == 404

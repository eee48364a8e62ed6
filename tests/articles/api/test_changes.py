"""The sync feed: a consumer that keeps the cursor has an exact copy, and gets every change once, in order."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from unittest import mock

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from articles.models import Article, Change
from articles.publishing import verbs
from tests import factories
from tests.articles.api.mirrors import URL, Consumer, published

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[mock.Mock]:
    """The clock: `return_value` is now."""
    with mock.patch("django.utils.timezone.now", return_value=NOON) as now:
        yield now


def test_a_change_as_it_is_told(client: Client, clock: mock.Mock) -> None:
    factories.published("Before")
    consumer = Consumer(client)
    consumer.read()
    article = factories.published("Harbour bridge reopens")
    answer = client.get(URL, {"after": consumer.after}).json()
    assert answer == {
        "results": [
            {
                "action": "upsert",
                "reason": "published",
                "id": str(article.pk),
                "slug": "harbour-bridge-reopens",
                "version": 1,
                "at": "2026-05-01T12:00:00Z",
                "article": client.get("/api/v1/articles/harbour-bridge-reopens/").json(),
            }
        ],
        "next": answer["next"],
        "has_more": False,
    }


def test_it_begins_with_everything_that_is_live(client: Client, clock: mock.Mock) -> None:
    for name in ("One", "Two", "Three"):
        factories.published(name)
    verbs.unpublish(Article.objects.get(headline="Two"))
    verbs.schedule(factories.draft("Later"), NOON + timedelta(hours=1))
    factories.draft("Draft")
    consumer = Consumer(client)
    assert consumer.read() == [("upsert", "published", "one"), ("upsert", "published", "three")]
    assert consumer.copy == published(client)
    assert consumer.read() == []
    assert client.get(URL).json()["results"] == client.get(URL, {"after": ""}).json()["results"]


def test_it_begins_with_what_has_changes_ahead(client: Client, clock: mock.Mock) -> None:
    factories.published("Expiring", expires_at=NOON + timedelta(days=1))
    later = factories.draft("Later")
    verbs.schedule(later, NOON + timedelta(hours=1))
    factories.published("Main", related=[later])
    consumer = Consumer(client)
    assert consumer.read() == [("upsert", "published", "expiring"), ("upsert", "published", "main")]
    clock.return_value += timedelta(hours=2)
    assert consumer.read() == [("upsert", "published", "later"), ("upsert", "updated", "main")]
    clock.return_value += timedelta(days=1)
    assert consumer.read() == [("remove", "expired", "expiring")]
    assert consumer.copy == published(client)


def test_it_begins_at_the_very_moment_of_a_change(client: Client, clock: mock.Mock) -> None:
    """The log delays announced changes by a second, until they cannot be cancelled; new consumers get them at once."""
    verbs.schedule(factories.draft("Later"), NOON + timedelta(seconds=1))
    factories.published("Going", expires_at=NOON + timedelta(seconds=1))
    client.get(URL)
    clock.return_value += timedelta(seconds=1)
    consumer = Consumer(client)
    assert consumer.read() == [("upsert", "published", "later")]
    factories.published("Now")
    assert consumer.read() == [("upsert", "published", "now")]
    clock.return_value += timedelta(seconds=9)
    assert consumer.read() == []
    assert consumer.copy == published(client)


def test_what_is_corrected_before_it_is_seen_is_published(client: Client, clock: mock.Mock) -> None:
    story = factories.draft("Later")
    verbs.schedule(story, NOON + timedelta(hours=1))
    verbs.correct(story, "correction", "Not so.")
    factories.published("Main", related=[story])
    consumer = Consumer(client)
    consumer.read()
    clock.return_value += timedelta(hours=2)
    assert consumer.read() == [("upsert", "published", "later"), ("upsert", "updated", "main")]
    assert consumer.copy == published(client)


def test_nothing_is_told_twice_while_the_present_state_is_being_read(client: Client, clock: mock.Mock) -> None:
    stories = [factories.published(name) for name in ("One", "Two", "Three", "Four")]
    consumer = Consumer(client, limit=1)
    first = client.get(URL, {"limit": 1}).json()
    consumer.after = first["next"]
    verbs.publish(stories[2])
    verbs.unpublish(stories[3])
    factories.published("Five")
    assert [one["slug"] for one in first["results"]] == ["one"]
    assert consumer.read() == [
        ("upsert", "published", "two"),
        ("upsert", "updated", "three"),
        ("remove", "unpublished", "four"),
        ("upsert", "published", "five"),
    ]


def test_every_reason(client: Client, clock: mock.Mock) -> None:
    consumer = Consumer(client)
    assert consumer.read() == []
    tag = factories.tag("Bridges")
    article = factories.published("One", tags=[tag])
    verbs.publish(article)
    verbs.correct(article, "correction", "It is 412 metres long.")
    article.slug = "uno"
    article.save()
    verbs.publish(article)
    tag.name = "Bridges and tunnels"
    tag.save()
    verbs.unpublish(article)
    expiring = factories.published("Two", expires_at=NOON + timedelta(hours=1))
    verbs.schedule(factories.draft("Three"), NOON + timedelta(minutes=30))
    verbs.kill(factories.published("Four"), "Void.")
    clock.return_value += timedelta(hours=2)
    assert consumer.read() == [
        ("upsert", "published", "one"),
        ("upsert", "updated", "one"),
        ("upsert", "corrected", "one"),
        ("upsert", "slug_changed", "uno"),
        ("upsert", "updated", "uno"),
        ("remove", "unpublished", "uno"),
        ("upsert", "published", "two"),
        ("upsert", "published", "four"),
        ("remove", "killed", "four"),
        ("upsert", "published", "three"),
        ("remove", "expired", "two"),
    ]
    assert consumer.copy == published(client)
    assert expiring.slug == "two"


def test_what_is_not_live_any_more_is_never_shown(client: Client, clock: mock.Mock) -> None:
    start = Consumer(client)
    start.read()
    article = factories.published("Secret")
    verbs.kill(article, "Void.")
    results = client.get(URL, {"after": start.after}).json()["results"]
    assert [(one["reason"], one["article"]) for one in results] == [("published", None), ("killed", None)]


def test_a_cancelled_schedule_is_never_told(client: Client, clock: mock.Mock) -> None:
    consumer = Consumer(client)
    consumer.read()
    article = factories.draft()
    verbs.schedule(article, NOON + timedelta(hours=1))
    verbs.unpublish(article)
    clock.return_value += timedelta(hours=2)
    assert consumer.read() == []


@pytest.mark.parametrize("stories", [1, 3])
def test_the_number_of_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries, stories: int) -> None:
    start = client.get(URL).json()["next"]
    for _ in range(stories):
        factories.published(related=[factories.published()])
    with django_assert_num_queries(7):
        client.get(URL, {"after": start})
    with django_assert_num_queries(10):
        client.get(URL)


def test_who_is_too_far_behind_starts_again(client: Client, clock: mock.Mock, settings: Settings) -> None:
    behind, present = Consumer(client), Consumer(client)
    factories.published("One")
    behind.read()
    factories.published("Two")
    present.read()
    clock.return_value += timedelta(days=settings.CHANGES_KEPT_DAYS, seconds=1)
    out = StringIO()
    call_command("tidy_changes", stdout=out)
    number = Change.objects.filter(reason="pruned").count()
    assert (out.getvalue(), number) == ("4 changes deleted.\n", 1)
    assert client.get(URL, {"after": behind.after}).json() == {
        "type": "about:blank",
        "title": "Gone",
        "status": 410,
        "detail": "The changes after this cursor are no longer kept. Start again without after.",
    }
    assert len(Consumer(client).read()) == 2
    factories.published("Three")
    assert present.read() == [("upsert", "published", "three")]
    call_command("tidy_changes", stdout=out)
    assert len(Consumer(client).read()) == 3


def test_the_log_can_be_kept_for_ever(clock: mock.Mock, settings: Settings) -> None:
    settings.CHANGES_KEPT_DAYS = 0
    factories.published()
    clock.return_value += timedelta(days=4000)
    out = StringIO()
    call_command("tidy_changes", stdout=out)
    assert out.getvalue() == "0 changes deleted.\n"


def test_shared_caches_ask_every_time(client: Client) -> None:
    factories.published()
    answer = client.get(URL)
    assert answer["Cache-Control"].startswith("public, max-age=0, s-maxage=0, stale-while-revalidate=0,")
    assert client.get(URL, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    factories.published()
    assert client.get(URL, headers={"If-None-Match": answer["ETag"]}).status_code == 200

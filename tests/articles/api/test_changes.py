"""The sync feed: a consumer that keeps the cursor has an exact copy, told once each, in order."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from articles import publishing
from articles.models import Article, Change
from articles.workflow import PublishingError
from tests import factories

pytestmark = pytest.mark.django_db

URL = "/api/v1/changes/"
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
Told = list[tuple[str, str, str]]


@pytest.fixture
def clock() -> Iterator[mock.Mock]:
    """The hands of the clock: `return_value` is now."""
    with mock.patch("django.utils.timezone.now", return_value=NOON) as now:
        yield now


def with_ids(story: dict[str, Any]) -> dict[str, Any]:
    """A story with the ids of those related to it: what stands on their cards is as it was when it was told."""
    return story | {"related": [card["id"] for card in story["related"]]}


KINDS = "new new publish unpublish kill schedule correct expire tag wait wait read".split()  # noqa: SIM905, it reads better


class Consumer:
    """Keeps a copy of all that is public, and what it was told."""

    def __init__(self, client: Client, limit: int = 2) -> None:
        self.client = client
        self.limit = limit
        self.after = ""
        self.copy: dict[str, Any] = {}
        self.told: Told = []

    def read(self) -> Told:
        """Read until there is no more. What was told, as action, reason and slug."""
        told: Told = []
        more = True
        while more:
            after = {"after": self.after} if self.after else {}
            answer = self.client.get(URL, {"limit": str(self.limit)} | after).json()
            for change in answer["results"]:
                told.append((change["action"], change["reason"], change["slug"]))
                if change["action"] == "remove":
                    self.copy.pop(change["id"], None)
                elif change["article"]:
                    self.copy[change["id"]] = change["article"]
            self.after, more = answer["next"], answer["has_more"]
        self.told += told
        return told


def published(client: Client) -> dict[str, Any]:
    """What readers see."""
    articles = client.get("/api/v1/articles/?page_size=100").json()["results"]
    return {one["id"]: client.get(f"/api/v1/articles/{one['slug']}/").json() for one in articles}


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
    publishing.unpublish(Article.objects.get(headline="Two"))
    publishing.schedule(factories.draft("Later"), NOON + timedelta(hours=1))
    factories.draft("Draft")
    consumer = Consumer(client)
    assert consumer.read() == [("upsert", "published", "one"), ("upsert", "published", "three")]
    assert consumer.copy == published(client)
    assert consumer.read() == []


def test_nothing_is_told_twice_while_the_present_state_is_being_read(client: Client, clock: mock.Mock) -> None:
    stories = [factories.published(name) for name in ("One", "Two", "Three", "Four")]
    consumer = Consumer(client, limit=1)
    first = client.get(URL, {"limit": 1}).json()
    consumer.after = first["next"]
    publishing.publish(stories[2])
    publishing.unpublish(stories[3])
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
    publishing.publish(article)
    publishing.correct(article, "correction", "It is 412 metres long.")
    article.slug = "uno"
    article.save()
    publishing.publish(article)
    tag.name = "Bridges and tunnels"
    tag.save()
    publishing.unpublish(article)
    expiring = factories.published("Two", expires_at=NOON + timedelta(hours=1))
    publishing.schedule(factories.draft("Three"), NOON + timedelta(minutes=30))
    publishing.kill(factories.published("Four"), "Void.")
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
    publishing.kill(article, "Void.")
    results = client.get(URL, {"after": start.after}).json()["results"]
    assert [(one["reason"], one["article"]) for one in results] == [("published", None), ("killed", None)]


def test_a_cancelled_schedule_is_never_told(client: Client, clock: mock.Mock) -> None:
    consumer = Consumer(client)
    consumer.read()
    article = factories.draft()
    publishing.schedule(article, NOON + timedelta(hours=1))
    publishing.unpublish(article)
    clock.return_value += timedelta(hours=2)
    assert consumer.read() == []


def test_a_copy_stays_exact_whatever_editors_do(client: Client, clock: mock.Mock) -> None:
    """A hundred random steps, read a little at a time."""
    chance = random.Random(7)
    consumers = [Consumer(client, limit) for limit in (1, 3, 100)]
    tag = factories.tag("Tag")

    def step() -> None:
        articles = list(Article.objects.order_by("created_at", "pk"))
        article = chance.choice(articles) if articles else None
        kind = chance.choice(KINDS)
        try:
            if kind == "new":
                related = chance.sample(articles, min(2, len(articles)))
                factories.published(tags=[tag], related=related)
            elif kind == "publish" and article:
                publishing.publish(article)
            elif kind == "unpublish" and article:
                publishing.unpublish(article)
            elif kind == "kill" and article and chance.random() < 0.3:
                publishing.kill(article, "Void.")
            elif kind == "schedule":
                related = chance.sample(articles, min(2, len(articles)))
                publishing.schedule(
                    factories.draft(tags=[tag], related=related), clock.return_value + timedelta(seconds=9)
                )
            elif kind == "correct" and article:
                publishing.correct(article, "correction", "Not so.")
            elif kind == "expire":
                factories.published(expires_at=clock.return_value + timedelta(seconds=15))
            elif kind == "tag":
                tag.name = f"Tag {chance.random()}"
                tag.save()
            elif kind == "read":
                chance.choice(consumers).read()
        except PublishingError:
            pass
        clock.return_value += timedelta(seconds=4 if kind == "wait" else chance.random())

    for _ in range(150):
        step()
    clock.return_value += timedelta(seconds=30)
    for consumer in consumers:
        consumer.read()
    copies = [{key: with_ids(story) for key, story in one.copy.items()} for one in consumers]
    assert copies == [{key: with_ids(story) for key, story in published(client).items()}] * 3


@pytest.mark.parametrize("stories", [1, 3])
def test_the_number_of_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries, stories: int) -> None:
    start = client.get(URL).json()["next"]
    for _ in range(stories):
        factories.published(related=[factories.published()])
    with django_assert_num_queries(6):
        client.get(URL, {"after": start})
    with django_assert_num_queries(8):
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
    assert (out.getvalue(), number) == ("4 changes forgotten.\n", 1)
    assert client.get(URL, {"after": behind.after}).json() == {
        "type": "about:blank",
        "title": "Gone",
        "status": 410,
        "detail": "The changes after this cursor are not kept any more. Start again without after.",
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
    assert out.getvalue() == "0 changes forgotten.\n"


def test_shared_caches_ask_every_time(client: Client) -> None:
    factories.published()
    answer = client.get(URL)
    assert answer["Cache-Control"].startswith("public, max-age=0, s-maxage=0, stale-while-revalidate=0,")
    assert client.get(URL, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    factories.published()
    assert client.get(URL, headers={"If-None-Match": answer["ETag"]}).status_code == 200

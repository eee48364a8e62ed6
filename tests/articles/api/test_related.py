"""`GET articles/{slug}/related/`: curated stories first, then those that share most, then the newest."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.api.fields import CARD
from articles.publishing import verbs
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def related(client: Client, query: str = "") -> list[str]:
    return [card["slug"] for card in client.get(f"/api/v1/articles/one/related/?{query}").json()["results"]]


def test_curated_shared_tags_topic_and_the_rest_in_that_order(client: Client) -> None:
    city, tags = factories.topic(), [factories.tag() for _ in range(2)]
    factories.published("Unrelated", at=NOON + timedelta(hours=9))
    factories.published("Same topic", topic=city, at=NOON + timedelta(hours=8))
    factories.published("One tag", tags=tags[:1], at=NOON + timedelta(hours=7))
    factories.published("One tag and the topic", tags=tags[:1], topic=city, at=NOON)
    factories.published("Two tags", tags=tags, at=NOON)
    curated = [factories.published("Second choice"), factories.published("First choice")][::-1]
    factories.published("One", topic=city, tags=tags, related=curated)
    assert related(client) == [
        "first-choice",
        "second-choice",
        "two-tags",
        "one-tag-and-the-topic",
        "one-tag",
        "same-topic",
    ]
    assert related(client, "limit=20")[6:] == ["unrelated"]
    assert related(client, "limit=1") == ["first-choice"]


def test_never_itself_nor_what_is_not_live(client: Client) -> None:
    topic = factories.topic()
    gone = factories.published("Gone", topic=topic)
    factories.published("One", topic=topic, related=[gone, factories.draft("Draft", topic=topic)])
    verbs.unpublish(gone)
    assert related(client) == []


def test_results_are_cards(client: Client) -> None:
    factories.published("Two")
    factories.published("One")
    answer = client.get("/api/v1/articles/one/related/").json()
    assert list(answer) == ["results"]
    assert [list(card) for card in answer["results"]] == [CARD]


@pytest.mark.parametrize("stories", [1, 3])
def test_eight_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries, stories: int) -> None:
    topic = factories.topic()
    factories.published("One", topic=topic, related=[factories.published() for _ in range(stories)])
    for _ in range(stories):
        factories.published(topic=topic)
    with django_assert_num_queries(8):
        assert len(related(client, "limit=20")) == 2 * stories


@pytest.mark.parametrize("query", ["limit=21", "limit=0", "limit=x", "page=1"])
def test_wrong_parameters(client: Client, query: str) -> None:
    factories.published("One")
    assert client.get(f"/api/v1/articles/one/related/?{query}").status_code == 400

"""`GET most-viewed/`: what readers read within a window."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.api.fields import CARD
from articles.models import Article, PublishedArticle
from articles.publishing import verbs
from articles.readership import counting, most_viewed
from tests import factories

pytestmark = pytest.mark.django_db

URL = "/api/v1/most-viewed/"
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def read(article: Article, views: int, hours_ago: float = 0) -> None:
    hour = (timezone.now() - timedelta(hours=hours_ago)).replace(minute=0, second=0, microsecond=0)
    key = PublishedArticle.objects.get(article=article).pk
    with connection.cursor() as cursor:
        counting.add(cursor, [(key, hour, views)])


def ranking(client: Client, query: str = "") -> list[tuple[str, int]]:
    return [(card["slug"], card["window_views"]) for card in client.get(f"{URL}?{query}").json()["results"]]


def test_nobody_has_read_anything(client: Client) -> None:
    factories.published()
    answer = client.get(URL).json()
    assert datetime.fromisoformat(answer.pop("as_of")) <= timezone.now()
    assert answer == {"window": "24h", "results": []}


def test_each_window_sums_its_own_hours(client: Client) -> None:
    one, two = factories.published("One"), factories.published("Two")
    read(one, 5)
    read(one, 5, hours_ago=20)
    read(two, 7, hours_ago=3)
    read(two, 90, hours_ago=24 * 6)
    read(one, 900, hours_ago=24 * 40)
    assert ranking(client, "window=1h") == [("one", 5)]
    assert ranking(client) == ranking(client, "window=24h") == [("one", 10), ("two", 7)]
    assert ranking(client, "window=7d") == ranking(client, "window=30d") == [("two", 97), ("one", 10)]


def test_results_are_cards_with_the_views_of_the_window(client: Client) -> None:
    read(factories.published(), 1)
    assert list(client.get(URL).json()["results"][0]) == [*CARD, "window_views"]


def test_ties_go_to_the_newer_story(client: Client) -> None:
    for hours, name in enumerate(("Old", "New")):
        read(factories.published(name, at=NOON + timedelta(hours=hours)), 3)
    assert ranking(client) == [("new", 3), ("old", 3)]


def test_by_topic_and_tag_and_up_to_a_limit(client: Client) -> None:
    region = factories.topic("Region")
    city = factories.topic("City", parent=region)
    read(factories.published("One", topic=city, tags=[factories.tag("Bridges")]), 1)
    read(factories.published("Two", topic=region), 2)
    read(factories.published("Three"), 3)
    assert ranking(client, "topic=region") == [("two", 2), ("one", 1)]
    assert ranking(client, "tag=bridges") == [("one", 1)]
    assert ranking(client, "limit=1") == [("three", 3)]


def test_only_live_stories(client: Client) -> None:
    article = factories.published("One")
    read(article, 1)
    verbs.unpublish(article)
    assert ranking(client) == []


@pytest.mark.parametrize("stories", [1, 3])
def test_four_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries, stories: int) -> None:
    for _ in range(stories):
        read(factories.published(), 1)
    with django_assert_num_queries(4):
        assert len(ranking(client)) == stories


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("window=2h", "window"), ("limit=51", "limit"), ("limit=0", "limit"), ("page=1", "page"), ("topic=", "topic")],
)
def test_wrong_parameters(client: Client, query: str, parameter: str) -> None:
    answer = client.get(f"{URL}?{query}")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, parameter)


@pytest.mark.parametrize("first", [1, 2, 3, 500])
def test_however_many_are_ranked_at_first(client: Client, monkeypatch: pytest.MonkeyPatch, first: int) -> None:
    monkeypatch.setattr(most_viewed, "FIRST", first)
    monkeypatch.setattr(most_viewed, "MORE", 2)
    tag = factories.tag("A")
    for number in range(6):
        article = factories.published(f"S{number}", at=NOON + timedelta(hours=number), tags=[tag] if number % 2 else [])
        read(article, 3 + number // 3)
        if number == 5:
            verbs.unpublish(article)
    assert ranking(client) == [("s4", 4), ("s3", 4), ("s2", 3), ("s1", 3), ("s0", 3)]
    assert ranking(client, "limit=3") == [("s4", 4), ("s3", 4), ("s2", 3)]
    assert ranking(client, "tag=a") == [("s3", 4), ("s1", 3)]
    assert ranking(client, "tag=a&limit=1") == [("s3", 4)]

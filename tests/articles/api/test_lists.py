"""`GET articles/`: cards, filtered, ordered and in pages."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.api.cursors import checksum
from articles.api.fields import CARD
from articles.models import Article, PublishedArticle, ViewTotal
from articles.publishing import verbs
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
URL = "/api/v1/articles/"


def slugs(client: Client, query: str = "", **parameters: Any) -> list[str]:
    answer = client.get(f"{URL}?{query or urlencode(parameters)}")
    assert answer.status_code == 200, answer.content
    return [card["slug"] for card in answer.json()["results"]]


@pytest.fixture
def three() -> None:
    """Stories one, two and three, each an hour newer than the one before."""
    for hours, name in enumerate(("One", "Two", "Three")):
        factories.published(name, at=NOON + timedelta(hours=hours))


@pytest.mark.usefixtures("three")
def test_cards_newest_first(client: Client) -> None:
    answer = client.get(URL).json()
    assert {name: answer[name] for name in ("count", "next", "previous")} == {
        "count": 3,
        "next": None,
        "previous": None,
    }
    assert [card["slug"] for card in answer["results"]] == ["three", "two", "one"]
    assert [list(card) for card in answer["results"]] == [CARD] * 3


def test_an_empty_newsroom_has_an_empty_list(client: Client) -> None:
    assert client.get(URL).json() == {"count": 0, "next": None, "previous": None, "results": []}


@pytest.mark.parametrize("stories", [1, 3])
def test_three_queries_however_many_stories(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, stories: int
) -> None:
    for _ in range(stories):
        factories.published(tags=[factories.tag()], lead=factories.image())
    with django_assert_num_queries(3):
        assert client.get(URL).json()["count"] == stories


@pytest.mark.parametrize("stories", [1, 3])
def test_one_more_query_for_related_stories(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, stories: int
) -> None:
    other = factories.published(at=NOON)
    for _ in range(stories):
        factories.published(related=[other])
    with django_assert_num_queries(4):
        answer = client.get(f"{URL}?include=related")
    assert [len(card["related"]) for card in answer.json()["results"]] == [1] * stories + [0]


def test_by_tag(client: Client) -> None:
    bridges, ferries, votes = (factories.tag(name) for name in ("Bridges", "Ferries", "Votes"))
    factories.published("Both", tags=[bridges, ferries], at=NOON)
    factories.published("Bridge", tags=[bridges], at=NOON + timedelta(hours=1))
    factories.published("Vote", tags=[votes], at=NOON + timedelta(hours=2))
    assert slugs(client, "tag=bridges") == ["bridge", "both"]
    assert slugs(client, "tag=bridges,votes") == ["vote", "bridge", "both"]
    assert slugs(client, "tag=bridges&tag=ferries") == ["both"]
    assert slugs(client, "tag=bridges&tag=-ferries") == ["bridge"]
    assert slugs(client, "tag=-bridges") == ["vote"]
    assert slugs(client, "tag=bridges,-ferries") == ["bridge"]
    assert slugs(client, "tag=nothing") == []
    assert slugs(client, "tag=-nothing") == ["vote", "bridge", "both"]


def test_a_story_with_two_of_the_tags_is_listed_once(client: Client) -> None:
    factories.published("Both", tags=[factories.tag("A"), factories.tag("B")])
    assert client.get(f"{URL}?tag=a,b").json()["count"] == 1


def test_a_topic_takes_in_its_sub_topics(client: Client) -> None:
    region = factories.topic("Region")
    city = factories.topic("City", parent=region)
    factories.published("In the city", topic=city, at=NOON)
    factories.published("In the region", topic=region, at=NOON + timedelta(hours=1))
    factories.published("Elsewhere", topic=factories.topic("City life"), at=NOON + timedelta(hours=2))
    assert slugs(client, "topic=region") == ["in-the-region", "in-the-city"]
    assert slugs(client, "topic=city") == ["in-the-city"]
    assert slugs(client, "topic=-region") == ["elsewhere"]
    assert slugs(client, "topic=region&topic=-city") == ["in-the-region"]
    assert slugs(client, "topic=nothing") == []


def test_by_author_genre_language_and_id(client: Client) -> None:
    ana = factories.author("Ana Ruiz")
    one = factories.published("One", authors=[ana], genre="opinion", language="es", at=NOON)
    factories.published("Two", at=NOON + timedelta(hours=1))
    assert slugs(client, "author=ana-ruiz") == ["one"]
    assert slugs(client, "genre=opinion,review") == ["one"]
    assert slugs(client, "genre=-opinion") == ["two"]
    assert slugs(client, "language=es") == ["one"]
    assert slugs(client, f"id={one.pk}") == ["one"]
    assert slugs(client, f"id=-{one.pk}") == ["two"]
    assert slugs(client, "author=ana-ruiz&genre=report") == []


@pytest.mark.usefixtures("three")
def test_by_date(client: Client) -> None:
    assert slugs(client, published_after="2026-05-01T13:00:00Z") == ["three", "two"]
    assert slugs(client, published_before="2026-05-01T13:00:00Z") == ["two", "one"]
    assert slugs(client, published_after="2026-05-01T15:00:00+02:00") == ["three", "two"]
    assert slugs(client, "published_after=2026-05-01T15:00:00+02:00") == ["three", "two"]
    assert slugs(client, "published_after=2026-05-01t15:00:00.000+02:00") == ["three", "two"]
    assert slugs(client, "published_after=2026-05-01+13:00:00z") == ["three", "two"]
    assert slugs(client, published_after="2026-05-01", published_before="2026-05-01") == ["three", "two", "one"]
    assert slugs(client, published_after="2026-05-02") == []
    assert slugs(client, updated_before="2026-05-01T12:00:00Z") == ["one"]
    assert slugs(client, updated_after="2026-05-01T14:00:00Z") == ["three"]


@pytest.mark.usefixtures("three")
def test_orders(client: Client) -> None:
    assert slugs(client, "ordering=published_at") == ["one", "two", "three"]
    assert slugs(client, "ordering=-published_at") == ["three", "two", "one"]
    verbs.publish(Article.objects.get(slug="one"))
    assert slugs(client, "ordering=-updated_at") == ["one", "three", "two"]
    ViewTotal.objects.create(published=PublishedArticle.objects.get(slug="two"), views=3)
    assert slugs(client, "ordering=-views")[0] == "two"


def test_ties_are_broken_by_id(client: Client) -> None:
    stories = [factories.published(at=NOON) for _ in range(4)]
    by_id = [story.slug for story in sorted(stories, key=lambda story: story.pk)]
    assert slugs(client, "ordering=published_at") == by_id
    assert slugs(client) == by_id[::-1]
    assert slugs(client, "ordering=-views") == by_id[::-1]


@pytest.mark.usefixtures("three")
def test_pages(client: Client) -> None:
    first = client.get(f"{URL}?page_size=2&topic=-x").json()
    assert (first["count"], first["previous"]) == (3, None)
    assert first["next"] == "https://news.test/api/v1/articles/?page=2&page_size=2&topic=-x"
    second = client.get(first["next"]).json()
    assert [card["slug"] for card in second["results"]] == ["one"]
    assert (second["next"], second["previous"]) == (None, "https://news.test/api/v1/articles/?page_size=2&topic=-x")
    beyond = client.get(f"{URL}?page=3&page_size=2")
    assert (beyond.status_code, beyond.json()["detail"]) == (404, "There is no such page: the list ends before it.")


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("ordering", ["-published_at", "published_at", "-updated_at"])
def test_a_cursor_reads_everything_once_while_stories_come_in(client: Client, ordering: str) -> None:
    expected = slugs(client, ordering=ordering)
    url = f"{URL}?cursor=&page_size=1&ordering={ordering}"
    read = []
    while url:
        page = client.get(url).json()
        assert list(page) == ["next", "previous", "results"]
        read += [card["slug"] for card in page["results"]]
        if len(read) == 1 and ordering.startswith("-"):
            factories.published("Breaking")
        url = page["next"]
    assert read == expected


def test_fields_and_includes(client: Client) -> None:
    factories.published("One", seo_title="Uno")
    assert client.get(f"{URL}?fields=slug,views").json()["results"] == [{"slug": "one", "views": 0}]
    assert list(client.get(f"{URL}?include=body,seo").json()["results"][0]) == [*CARD, "body", "seo"]
    answer = client.get(f"{URL}?fields=slug&include=body_html").json()["results"]
    assert answer == [{"slug": "one", "body_html": "<p>Something happened.</p>"}]


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("tags=bridges", "tags", "unknown"),
        ("format=json", "format", "unknown"),
        ("tag=", "tag", "empty"),
        ("tag=a,,b", "tag", "empty"),
        ("tag=-", "tag", "empty"),
        ("tag=a%00b", "tag", "invalid"),
        ("tag=" + ",".join("x" * 101), "tag", "too_many"),
        ("genre=poem", "genre", "invalid_choice"),
        ("id=7", "id", "invalid"),
        ("id=0f9c0000000040008000000000000000", "id", "invalid"),
        ("id={0f9c0000-0000-4000-8000-000000000000}", "id", "invalid"),
        ("id=urn:uuid:0f9c0000-0000-4000-8000-000000000000", "id", "invalid"),
        ("published_after=yesterday", "published_after", "invalid"),
        ("published_after=2026-13-01", "published_after", "invalid"),
        ("published_after=26-11-25", "published_after", "invalid"),
        ("published_after=20260501", "published_after", "invalid"),
        ("published_after=2026-W18-5", "published_after", "invalid"),
        ("published_after=2026-W18-5T12:00:00Z", "published_after", "invalid"),
        ("published_after=2026-05-01x12:00:00Z", "published_after", "invalid"),
        ("published_after=1795000000", "published_after", "invalid"),
        ("published_after=", "published_after", "invalid"),
        ("published_after=0001-01-01T00:00:00%2B10:00", "published_after", "invalid"),
        ("published_before=9999-12-31T23:59:59-10:00", "published_before", "invalid"),
        ("published_after=2026-05-01T12:00:00", "published_after", "invalid"),
        ("published_after=2026-05-01&published_after=2026-05-02", "published_after", "repeated"),
        ("search=", "search", "empty"),
        ("search=" + "x" * 201, "search", "too_long"),
        ("ordering=headline", "ordering", "invalid_choice"),
        ("ordering=relevance", "ordering", "invalid_choice"),
        ("ordering=-views&cursor=", "ordering", "invalid_choice"),
        ("page=0", "page", "invalid"),
        ("page=last", "page", "invalid"),
        ("page=-1", "page", "invalid"),
        ("page=1&page=2", "page", "repeated"),
        ("page_size=101", "page_size", "invalid"),
        ("page_size=1e3", "page_size", "invalid"),
        ("cursor=rubbish", "cursor", "invalid"),
        ("cursor=cD1ub3ctYS1kYXRl", "cursor", "invalid"),
        ("cursor=&page=2", "page", "invalid"),
        ("fields=password", "fields", "invalid_choice"),
        ("fields=", "fields", "invalid_choice"),
        ("include=headline", "include", "invalid_choice"),
        ("include=highlight", "include", "invalid_choice"),
        ("fields=highlight&search=x", "fields", "invalid_choice"),
        ("search=x&search=y", "search", "repeated"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(client: Client, query: str, parameter: str, code: str) -> None:
    answer = client.get(f"{URL}?{query}")
    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert [(error["parameter"], error["code"]) for error in problem["errors"]] == [(parameter, code)]
    assert problem["detail"] == problem["errors"][0]["detail"]


def test_an_unknown_parameter_is_told_the_known_ones(client: Client) -> None:
    detail = (
        "Unknown parameter 'tags'. This endpoint knows author, cursor, fields, genre, id, include, language, ordering, "
        "page, page_size, published_after, published_before, renditions, search, tag, topic, updated_after, "
        "updated_before."
    )
    assert client.get(f"{URL}?tags=x").json() == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": detail,
        "errors": [{"parameter": "tags", "code": "unknown", "detail": detail}],
    }


def test_nothing_can_be_written(client: Client) -> None:
    answer = client.post(URL, {"headline": "x"}, content_type="application/json")
    assert answer.status_code == 405
    assert answer.json()["title"] == "Method Not Allowed"


@pytest.mark.parametrize("place", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2020-01-01", "x"])
def test_a_cursor_at_a_moment_that_no_calendar_has(client: Client, place: str) -> None:
    """Its checksum is right: that is no secret."""
    factories.published("One")
    plain = b64encode(urlencode({"p": place}).encode()).decode()
    answer = client.get(URL, {"cursor": f"{plain}.{checksum(f'{URL} [] {plain}')}"})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "cursor")


def test_a_cursor_belongs_to_its_list(client: Client) -> None:
    tag = factories.tag("Bridges")
    for _ in range(3):
        factories.published(tags=[tag])
    link = client.get(f"{URL}?cursor=&page_size=1&tag=bridges").json()["next"]
    assert len(client.get(f"{link}&fields=id&page_size=2".replace("page_size=1&", "")).json()["results"]) == 2
    for other in (
        link.replace("tag=bridges", "tag=docks"),
        link.replace("&tag=bridges", ""),
        f"{link}&ordering=-updated_at",
        link.replace("cursor=", "cursor=A"),
    ):
        answer = client.get(other)
        assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "cursor")


@pytest.mark.parametrize("query", ["", "?page=1", "?colour=red"])
def test_the_method_is_refused_before_the_parameters(client: Client, query: str) -> None:
    answer = client.post(f"{URL}{query}")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("chosen", ["", "&tag=trams", "&ordering=published_at", "&ordering=-updated_at"])
def test_pages_from_either_end_make_one_list(client: Client, chosen: str) -> None:
    trams = factories.tag("Trams")
    for hour in range(7):
        factories.published(f"Story {hour}", tags=[trams], at=NOON + timedelta(hours=hour))
    whole = client.get(f"/api/v1/articles/?fields=slug{chosen}").json()["results"]
    pages = [
        client.get(f"/api/v1/articles/?fields=slug&page_size=2&page={page}{chosen}").json() for page in range(1, 5)
    ]
    assert [len(page["results"]) for page in pages] == [2, 2, 2, 1]
    assert [one for page in pages for one in page["results"]] == whole

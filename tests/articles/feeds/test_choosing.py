"""The stories in a feed, and its cost."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.publishing import verbs
from tests import factories
from tests.articles.feeds.conftest import NOON
from tests.articles.feeds.validity import atom, rss, texts

pytestmark = pytest.mark.django_db

KINDS = ["rss", "atom", "json"]


def feed(client: Client, query: str = "") -> tuple[str, list[str]]:
    """The titles of the feed and of its entries."""
    answer = client.get(f"/feeds/articles.json?{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()["title"], [item["title"] for item in answer.json()["items"]]


@pytest.fixture
def three() -> None:
    region = factories.topic("Region")
    city = factories.topic("City", parent=region)
    ana = factories.author("Ana Ruiz")
    bridges, ferries = factories.tag("Bridges"), factories.tag("Ferries")
    factories.published("One", topic=city, tags=[bridges], authors=[ana], at=NOON)
    factories.published("Two", topic=region, tags=[bridges, ferries], at=NOON + timedelta(hours=1))
    factories.published("Three", topic=factories.topic("Sport"), authors=[ana], at=NOON + timedelta(hours=2))


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "title", "entries"),
    [
        ("", "The Courier", ["Three", "Two", "One"]),
        ("topic=region", "The Courier: Region", ["Two", "One"]),
        ("topic=city,sport", "The Courier: City, Sport", ["Three", "One"]),
        ("topic=region&topic=-city", "The Courier: Region", ["Two"]),
        ("tag=bridges", "The Courier: Bridges", ["Two", "One"]),
        ("tag=bridges&tag=ferries", "The Courier: Bridges, Ferries", ["Two"]),
        ("author=ana-ruiz", "The Courier: Ana Ruiz", ["Three", "One"]),
        ("topic=region&author=ana-ruiz&tag=bridges", "The Courier: Region, Bridges, Ana Ruiz", ["One"]),
        ("tag=-bridges", "The Courier", ["Three"]),
        ("tag=nothing", "The Courier", []),
        ("limit=2", "The Courier", ["Three", "Two"]),
    ],
)
def test_stories_and_title(client: Client, query: str, title: str, entries: list[str]) -> None:
    assert feed(client, query) == (title, entries)


def test_twenty_stories_and_a_hundred_at_most(client: Client) -> None:
    topic, author = factories.topic(), factories.author()
    for _ in range(21):
        factories.published(topic=topic, authors=[author])
    assert len(feed(client)[1]) == 20
    assert len(feed(client, "limit=100")[1]) == 21


@pytest.mark.usefixtures("three")
def test_a_feed_says_where_it_is(client: Client) -> None:
    query = "topic=region&limit=2"
    link = rss(client.get(f"/feeds/articles.rss?{query}").content).find("{*}link[@rel='self']")
    assert link is not None
    assert link.get("href") == f"https://news.test/feeds/articles.rss?{query}"
    assert texts(atom(client.get(f"/feeds/articles.atom?{query}").content), "atom:id") == [
        f"https://news.test/feeds/articles.atom?{query}"
    ]


def test_a_tag_of_a_draft_is_as_unknown_as_any(client: Client) -> None:
    factories.draft("One", tags=[factories.tag("Secret plan")], authors=[factories.author("Mo Lind")])
    assert feed(client, "tag=secret-plan&author=mo-lind") == ("The Courier", [])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stories", [1, 3])
@pytest.mark.parametrize(("query", "queries"), [("text=full", 2), ("topic=region&tag=a&author=b&text=full", 7)])
def test_what_it_costs(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, kind: str, stories: int, query: str, queries: int
) -> None:
    topic, tag, author = factories.topic("Region"), factories.tag("A"), factories.author("B")
    for _ in range(stories):
        factories.published(topic=topic, tags=[tag], authors=[author], lead=factories.image())
    with django_assert_num_queries(queries):
        answer = client.get(f"/feeds/articles.{kind}?{query}")
    assert answer.content.count(b"urn:uuid:") == stories


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("tags=bridges", "tags", "unknown"),
        ("genre=report", "genre", "unknown"),
        ("tag=", "tag", "empty"),
        ("tag=a%00b", "tag", "invalid"),
        ("topic=" + ",".join("x" * 101), "topic", "too_many"),
        ("limit=0", "limit", "invalid"),
        ("limit=101", "limit", "invalid"),
        ("limit=1&limit=2", "limit", "repeated"),
        ("text=short", "text", "invalid_choice"),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_parameter_is_refused_by_name(client: Client, kind: str, query: str, parameter: str, code: str) -> None:
    answer = client.get(f"/feeds/articles.{kind}?{query}")
    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert [(error["parameter"], error["code"]) for error in problem["errors"]] == [(parameter, code)]
    assert (problem["title"], problem["detail"]) == ("Bad Request", problem["errors"][0]["detail"])


@pytest.mark.parametrize("kind", KINDS)
def test_characters_that_xml_cannot_hold_are_left_out(client: Client, kind: str) -> None:
    article = factories.draft(
        "A\x0eB\x1f\ufffe",
        standfirst="C\x07D",
        body="<p>E\x08F</p>",
        tags=[factories.tag("G\x01H")],
        lead=factories.image(caption="I\x02J", credit="K\x03L"),
    )
    verbs.publish(article)
    content = client.get(f"/feeds/articles.{kind}?text=full").content
    if kind == "json":
        assert feed(client)[1] == ["AB"]
    else:
        assert texts({"rss": rss, "atom": atom}[kind](content), "*/{*}title") == ["AB"]
    assert all(word in content for word in (b"CD", b"EF", b"GH", b"IJ", b"KL"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_published_story_is_shown_as_it_was_published(client: Client, kind: str) -> None:
    article = factories.published("As it was")
    article.headline = "As it will be"
    article.save()
    content = client.get(f"/feeds/articles.{kind}").content
    assert (b"As it was" in content, b"As it will be" in content) == (True, False)


@pytest.mark.parametrize("kind", KINDS)
def test_anybody_may_read_and_nobody_is_remembered(client: Client, admin_client: Client, kind: str) -> None:
    factories.published("One")
    answers = [
        one.get(f"/feeds/articles.{kind}", headers={"Origin": "https://x.test"}) for one in (client, admin_client)
    ]
    assert answers[0].content == answers[1].content
    for answer in answers:
        assert "cookie" not in answer.get("Vary", "").lower()
        assert not answer.cookies
        assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.head(f"/feeds/articles.{kind}").status_code == 200
    assert client.post(f"/feeds/articles.{kind}").status_code == 405

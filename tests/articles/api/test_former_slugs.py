"""Former slugs of topics, tags, authors and collections still lead there, in addresses, filters and feeds."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Collection
from articles.publishing import verbs
from tests import factories

pytestmark = pytest.mark.django_db


def rename(row: Any, slug: str) -> None:
    row.slug = slug
    row.save()


@pytest.fixture
def bridge() -> dict[str, Any]:
    """A story in a region's city, with everything on it moved twice since."""
    region = factories.topic("Region", slug="old-region")
    city = factories.topic("City", slug="old-city", parent=region)
    tag, author = factories.tag("Bridges", slug="old-tag"), factories.author("Ana Ruiz", slug="old-author")
    article = factories.published("Bridge", topic=city, tags=[tag], authors=[author])
    front = factories.collection("Front page", [article], slug="old-front")
    factories.published("Other", tags=[factories.tag()])
    rows = {"topic": city, "region": region, "tag": tag, "author": author, "collection": front}
    for name, row in rows.items():
        rename(row, f"mid-{name}")
        rename(row, f"new-{name}")
    return rows | {"article": article}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("topics/old-city/", "topics/new-topic/"),
        ("topics/mid-topic/", "topics/new-topic/"),
        ("topics/old-region/", "topics/new-region/"),
        ("tags/old-tag/", "tags/new-tag/"),
        ("authors/old-author/", "authors/new-author/"),
        ("collections/old-front/?include=body&limit=3", "collections/new-collection/?include=body&limit=3"),
    ],
)
def test_an_old_address_leads_to_the_present_one(client: Client, bridge: Any, path: str, place: str) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer["Location"]) == (301, f"https://news.test/api/v1/{place}")
    assert client.head(f"/api/v1/{path}").status_code == 301
    assert client.get(answer["Location"]).status_code == 200


FILTERS = [
    ("topic=old-city", ["bridge"]),
    ("topic=old-region", ["bridge"]),
    ("topic=mid-region&topic=new-topic", ["bridge"]),
    ("topic=-old-region", ["other"]),
    ("topic=old-city,unknown", ["bridge"]),
    ("topic=city", []),
    ("topic=OLD-CITY", []),
    ("tag=old-tag", ["bridge"]),
    ("tag=mid-tag,unknown", ["bridge"]),
    ("tag=-old-tag", ["other"]),
    ("tag=OLD-TAG", []),
    ("tag=NEW-TAG", []),
    ("topic=New-Topic", []),
    ("author=NEW-AUTHOR", []),
    ("author=old-author&tag=new-tag", ["bridge"]),
    ("author=-mid-author", ["other"]),
]


@pytest.mark.parametrize(("query", "slugs"), FILTERS)
def test_filters_take_it_as_the_present_one(client: Client, bridge: Any, query: str, slugs: list[str]) -> None:
    answer = client.get(f"/api/v1/articles/?{query}").json()
    assert [card["slug"] for card in answer["results"]] == slugs
    assert answer["count"] == len(slugs)
    feed = client.get(f"/feeds/articles.json?{query}").json()
    assert [item["title"].lower() for item in feed["items"]] == slugs


@pytest.mark.parametrize("query", ["topic=old-city", "topic=mid-region", "tag=old-tag"])
def test_most_viewed_too(client: Client, bridge: Any, query: str) -> None:
    for slug in ("bridge", "other"):
        client.post(f"/api/v1/articles/{slug}/views/", headers={"User-Agent": "Firefox/140.0"})
    answer = client.get(f"/api/v1/most-viewed/?{query}").json()
    assert [card["slug"] for card in answer["results"]] == ["bridge"]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("topic=old-city", "The Courier: City"),
        ("topic=new-topic,old-region", "The Courier: City, Region"),
        ("tag=mid-tag&author=old-author", "The Courier: Bridges, Ana Ruiz"),
    ],
)
def test_a_feed_is_named_as_by_the_present_one(client: Client, bridge: Any, query: str, title: str) -> None:
    assert client.get(f"/feeds/articles.json?{query}").json()["title"] == title


def test_a_present_slug_beats_a_former_one(client: Client) -> None:
    one = factories.tag("One", slug="a")
    factories.published("First", tags=[one])
    assert client.get("/api/v1/articles/?tag=a").json()["count"] == 1
    rename(one, "b")
    assert [card["slug"] for card in client.get("/api/v1/articles/?tag=a").json()["results"]] == ["first"]
    two = factories.tag("Two", slug="a")
    assert client.get("/api/v1/articles/?tag=a").json()["count"] == 0
    assert client.get("/api/v1/tags/a/").status_code == 404
    factories.published("Second", tags=[two])
    assert [card["slug"] for card in client.get("/api/v1/articles/?tag=a").json()["results"]] == ["second"]
    rename(two, "c")
    assert client.get("/api/v1/tags/a/")["Location"] == "https://news.test/api/v1/tags/c/"


def test_what_readers_may_not_know_of_does_not_lead_anywhere(client: Client) -> None:
    secret, gone = factories.tag("Secret", slug="old"), factories.author("Gone", slug="old")
    factories.draft(tags=[secret])
    verbs.unpublish(factories.published(authors=[gone]))
    private = Collection.objects.create(name="Private", slug="old", public=False)
    for row in (secret, gone, private):
        rename(row, "present")
    for kind in ("tags", "authors", "collections"):
        answers = [client.get(f"/api/v1/{kind}/{slug}/") for slug in ("old", "present", "unknown")]
        assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}


def test_capitals_are_another_address(client: Client, bridge: Any) -> None:
    paths = ("topics/New-topic", "tags/NEW-TAG", "tags/OLD-TAG", "authors/New-Author", "articles/Bridge")
    assert [client.get(f"/api/v1/{path}/").status_code for path in paths] == [404] * len(paths)


def test_a_deleted_tag_takes_its_former_slugs_along(client: Client) -> None:
    tag = factories.tag(slug="old")
    rename(tag, "new")
    tag.delete()
    assert client.get("/api/v1/tags/old/").status_code == 404
    factories.tag(slug="old")

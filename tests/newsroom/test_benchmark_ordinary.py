"""The ordinary newsroom that ours is measured beside says the same of a story, with the same words."""

import re

import pytest
from django.test import Client

from demo.seeding import seed
from tests.benchmark.addresses import variants

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.urls("tests.benchmark.urls")]

# What ours adds to a story. The ordinary newsroom is not asked to count words or to describe stories to machines.
OURS = {"canonical_url", "byline", "word_count", "reading_minutes", "seo", "json_ld"}


@pytest.fixture(autouse=True)
def demo() -> None:
    seed()


def test_its_list_is_ours(client: Client) -> None:
    ours = client.get("/api/v1/articles/").json()
    theirs = client.get("/ordinary/articles/").json()
    assert theirs["count"] == ours["count"]
    assert theirs["results"] == [without(card) for card in ours["results"]]


@pytest.mark.parametrize("query", ["tag=harbour-bridge", "topic=culture", "author=ana-ruiz", "genre=report", "page=2"])
def test_its_filters_and_pages_are_ours(client: Client, query: str) -> None:
    ours = client.get(f"/api/v1/articles/?{query}").json()
    theirs = client.get(f"/ordinary/articles/?{query}").json()
    assert theirs["count"] == ours["count"] > 0
    assert [card["slug"] for card in theirs["results"]] == [card["slug"] for card in ours["results"]] != []


@pytest.mark.parametrize("slug", ["harbour-bridge-reopens", "rents-northside-record"])
def test_its_story_is_ours(client: Client, slug: str) -> None:
    ours = client.get(f"/api/v1/articles/{slug}/").json()
    related = [without(card) for card in ours["related"]]
    assert client.get(f"/ordinary/articles/{slug}/").json() == without(ours) | {"related": related}


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/articles/",
        "/api/v1/articles/?tag=harbour-bridge",
        "/api/v1/articles/harbour-bridge-reopens/",
        "/api/v1/articles/harbour-bridge-reopens/related/",
        "/api/v1/topics/",
        "/sitemap.xml",
        "/feeds/articles.rss",
        "/ordinary/articles/",
    ],
)
def test_variants_of_an_address_have_its_answer(client: Client, path: str) -> None:
    answers = [client.get(variant) for variant in [path, *variants([path], 3)]]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({without_links(answer.content) for answer in answers}) == 1


def without_links(content: bytes) -> bytes:
    """The answer without the addresses of pages, which repeat what was asked."""
    return re.sub(rb'"(next|previous)":"[^"]*"', b"", content)


def without(story: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in story.items() if name not in OURS}

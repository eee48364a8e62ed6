"""Lists of every filter and order, however the stories are found, against the same rules written in Python."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from random import Random
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import pytest
from django.test import Client

from articles.http import found
from articles.models import PublishedArticle, ViewTotal
from tests import factories
from tests.articles.histories import Newsroom

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
Story = dict[str, Any]
FILTERS: dict[str, Callable[[Story], bool]] = {
    "": lambda story: True,
    "topic=region": lambda story: "region" in path(story),
    "topic=region,tennis": lambda story: bool({"region", "tennis"} & set(path(story))),
    "topic=-region": lambda story: "region" not in path(story),
    "tag=a": lambda story: "a" in tags(story),
    "tag=a,b": lambda story: bool({"a", "b"} & tags(story)),
    "tag=a&tag=b": lambda story: {"a", "b"} <= tags(story),
    "tag=a,-b": lambda story: "a" in tags(story) and "b" not in tags(story),
    "tag=nothing": lambda story: False,
    "tag=a&topic=region": lambda story: "a" in tags(story) and "region" in path(story),
    "tag=a&topic=-region": lambda story: "a" in tags(story) and "region" not in path(story),
    "tag=-a&topic=region": lambda story: "a" not in tags(story) and "region" in path(story),
    "tag=a,b&topic=region": lambda story: bool({"a", "b"} & tags(story)) and "region" in path(story),
    "tag=a,b&genre=report&language=el": lambda story: (
        bool({"a", "b"} & tags(story)) and (story["genre"], story["language"]) == ("report", "el")
    ),
    "author=ana-ruiz": lambda story: by_ana(story),
    "author=ana-ruiz&published_after=2026-04-29": lambda story: (
        by_ana(story) and story["published_at"] >= "2026-04-29T00:00:00Z"
    ),
    "genre=report": lambda story: story["genre"] == "report",
    "genre=report,opinion": lambda story: story["genre"] in {"report", "opinion"},
    "genre=-report": lambda story: story["genre"] != "report",
    "language=el": lambda story: story["language"] == "el",
    "published_before=2026-04-29": lambda story: story["published_at"] < "2026-04-30T00:00:00Z",
    "published_after=2026-04-29T12:00:00Z": lambda story: story["published_at"] >= "2026-04-29T12:00:00Z",
    "published_after=2026-04-28T12:00:00Z&published_before=2026-05-01T13:00:00Z": lambda story: (
        "2026-04-28T12:00:00Z" <= story["published_at"] <= "2026-05-01T13:00:00Z"
    ),
    "updated_after=2026-05-01&updated_before=2026-05-02": lambda story: (
        "2026-05-01T00:00:00Z" <= story["updated_at"] < "2026-05-03T00:00:00Z"
    ),
    "tag=a&updated_before=2026-05-01T15:00:00Z": lambda story: (
        "a" in tags(story) and story["updated_at"] <= "2026-05-01T15:00:00Z"
    ),
}
ORDERS: dict[str, tuple[str, bool]] = {
    "-published_at": ("published_at", True),
    "published_at": ("published_at", False),
    "-updated_at": ("updated_at", True),
    "-views": ("views", True),
}


def path(story: Story) -> list[str]:
    return story["topic"]["path"] if story["topic"] else []


def by_ana(story: Story) -> bool:
    return "ana-ruiz" in {author["slug"] for author in story["authors"]}


def tags(story: Story) -> set[str]:
    return {tag["slug"] for tag in story["tags"]}


@pytest.fixture
def clock() -> Iterator[mock.Mock]:
    """The clock: `return_value` is now."""
    with mock.patch("django.utils.timezone.now", return_value=NOON) as now:
        yield now


@pytest.mark.parametrize("few", [0, 5_000])
def test_every_filter_in_every_order(
    client: Client, clock: mock.Mock, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(found, "FEW", few)
    newsroom = Newsroom(Random(1), clock)
    for _ in range(60):
        newsroom.act()
    for row in newsroom.chance.sample(list(PublishedArticle.objects.order_by("pk")), 12):
        ViewTotal.objects.create(published=row, views=newsroom.chance.randrange(3))
    stories = client.get("/api/v1/articles/?page_size=100").json()["results"]
    assert {story["id"] for story in stories} == {
        str(row.article_id) for row in PublishedArticle.objects.live(clock.return_value)
    }
    for query, chooses in FILTERS.items():
        for order, (name, descending) in ORDERS.items():
            expected = [
                story["slug"] for story in sorted(stories, key=place(name), reverse=descending) if chooses(story)
            ]
            assert by_pages(client, f"{query}&ordering={order}") == expected, (query, order)
            if order != "-views":
                assert by_cursor(client, f"{query}&ordering={order}") == expected, (query, order)


@pytest.mark.parametrize("field", ["published", "updated"])
def test_the_ends_of_the_calendar(client: Client, field: str) -> None:
    factories.published()
    counts = {
        query: client.get(f"/api/v1/articles/?{field}_{query}").json()["count"]
        for query in ("after=0001-01-01", "after=9999-12-31", "before=0001-01-01", "before=9999-12-31")
    }
    assert list(counts.values()) == [1, 0, 0, 1]


def place(name: str) -> Callable[[Story], Any]:
    return lambda story: (story[name], story["id"])


def by_pages(client: Client, query: str) -> list[str]:
    first = client.get(f"/api/v1/articles/?{query}&page_size=7&fields=slug").json()
    slugs = [story["slug"] for story in first["results"]]
    for page in range(2, -(-first["count"] // 7) + 1):
        answer = client.get(f"/api/v1/articles/?{query}&page_size=7&fields=slug&page={page}").json()
        slugs += [story["slug"] for story in answer["results"]]
    assert len(slugs) == first["count"]
    return slugs


def by_cursor(client: Client, query: str) -> list[str]:
    address: str | None = f"/api/v1/articles/?{query}&page_size=7&fields=slug&cursor="
    slugs: list[str] = []
    while address:
        answer = client.get(address).json()
        slugs += [story["slug"] for story in answer["results"]]
        after = urlsplit(answer["next"] or "")
        address = f"{after.path}?{after.query}" if answer["next"] else None
    return slugs

"""`collections/`: the stories that editors have chosen and that are live."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.api.fields import CARD
from articles.models import Collection
from articles.publishing import verbs
from tests import factories

pytestmark = pytest.mark.django_db

NOT_FOUND = {"type": "about:blank", "title": "Not Found", "status": 404, "detail": "No collection has this address."}


def slugs(client: Client, query: str = "") -> list[str]:
    return [card["slug"] for card in client.get(f"/api/v1/collections/front-page/?{query}").json()["results"]]


def test_the_public_collections_by_name_with_their_live_stories(client: Client) -> None:
    factories.collection("Front page", [factories.published(), factories.draft(), factories.published()])
    factories.collection("Editors' picks", [], description="For the evening.")
    factories.collection("In the making", [factories.published()], public=False)
    assert client.get("/api/v1/collections/").json() == {
        "count": 2,
        "next": None,
        "previous": None,
        "results": [
            {
                "slug": "editors-picks",
                "name": "Editors' picks",
                "description": "For the evening.",
                "url": "https://news.test/api/v1/collections/editors-picks/",
                "article_count": 0,
            },
            {
                "slug": "front-page",
                "name": "Front page",
                "description": "",
                "url": "https://news.test/api/v1/collections/front-page/",
                "article_count": 2,
            },
        ],
    }


def test_a_collection_has_cards_in_the_editors_order(client: Client) -> None:
    old, new = factories.published("Old"), factories.published("New")
    factories.collection("Front page", [old, new], description="What we lead with.")
    cards = client.get(f"/api/v1/articles/?id={old.pk},{new.pk}&ordering=published_at").json()["results"]
    by_slug = {card["slug"]: card for card in cards}
    assert client.get("/api/v1/collections/front-page/").json() == {
        "slug": "front-page",
        "name": "Front page",
        "description": "What we lead with.",
        "url": "https://news.test/api/v1/collections/front-page/",
        "results": [by_slug["old"], by_slug["new"]],
    }
    assert list(by_slug["old"]) == CARD


def test_a_draft_waits_in_its_place_until_it_is_published(client: Client) -> None:
    waiting = factories.draft("Waiting")
    factories.collection("Front page", [factories.published("First"), waiting, factories.published("Last")])
    assert slugs(client) == ["first", "last"]
    verbs.publish(waiting)
    assert slugs(client) == ["first", "waiting", "last"]
    verbs.unpublish(waiting)
    assert slugs(client) == ["first", "last"]


def test_fields_include_and_limit_as_on_lists(client: Client) -> None:
    factories.collection("Front page", [factories.published(name, body="<p>x</p>") for name in ("One", "Two", "Three")])
    assert slugs(client, "limit=2&fields=slug") == ["one", "two"]
    first = client.get("/api/v1/collections/front-page/?fields=slug&include=body").json()["results"][0]
    assert first == {"slug": "one", "body": [{"type": "paragraph", "html": "x"}]}


def test_limit_counts_live_stories(client: Client) -> None:
    factories.collection("Front page", [factories.draft(), factories.published("One"), factories.published("Two")])
    assert slugs(client, "limit=1") == ["one"]


def test_a_story_stands_in_many_collections(client: Client) -> None:
    story, other = factories.published("Story"), factories.published("Other")
    factories.collection("Picks", [story, other])
    factories.collection("Front page", [other, story])
    assert slugs(client) == ["other", "story"]


def test_what_is_not_public_and_what_there_is_not_are_the_same_nothing(client: Client) -> None:
    factories.collection("Secret", [factories.published()], public=False)
    answers = [client.get(f"/api/v1/collections/{slug}/") for slug in ("secret", "unknown")]
    assert [(answer.status_code, answer.json()) for answer in answers] == [(404, NOT_FOUND)] * 2
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1


def test_a_deleted_draft_leaves_its_collections(client: Client) -> None:
    draft = factories.draft()
    factories.collection("Front page", [draft, factories.published("One")])
    draft.delete()
    assert slugs(client) == ["one"]
    assert Collection.objects.get().entries.count() == 1


@pytest.mark.parametrize("stories", [1, 3])
def test_four_queries_for_a_collection_and_for_the_list(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, stories: int
) -> None:
    factories.collection("Front page", [factories.published(tags=[factories.tag()]) for _ in range(stories)])
    for n in range(stories - 1):
        factories.collection(f"Collection {n}", [factories.published()])
    with django_assert_num_queries(4):
        assert len(slugs(client)) == stories
    with django_assert_num_queries(5):
        assert len(slugs(client, "fields=slug,related")) == stories
    with django_assert_num_queries(4):
        assert client.get("/api/v1/collections/").json()["count"] == stories


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "page=1", "fields=nope", "include=headline"])
def test_wrong_parameters(client: Client, query: str) -> None:
    factories.collection("Front page", [])
    answer = client.get(f"/api/v1/collections/front-page/?{query}")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, query.split("=")[0])

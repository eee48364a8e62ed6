"""The demonstration's content in an empty newsroom after seeding."""

import pytest
from django.test import Client

from articles.models import (
    Article,
    Author,
    Collection,
    CollectionEntry,
    Correction,
    PublishedArticle,
    PublishedDocument,
    Tag,
    Topic,
)
from articles.publishing import status
from demo import content
from demo.seeding import seed
from media.models import Image

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_every_story_is_in_the_state_it_tells(client: Client) -> None:
    seed()
    told = {"published": "live", "draft": "draft", "scheduled": "scheduled", "killed": "killed"}
    stories = {story.slug: story for story in content.stories()}
    assert {article.slug: status.of(article) for article in Article.objects.all()} == {
        slug: told[story.state] for slug, story in stories.items()
    }
    assert {story.state for story in stories.values()} == set(told)
    for slug, story in stories.items():
        answer = client.get(f"/api/v1/articles/{slug}/")
        assert answer.status_code == {"published": 200, "killed": 410}.get(story.state, 404), slug
    assert Correction.objects.count() == sum(len(story.corrections) for story in stories.values())
    for correction in Correction.objects.select_related("article__published"):
        row = correction.article.published
        assert row.published_at < correction.published_at <= row.updated_at < row.compiled_at


def test_the_first_story_is_the_one_newsroom_came_from(client: Client) -> None:
    seed()
    story = client.get("/api/v1/articles/harbour-bridge-reopens/").json()
    assert story["headline"] == "Harbour bridge reopens after two years"
    assert story["byline"] == "By Ana Ruiz and Tom Okafor"
    assert story["views"] == 532
    assert story["version"] == 2
    assert story["published_at"] < story["updated_at"]
    assert story["image"]["credit"] == "© Halewood Pictures/Pool"
    assert [one["slug"] for one in story["related"]] == [
        "bridge-repair-costs-explained",
        "opinion-bridge-was-the-easy-part",
        "puente-del-puerto-reabre",
    ]
    assert {block["type"] for block in story["body"]} == {"paragraph", "heading", "quote", "image", "table"}
    for told in content.stories():
        # Every picture and every embed of the file has reached the text.
        for extra in PublishedDocument.objects.filter(published__slug=told.slug).values_list("extra", flat=True):
            found = extra.count('"type":"image","image"'), extra.count('"type":"embed"')
            assert found == (told.body.count("data-picture="), told.body.count("data-embed=")), told.slug


def test_the_front_page_is_the_editors_choice_with_a_draft_that_waits(client: Client) -> None:
    seed()
    told = {one["slug"]: one for one in content.newsroom()["collections"]}
    answer = client.get("/api/v1/collections/").json()["results"]
    live = PublishedArticle.objects.live().values_list("slug", flat=True)
    shown = {slug: [story for story in one["stories"] if story in live] for slug, one in told.items()}
    assert {one["slug"]: one["article_count"] for one in answer} == {slug: len(found) for slug, found in shown.items()}
    cards = client.get("/api/v1/collections/front-page/").json()["results"]
    assert [card["slug"] for card in cards] == shown["front-page"]
    assert set(told["front-page"]["stories"]) - set(shown["front-page"]) == {"cruise-terminal-plans"}


def test_a_second_time_only_what_is_missing_comes_back() -> None:
    seed()
    Article.objects.filter(slug="harbour-bridge-reopens").update(headline="Open!", slug="open")
    Tag.objects.filter(slug="bridges").update(name="Crossings", slug="crossings")
    Image.objects.filter(title="Kestrel Head").update(caption="Ours now.")
    before = everything()
    assert not seed()
    assert everything() == before
    Article.objects.get(slug="winter-swimming-club").delete()
    assert dict(seed()) == {"stories": 1}


def everything() -> list[list[object]]:
    models = (Article, PublishedArticle, Author, Tag, Topic, Image, Collection, CollectionEntry)
    return [list(model._default_manager.order_by("pk").values_list()) for model in models]

"""The demonstration's stories keep the schema's promises, whole and in part."""

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from articles.api.fields import ADDED
from demo.seeding import seed
from tests.articles.api.test_openapi import schema

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PARTS = [
    "slug,headline",
    "image.renditions.url,image.focal_point.x",
    "authors.image.src,authors.name",
    "topic.path,tags.kind",
    "related.slug,related.image.credit",
    "body,json_ld",
    "seo.title,corrections.text,images.caption",
]


def keeps(answer: Any, name: str) -> None:
    """Check an answer against a component of the schema, and that all its members are described."""
    component = {"$ref": f"#/components/schemas/{name}", "components": schema()["components"]}
    Draft202012Validator(component).validate(answer)
    assert set(answer) <= set(schema()["components"]["schemas"][name]["properties"])


@pytest.fixture(autouse=True)
def demonstration() -> None:
    seed()


def cards(client: Client, query: str) -> list[Any]:
    answer = client.get(f"/api/v1/articles/?page_size=100&{query}").json()
    keeps(answer, "ArticlePage")
    return list(answer["results"])


def test_whole_stories_are_whole(client: Client) -> None:
    found = cards(client, "")
    assert len(found) == 40
    for card in found:
        keeps(card, "ListedArticleCard")
        keeps(client.get(card["url"]).json(), "Article")
    changes = client.get("/api/v1/changes/").json()
    keeps(changes, "Changes")
    assert len(changes["results"]) == 40
    for change in changes["results"]:
        keeps(change["article"], "Article")
    for card in client.get("/api/v1/most-viewed/").json()["results"]:
        keeps(card, "RankedArticleCard")


def test_what_include_adds_is_described(client: Client) -> None:
    for card in cards(client, f"include={','.join(ADDED)}"):
        keeps(card, "ListedArticleCard")
    for card in cards(client, "search=bridge&include=highlight"):
        keeps(card, "ListedArticleCard")


def test_parts_are_parts(client: Client) -> None:
    for fields in PARTS:
        for card in cards(client, f"fields={fields}"):
            keeps(card, "ListedArticleCardPart")
            assert set(card) == {path.partition(".")[0] for path in fields.split(",")}
        story = client.get(f"/api/v1/articles/harbour-bridge-reopens/?fields={fields}").json()
        keeps(story, "ArticlePart")


def test_ninjs_is_another_media_type(client: Client) -> None:
    story = client.get("/api/v1/articles/harbour-bridge-reopens/?format=ninjs")
    content = schema()["paths"]["/api/v1/articles/{slug}/"]["get"]["responses"]["200"]["content"]
    assert story["Content-Type"] in content
    assert content[story["Content-Type"]]["schema"] == {"$ref": "#/components/schemas/Ninjs"}
    Draft202012Validator({"$ref": "#/components/schemas/Ninjs", "components": schema()["components"]}).validate(
        story.json()
    )

"""Documents are compiled by hand for speed; these tests compare them with the serializers that describe them."""

from typing import Any

import orjson
import pytest
from rest_framework import serializers

from articles.models import Article, PublishedArticle, PublishedDocument
from articles.publishing import documents, verbs
from articles.publishing.documents import StoredCardSerializer, StoredExtraSerializer
from articles.publishing.upkeep import Upkeep
from media.serializers import FAMILIES, with_renditions
from tests import factories

pytestmark = pytest.mark.django_db


def names(serializer: Any) -> Any:
    """The names of a serializer's fields, in order, including nested serializers."""
    if isinstance(serializer, serializers.ListSerializer):
        return [names(serializer.child)]
    if isinstance(serializer, serializers.Serializer):
        return {name: names(field) for name, field in serializer.fields.items()}
    return None


def keys(value: Any, described: Any) -> Any:
    """The keys of a document, in order, to the depth of its description."""
    if isinstance(described, list):
        return [keys(value[0], described[0])]
    if isinstance(described, dict):
        return {name: keys(part, described.get(name)) for name, part in value.items()}
    return None


def full() -> Article:
    image = factories.image()
    article = factories.draft(tags=[factories.tag()], lead=image, gallery=[image])
    verbs.publish(article)
    verbs.correct(article, "correction", "It was nine.")
    return article


@pytest.mark.parametrize(("column", "serializer"), [("card", StoredCardSerializer), ("extra", StoredExtraSerializer)])
def test_documents_hold_what_is_described(column: str, serializer: type[serializers.Serializer[Any]]) -> None:
    row = PublishedArticle.objects.get(article=full())
    described = names(serializer())
    document = orjson.loads(getattr(row.document, column))
    found = keys(document, described)
    assert found == described
    assert list(found) == list(described)


def test_a_new_representation_has_a_new_number() -> None:
    """A change of the compiled form must raise REPRESENTATION, which makes the worker recompile earlier stories."""
    image = factories.image(width=4000, height=3000)
    row = factories.published(lead=image, gallery=[image]).published
    card, extra = orjson.loads(row.document.card), orjson.loads(row.document.extra)
    lead, all_sizes = (
        list(dict.fromkeys(one["name"] for one in shown["renditions"])) for shown in (card["image"], extra["images"][0])
    )
    assert (row.compiled_with, list(card), list(extra), lead, all_sizes) == (
        4,
        [
            "id",
            "slug",
            "url",
            "canonical_url",
            "headline",
            "short_headline",
            "standfirst",
            "byline",
            "authors",
            "topic",
            "tags",
            "genre",
            "language",
            "dateline",
            "image",
            "first_published_at",
            "published_at",
            "updated_at",
            "version",
            "word_count",
            "reading_minutes",
        ],
        ["authors", "body", "body_html", "images", "corrections", "seo", "json_ld"],
        ["wide-640", "wide-1280"],
        ["wide-640", "wide-1280", "full-640", "full-1280", "full-1920", "standard-1280", "square-1280"],
    )


def test_what_an_earlier_version_has_compiled_is_compiled_again_a_little_at_a_time() -> None:
    stories = [factories.published(name) for name in ("One", "Two", "Three")]
    verbs.unpublish(factories.published("Gone"))
    rows = PublishedArticle.objects.documented()
    card = rows.get(slug="two").document.card
    assert Upkeep()() == 0
    rows.update(compiled_with=0)
    PublishedDocument.objects.filter(published__slug="two").update(card="{}")
    keep_up = Upkeep(most=2)
    assert [keep_up() for _ in range(3)] == [2, 1, 0]
    assert rows.get(slug="two").document.card == card
    reasons = [story.changes.latest("pk").reason for story in stories]
    assert reasons == ["published", "updated", "published"]


def test_a_card_of_before_is_as_lean_as_those_of_now() -> None:
    author = factories.author(image=factories.image())
    row = factories.published(authors=[author], lead=factories.image(width=4000, height=3000)).published
    fat = orjson.loads(row.document.card)
    fat["authors"] = orjson.loads(row.document.extra)["authors"]
    fat["image"] = with_renditions(fat["image"], FAMILIES)
    assert len(fat["image"]["renditions"]) == 9
    assert documents.lean(orjson.dumps(fat).decode()) == row.document.card

"""A changed author, tag, topic or picture updates the documents that show it, and no others."""

import json
from typing import Any

import pytest

from articles.models import Article, Author, Change, PublishedArticle, Topic
from articles.publishing import status
from tests import factories

pytestmark = pytest.mark.django_db


def card(article: Article) -> dict[str, Any]:
    stored: dict[str, Any] = json.loads(PublishedArticle.objects.get(article=article).document.card)
    return stored


def whole(article: Article) -> dict[str, Any]:
    row = PublishedArticle.objects.get(article=article)
    stored: dict[str, Any] = json.loads(row.document.card) | json.loads(row.document.extra)
    return stored


def reasons(article: Article) -> list[str]:
    return list(Change.objects.filter(article=article).values_list("reason", flat=True))


def test_a_renamed_author_is_renamed_in_the_stories_they_signed() -> None:
    ana = factories.author("Ana Ruiz")
    hers, other = factories.published(authors=[ana]), factories.published()
    ana.name = "Ana Ruiz Vega"
    ana.save()
    assert card(hers)["byline"] == "By Ana Ruiz Vega"
    assert reasons(hers) == ["published", "updated"]
    assert reasons(other) == ["published"]


def test_what_readers_do_not_see_of_an_author_changes_nothing() -> None:
    ana = factories.author("Ana Ruiz")
    hers = factories.published(authors=[ana])
    ana.email, ana.bio = "ana@courier.test", "Was born by the sea."
    ana.save()
    assert reasons(hers) == ["published"]


def test_a_renamed_tag_is_renamed_in_the_stories_that_carry_it() -> None:
    bridges = factories.tag("Bridges")
    story = factories.published(tags=[bridges])
    bridges.name = "Bridges and tunnels"
    bridges.save()
    assert card(story)["tags"] == [{"slug": "bridges", "name": "Bridges and tunnels", "kind": "keyword"}]
    assert reasons(story) == ["published", "updated"]


def test_a_topic_that_moves_takes_the_stories_of_its_sub_topics_along() -> None:
    region = factories.topic("Region")
    city = factories.topic("City", parent=region)
    above, below = factories.published(topic=region), factories.published(topic=city)
    region = Topic.objects.get(pk=region.pk)
    region.slug = "the-region"
    region.save()
    assert card(above)["topic"] == {"slug": "the-region", "name": "Region", "path": ["the-region"]}
    assert card(below)["topic"] == {"slug": "city", "name": "City", "path": ["the-region", "city"]}
    assert (reasons(above), reasons(below)) == (["published", "updated"], ["published", "updated"])


def test_a_new_credit_line_reaches_every_story_that_shows_the_picture() -> None:
    picture = factories.image(credit="© Halewood Pictures")
    portrait = factories.author("Ana Ruiz", image=picture)
    lead, signed = factories.published(lead=picture), factories.published(authors=[portrait])
    picture.credit = "© Halewood Pictures/Pool"
    picture.save()
    assert card(lead)["image"]["credit"] == "© Halewood Pictures/Pool"
    assert whole(signed)["authors"][0]["image"]["credit"] == "© Halewood Pictures/Pool"


def test_a_refreshed_story_still_knows_that_it_has_changes_nobody_has_published() -> None:
    ana = factories.author("Ana Ruiz")
    story = factories.published(authors=[ana])
    story.headline = "Not public yet"
    story.save()
    ana.name = "Ana Ruiz Vega"
    ana.save()
    assert card(story)["headline"] != "Not public yet"
    assert status.of(Article.objects.get(pk=story.pk)) == "changed"


def test_a_new_author_costs_no_look_at_the_documents() -> None:
    assert Author.objects.create(name="Tom Okafor").slug == "tom-okafor"
    assert not Change.objects.exists()

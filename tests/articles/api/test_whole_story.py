"""A whole story read by statements that are written out is the one that the ORM finds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.api import fields, representation, whole_story
from articles.api.fields import Selection
from articles.models import Article, PublishedArticle, ViewTotal
from articles.publishing import verbs
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories() -> list[Article]:
    """One that is related to the others, one that is live, and others that are not."""
    live, gone = factories.published("Live"), factories.published("Gone")
    ahead, ended = factories.draft("Ahead"), factories.published("Ended")
    verbs.schedule(ahead, timezone.now() + timedelta(days=1))
    PublishedArticle.objects.filter(article=ended).update(visible_until=timezone.now())
    one = factories.published("One", related=[ended, live, ahead, gone], lead=factories.image())
    verbs.unpublish(gone)
    for number, article in enumerate((one, live)):
        ViewTotal.objects.create(published=article.published, views=7 + number)
    return [one, live, gone, ahead, ended]


@pytest.mark.parametrize("wanted", [fields.EVERYTHING, fields.CARDS], ids=["whole", "card"])
def test_it_is_the_same(stories: list[Article], wanted: Selection) -> None:
    found = []
    for article in stories:
        rows = representation.rows(
            PublishedArticle.objects.live().filter(article=article), wanted, "compiled_at", "document__surrogate_keys"
        )
        one = rows.first()
        for address in (article.slug, article.pk):
            read = whole_story.read(address, wanted)
            assert (read and tuple(read)) == (one and tuple(one))
        found.append(bool(one))
        if one:
            assert whole_story.related_to(one.pk) == representation.related_cards([one.pk]).get(one.pk, [])
    assert found == [True, True, False, False, False]
    assert len(whole_story.related_to(stories[0].published.pk)) == 1

"""First pages by a statement that is written out are those that the ORM finds."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.utils import timezone

from articles.api import ordering, representation
from articles.api.searching import Results
from articles.http import first_pages
from articles.http.found import Choice, Found, Moment
from articles.models import PublishedArticle, ViewTotal
from articles.publishing import verbs
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def choices() -> list[tuple[Choice, ...]]:
    """Two dozen stories, some of them not live, and what they are found by."""
    random = Random(1)
    region = factories.topic("Region")
    city = factories.topic("City", parent=region)
    tag, author, other = factories.tag(), factories.author(), factories.topic()
    for number in range(24):
        story = factories.draft(
            topic=random.choice([region, city, other]),
            tags=[tag] if number % 2 else [],
            authors=[author if number % 3 else factories.author()],
            expires_at=timezone.now() + timedelta(days=2) if number % 5 == 0 else None,
        )
        if number % 7 == 6:
            verbs.schedule(story, timezone.now() + timedelta(days=1))
            continue
        row = verbs.publish(story, at=NOON + timedelta(hours=number % 11))
        if number % 4 == 0:
            verbs.correct(story, "correction", "It was nine.")
        if number % 3 == 0:
            ViewTotal.objects.create(published=row, views=number)
        if number % 8 == 7:
            verbs.unpublish(story)
    PublishedArticle.objects.filter(slug__endswith="0").update(visible_until=NOON + timedelta(days=1))
    return [
        (),
        (Choice("topic", (region.pk,)),),
        (Choice("topic", (city.pk,)),),
        (Choice("tag", (tag.pk,)),),
        (Choice("author", (author.pk,)),),
    ]


@pytest.mark.parametrize("order", [ordering.ORDERS[name] for name in ordering.STABLE])
def test_they_are_the_same(choices: list[tuple[Choice, ...]], order: tuple[str, ...]) -> None:
    for some in choices:
        results = Results(Found(PublishedArticle.objects.live(), some), None, order)
        assert first_pages.is_plain(results.found, order)
        for size in (1, 3, 20, 21, 100):
            found = [tuple(row) for row in representation.rows(results.stories(slice(0, size)))]
            assert [tuple(row) for row in first_pages.rows(results.found, order, size)] == found != []


def test_what_is_not_plain_is_left_to_the_orm(choices: list[tuple[Choice, ...]]) -> None:
    (*_, (tag,), (author,)) = choices
    stories, newest = PublishedArticle.objects.live(), ordering.ORDERS["-published_at"]
    for some in (
        Found(stories, (tag, author)),
        Found(stories, (Choice("tag", tag.keys, wanted=False),)),
        Found(stories, (Choice("tag", (*tag.keys, *tag.keys)),)),
        Found(stories, (Choice("tag", ()),)),
        Found(stories, (Choice("genre", ("report",)),)),
        Found(stories, (), (Moment("published_at", "gte", NOON),)),
    ):
        assert not first_pages.is_plain(some, newest)
    assert not first_pages.is_plain(Found(stories), ordering.VIEWS)

"""Kept counts: right whatever is published, withdrawn, corrected, expired, or comes of age."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from unittest import mock

import pytest
from django.test import Client

from articles.models import PublishedArticle, StoryCount, Topic
from articles.models.counts import of, of_both
from articles.publishing import standing, verbs
from tests import factories
from tests.articles.histories import Newsroom

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[mock.Mock]:
    """The clock: `return_value` is now."""
    with mock.patch("django.utils.timezone.now", return_value=NOON) as now:
        yield now


def kept() -> dict[str, int]:
    return dict(StoryCount.objects.exclude(stories=0).values_list("key", "stories"))


def counted(client: Client, query: str = "") -> int:
    number: int = client.get(f"/api/v1/articles/?{query}").json()["count"]
    return number


def test_what_a_story_counts_for(clock: mock.Mock) -> None:
    region = factories.topic("Region")
    city = factories.topic("City", parent=region)
    tags, authors = [factories.tag(), factories.tag()], [factories.author()]
    article = factories.published(
        topic=city, tags=tags, authors=authors, genre="report", language="el", at=NOON - timedelta(days=3)
    )
    verbs.correct(article, "correction", "It was nine.")
    assert kept() == {
        "all": 1,
        **{of("topic", topic.pk): 1 for topic in (region, city)},
        **{of("tag", tag.pk): 1 for tag in tags},
        **{of_both(topic.pk, tag.pk): 1 for topic in (region, city) for tag in tags},
        of("author", authors[0].pk): 1,
        "genre:report": 1,
        "language:el": 1,
        "published:2026-04-28": 1,
        "updated:2026-05-01": 1,
        f"map:{(article.published.pk - 1) // 5000}": 1,
    }
    verbs.unpublish(article)
    assert kept() == {}


def test_what_time_shows_and_hides_is_counted_when_somebody_asks(client: Client, clock: mock.Mock) -> None:
    topic = factories.topic("City")
    verbs.schedule(factories.draft(topic=topic), NOON + timedelta(hours=1))
    ends = factories.draft(topic=topic, expires_at=NOON + timedelta(hours=2))
    verbs.publish(ends)
    counts = []
    for _ in range(3):
        counts.append((counted(client), counted(client, "topic=city"), kept().get("all", 0)))
        clock.return_value += timedelta(hours=1)
    assert counts == [(1, 1, 0), (2, 2, 0), (1, 1, 0)]
    factories.published()
    assert kept()["all"] == 2


def test_a_moved_topic_takes_its_stories_along_at_once(client: Client) -> None:
    region, sport = factories.topic("Region"), factories.topic("Sport")
    city = factories.topic("City", parent=region)
    quay = factories.topic("Quay", parent=city)
    for topic in (city, quay, sport):
        factories.published(topic=topic)
    city.parent = sport
    city.save()
    assert {slug: counted(client, f"topic={slug}") for slug in ("region", "sport", "city", "quay")} == {
        "region": 0,
        "sport": 3,
        "city": 2,
        "quay": 1,
    }
    assert kept() == truth()
    quay.parent = None
    quay.save()
    assert (counted(client, "topic=sport"), counted(client, "topic=quay"), kept()) == (2, 1, truth())


def test_everything_can_be_counted_anew() -> None:
    factories.published(tags=[factories.tag()])
    before = list(StoryCount.objects.order_by("pk").values())
    StoryCount.objects.update(stories=7)
    StoryCount.objects.create(key="tag:gone", stories=1, changed_at=NOON)
    standing.recount()
    assert list(StoryCount.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("seed", range(4))
def test_they_are_right_after_any_history(clock: mock.Mock, seed: int) -> None:
    newsroom = Newsroom(Random(seed), clock)
    for _ in range(40):
        newsroom.act()
        assert kept() == truth()
    clock.return_value += timedelta(hours=5)
    factories.published()
    assert kept() == truth()
    assert kept()["all"] == PublishedArticle.objects.live().count() - PublishedArticle.objects.passing().count()


def truth() -> dict[str, int]:
    """What the counts would be if every standing story were counted anew."""
    stories = PublishedArticle.objects.filter(standing=True, document__isnull=False, visible_until=None)
    counts = standing.tally(list(stories.values_list("pk", flat=True)))
    found = {key: number for key, number in counts.items() if not key.startswith("topic:")}
    topics = Counter(topic for story in stories for topic in above(story.topic))
    return found | {of("topic", topic.pk): number for topic, number in topics.items()}


def above(topic: Topic | None) -> Iterator[Topic]:
    """A topic, and those above it."""
    while topic:
        yield topic
        topic = topic.parent

"""Whenever a mirror begins, and whatever editors do, it has what readers see and gets no change twice."""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.test import Client

from articles.changes import log
from articles.http.timestamps import rfc3339
from articles.models import Article, Change, RelatedStory
from articles.models.change import SETTLING
from articles.publishing import verbs
from articles.publishing.workflow import PublishingError
from tests import factories
from tests.articles.api.mirrors import Consumer, Outdated, published, with_ids

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
STEPS = 40
# The clock stops at announced times, just after them, and between them.
TICKS = [0, 0, 0.5, 1, 1, 2, 4, 30]
AHEAD = [1, 2, 3, 5, 30, 3600]


@pytest.fixture
def clock() -> Iterator[mock.Mock]:
    """The clock: `return_value` is now."""
    with mock.patch("django.utils.timezone.now", return_value=NOON) as now:
        yield now


class Newsroom:
    """Editors who do random things, one after another."""

    def __init__(self, seed: int, clock: mock.Mock) -> None:
        self.chance = random.Random(seed)
        self.clock = clock
        self.tag = factories.tag("Bridges")
        self.pruned = 0
        self.verbs: list[Callable[[Article], object]] = [
            *[self.new] * 3,
            *[self.scheduled] * 3,
            *[self.schedule] * 2,
            *[self.publish] * 2,
            *[verbs.unpublish] * 2,
            self.expiring,
            self.embargoed,
            self.rename,
            self.relate,
            self.rename_tag,
            self.kill,
            self.correct,
            self.prune,
        ]

    def step(self) -> None:
        articles = list(Article.objects.order_by("created_at", "pk")) or [factories.draft()]
        # Impossible steps are skipped, such as publishing a story after its own expiry.
        with suppress(PublishingError, IntegrityError), transaction.atomic():
            self.chance.choice(self.verbs)(self.chance.choice(articles))

    def tick(self) -> None:
        self.clock.return_value += timedelta(seconds=self.chance.choice(TICKS))

    def ahead(self) -> datetime:
        now: datetime = self.clock.return_value
        return now + timedelta(seconds=self.chance.choice(AHEAD))

    def draft(self, **fields: Any) -> Article:
        others = list(Article.objects.order_by("created_at", "pk"))
        related = self.chance.sample(others, min(len(others), 2))
        return factories.draft(tags=[self.tag], related=related, **fields)

    def new(self, _: Article) -> None:
        verbs.publish(self.draft())

    def scheduled(self, _: Article) -> None:
        verbs.schedule(self.draft(), self.ahead())

    def schedule(self, article: Article) -> None:
        verbs.schedule(article, self.ahead())

    def publish(self, article: Article) -> None:
        article.headline = f"Headline {self.chance.random()}"
        article.save()
        verbs.publish(article)

    def expiring(self, article: Article) -> None:
        article.expires_at = self.ahead()
        article.save()
        verbs.publish(article)

    def embargoed(self, article: Article) -> None:
        article.embargo_until = self.ahead()
        article.save()
        verbs.publish(article)

    def rename(self, article: Article) -> None:
        article.slug = f"renamed-{self.chance.randrange(10**9)}"
        article.save()
        verbs.publish(article)

    def relate(self, article: Article) -> None:
        other = self.chance.choice(list(Article.objects.exclude(pk=article.pk).order_by("created_at", "pk")) or [None])
        article.related_stories.all().delete()
        if other:
            RelatedStory.objects.create(article=article, story=other, position=0)
        verbs.publish(article)

    def rename_tag(self, _: Article) -> None:
        self.tag.name = f"Bridges {self.chance.random()}"
        self.tag.save()

    def kill(self, article: Article) -> None:
        verbs.kill(article, "Void.")

    def correct(self, article: Article) -> None:
        verbs.correct(article, "correction", "Not so.")

    def prune(self, _: Article) -> None:
        self.pruned += log.prune(self.clock.return_value - timedelta(seconds=20))


class Mirror(Consumer):
    """A consumer that knows which changes it must get after its beginning."""

    def begin(self, newsroom: Newsroom) -> None:
        now = newsroom.clock.return_value
        self.began, self.pruned = now, newsroom.pruned
        self.newest = max(Change.objects.filter(effective_at__lte=now).values_list("pk", flat=True), default=0)
        self.after, self.copy, self.told = "", {}, []
        self.read()
        self.held = len(self.told)

    def follow(self, newsroom: Newsroom) -> None:
        try:
            self.read()
        except Outdated:
            self.begin(newsroom)

    def expected(self) -> list[tuple[str, str, str]]:
        found = Change.objects.settled().of_stories().exclude(effective_at__lte=self.began, pk__lte=self.newest)
        return [(one.reason, one.slug, rfc3339(one.effective_at)) for one in found]


def settled(now: datetime) -> bool:
    """Whether no announced change is from the last second; the log holds such changes back for that long."""
    announced = Change.objects.filter(effective_at__gt=F("recorded_at"))
    return not announced.filter(effective_at__lte=now, effective_at__gt=now - SETTLING).exists()


@pytest.mark.parametrize("seed", [0, 1, 3, 14])
def test_a_mirror_may_begin_whenever_it_likes(client: Client, clock: mock.Mock, seed: int) -> None:
    newsroom = Newsroom(seed, clock)
    mirrors: list[Mirror] = []
    for number in range(STEPS):
        newsroom.step()
        newsroom.tick()
        begun = Mirror(client, limit=number % 4 + 2)
        begun.begin(newsroom)
        shown = with_ids(published(client))
        assert with_ids(begun.copy) == shown
        assert len(begun.told) == len(shown)
        mirrors.append(begun)
        for mirror in newsroom.chance.sample(mirrors, min(3, len(mirrors))):
            mirror.follow(newsroom)
            if settled(clock.return_value):
                assert with_ids(mirror.copy) == shown
    clock.return_value += timedelta(hours=2)
    shown = with_ids(published(client))
    for mirror in mirrors:
        mirror.follow(newsroom)
        assert with_ids(mirror.copy) == shown
        if mirror.pruned == newsroom.pruned:
            told = [(one["reason"], one["slug"], one["at"]) for one in mirror.told[mirror.held :]]
            assert told == mirror.expected()


@pytest.mark.parametrize("seed", range(2))
def test_a_mirror_may_take_its_time_to_begin(client: Client, clock: mock.Mock, seed: int) -> None:
    newsroom = Newsroom(seed, clock)
    slow = [Consumer(client, limit=1) for _ in range(3)]
    for number in range(STEPS):
        newsroom.step()
        newsroom.tick()
        consumer = slow[number % 3]
        try:
            more = consumer.turn()
        except Outdated:
            consumer.after, consumer.copy = "", {}
            continue
        if not more and settled(clock.return_value):
            assert with_ids(consumer.copy) == with_ids(published(client))

"""A newsroom in which everything that editors do happens by chance."""

from contextlib import suppress
from datetime import timedelta
from random import Random
from unittest import mock

from articles.models import Article, Topic
from articles.publishing import verbs
from articles.publishing.workflow import PublishingError
from tests import factories


class Newsroom:
    """Does what editors do, by chance, while the clock goes on."""

    def __init__(self, chance: Random, clock: mock.Mock) -> None:
        self.chance, self.clock = chance, clock
        self.topics = [factories.topic("Region"), factories.topic("Sport")]
        self.topics += [
            factories.topic("City", parent=self.topics[0]),
            factories.topic("Tennis", parent=self.topics[1]),
        ]
        self.tags = [factories.tag("A"), factories.tag("B"), factories.tag("C")]
        self.author = factories.author("Ana Ruiz")

    def act(self) -> None:
        self.clock.return_value += timedelta(minutes=self.chance.randrange(120))
        acts = [self.begin, self.begin, self.publish, self.schedule, self.unpublish, self.correct, self.move]
        with suppress(PublishingError):
            self.chance.choice(acts)()

    def begin(self) -> None:
        now = self.clock.return_value
        article = factories.draft(
            topic=self.chance.choice([*self.topics, None]),
            tags=self.chance.sample(self.tags, self.chance.randrange(3)),
            authors=self.chance.choice([[], [self.author]]),
            genre=self.chance.choice(["report", "opinion"]),
            language=self.chance.choice(["en", "el"]),
            expires_at=self.chance.choice([None, None, now + timedelta(hours=3)]),
        )
        verbs.publish(article, at=self.chance.choice([None, now - timedelta(days=self.chance.randrange(4))]))

    def publish(self) -> None:
        article = self.any()
        article.topic = self.chance.choice(self.topics)
        if not article.expires_at:
            article.embargo_until = self.chance.choice([None, None, self.clock.return_value + timedelta(hours=1)])
        article.save()
        verbs.publish(article, significant=self.chance.random() < 0.5)

    def schedule(self) -> None:
        verbs.schedule(factories.draft(topic=self.topics[0]), self.clock.return_value + timedelta(hours=1))

    def unpublish(self) -> None:
        verbs.unpublish(self.any())

    def correct(self) -> None:
        verbs.correct(self.any(), "correction", "It was nine.")

    def move(self) -> None:
        city = Topic.objects.get(name="City")
        city.parent = self.chance.choice([None, *Topic.objects.filter(name__in=["Region", "Sport"])])
        city.save()

    def any(self) -> Article:
        return self.chance.choice([*Article.objects.order_by("pk"), factories.published()])

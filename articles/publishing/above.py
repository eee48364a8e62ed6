"""A story is found by its topic and by all topics above that."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from articles.models import PublishedArticle, PublishedTopic, Topic, bulk
from articles.publishing import standing


def of(topics: Iterable[Topic]) -> dict[UUID, set[UUID]]:
    """The keys of each topic and of those above it, by its own key. One query if there are topics."""
    topics = list(topics)
    slugs = {slug for topic in topics for slug in topic.slugs}
    keys = dict(Topic.objects.order_by().filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}
    return {topic.pk: {keys[slug] for slug in topic.slugs if slug in keys} for topic in topics}


def follow(topic: Topic) -> None:
    """Let the stories of a topic that was moved be found by the topics that are above it at present.

    The caller must hold the lock of the log. It writes a row for each story and each topic above.
    """
    stories = PublishedArticle.objects.order_by().filter(topic=topic)
    rows = list(stories.values_list("pk", "published_at", "updated_at", "article_id"))
    if not rows:
        return
    former = set(PublishedTopic.objects.filter(published=rows[0][0]).values_list("topic", flat=True))
    now = of([topic])[topic.pk]
    if former == now:
        return
    keys = [key for key, *_ in rows]
    before = standing.tally_many(keys)
    PublishedTopic.objects.filter(published__in=stories).delete()
    under = ((one, *row) for row in rows for one in now)
    bulk.insert(PublishedTopic, ["topic", "published", "published_at", "updated_at", "article_id"], under)
    standing.put(before, standing.tally_many(keys), timezone.now())

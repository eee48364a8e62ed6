"""What to read next: editors' choice first, then the stories that share most with this one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from articles.http.found import NEWEST
from articles.models import PublishedArticle, PublishedRelated, PublishedTag, PublishedTopic
from articles.models.published import is_live

# Suggestions are ranked only among the newest stories that share anything, so that their cost does not grow with the
# archive.
POOL = 100


def keys(story: PublishedArticle, limit: int) -> list[int]:
    """Keys of up to `limit` live stories other than `story`: curated ones, similar ones, then the newest."""
    curated = list(
        PublishedRelated.objects.filter(is_live(through="story__published__"), published=story).values_list(
            "story__published", flat=True
        )[:limit]
    )
    return curated + _alike(story, curated, limit - len(curated))


def _alike(story: PublishedArticle, curated: list[int], limit: int) -> list[int]:
    """Keys of stories that share tags or the topic, those with most shared tags first, filled up with the newest."""
    if limit < 1:
        return []
    known = [story.pk, *curated]
    tags = list(PublishedTag.objects.filter(published=story).values_list("tag", flat=True))
    shared = PublishedTag.objects.filter(tag__in=tags, published=OuterRef("pk")).order_by().values("published")
    # Not EXISTS: PostgreSQL would read all stories of the topic.
    topic = PublishedTopic.objects.filter(topic=story.topic_id, published=OuterRef("pk"))
    ranked = (
        PublishedArticle.objects.filter(pk__in=_newest(story, tags, known))
        .annotate(
            shared=Coalesce(Subquery(shared.annotate(n=Count("*")).values("n")), 0),
            same_topic=IsNull(Subquery(topic.values("pk")[:1]), False),
        )
        .order_by("-shared", "-same_topic", "-published_at", "-article_id")
    )
    keys = list(ranked.values_list("pk", flat=True)[:limit])
    if len(keys) < limit:
        others = PublishedArticle.objects.live().exclude(pk__in=[*known, *keys])
        keys += others.values_list("pk", flat=True)[: limit - len(keys)]
    return keys


def _newest(story: PublishedArticle, tags: Sequence[UUID], known: Sequence[int]) -> list[int]:
    """Keys of the POOL newest live stories, other than `known`, that have any of `tags` or are under the story's topic.

    Each of these is read from its own index, as far as the pool needs.
    """
    ways: list[QuerySet[Any]] = [PublishedTag.objects.filter(tag=tag) for tag in tags]
    if story.topic_id:
        ways.append(PublishedTopic.objects.filter(topic=story.topic_id))
    if not ways:
        return []
    first, *rest = (_first(way.exclude(published__in=known)) for way in ways)
    return [key for key, _, _ in first.union(*rest).order_by(*NEWEST)[:POOL]]


def _first(way: "QuerySet[Any]") -> "QuerySet[Any, Any]":
    rows = way.filter(is_live(through="published__")).order_by(*NEWEST).values("pk")[:POOL]
    first: QuerySet[Any] = way.model._default_manager.filter(pk__in=rows)
    return first.values_list("published_id", "published_at", "article_id")

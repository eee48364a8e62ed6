"""What to read next: editors' choice first, then what shares most with the story."""

from django.db.models import Case, Count, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from articles.models import PublishedArticle, PublishedRelated, PublishedTag
from articles.models.published import is_live

# Automatic suggestions are ranked among the newest that share anything: their cost does not grow with the archive.
POOL = 100


def keys(story: PublishedArticle, limit: int) -> list[int]:
    """Keys of up to `limit` live stories other than `story`: curated, alike, then simply new."""
    curated = list(
        PublishedRelated.objects.filter(is_live(through="story__published__"), published=story).values_list(
            "story__published", flat=True
        )[:limit]
    )
    return curated + _alike(story, curated, limit - len(curated))


def _alike(story: PublishedArticle, curated: list[int], limit: int) -> list[int]:
    """Keys of stories that share tags or the topic, most shared tags first; filled up with the newest."""
    if limit < 1:
        return []
    others = PublishedArticle.objects.live().exclude(pk__in=[story.pk, *curated])
    tags = PublishedTag.objects.filter(published=story).values("tag")
    tagged = PublishedTag.objects.filter(tag__in=tags)
    pool = others.filter(Q(pk__in=tagged.values("published")) | Q(topic__isnull=False, topic=story.topic_id))
    shared = tagged.filter(published=OuterRef("pk")).order_by().values("published").annotate(n=Count("*")).values("n")
    ranked = (
        PublishedArticle.objects.filter(pk__in=list(pool.values_list("pk", flat=True)[:POOL]))
        .annotate(
            shared=Coalesce(Subquery(shared), 0),
            same_topic=Case(When(topic=story.topic_id, then=Value(1)), default=Value(0), output_field=IntegerField()),
        )
        .order_by("-shared", "-same_topic", "-published_at", "-article_id")
    )
    keys = list(ranked.values_list("pk", flat=True)[:limit])
    if len(keys) < limit:
        keys += others.exclude(pk__in=keys).values_list("pk", flat=True)[: limit - len(keys)]
    return keys

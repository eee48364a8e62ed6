"""What is read most, from the hour buckets."""

from datetime import datetime, timedelta

from django.db.models import Sum
from django.utils import timezone

from articles.models.published import PublishedArticleQuerySet

WINDOWS = {
    "1h": timedelta(hours=1),
    "24h": timedelta(hours=24),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
}


def most_viewed(
    stories: PublishedArticleQuerySet, window: timedelta, limit: int, now: datetime | None = None
) -> list[tuple[int, int]]:
    """Keys and views of the most viewed of `stories` within `window`, ties newer first.

    Buckets are whole hours: the one that the window begins in counts in full.
    """
    since = ((now or timezone.now()) - window).replace(minute=0, second=0, microsecond=0)
    counted = stories.filter(view_buckets__hour__gte=since).order_by().values("pk", "published_at", "article_id")
    ranked = counted.annotate(window_views=Sum("view_buckets__views"))
    ranked = ranked.order_by("-window_views", "-published_at", "-article_id")
    return list(ranked.values_list("pk", "window_views")[:limit])

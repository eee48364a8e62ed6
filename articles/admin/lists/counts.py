"""How many live stories have an author, a tag or a topic, or are in a collection."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from articles.models import PublishedArticle


class LiveStories(admin.ModelAdmin):  # type: ignore[type-arg]
    # The look-up from a row to published documents.
    counted = "published"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        live = Count(self.counted, filter=Q(**{f"{self.counted}__in": PublishedArticle.objects.live()}))
        counted: QuerySet[Any] = super().get_queryset(request).annotate(live_stories=live)
        return counted

    @admin.display(description="Live stories", ordering="live_stories")
    def stories(self, obj: Any) -> int:
        count: int = obj.live_stories
        return count

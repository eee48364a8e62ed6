"""The change log: one row for everything that became visible, changed or went away in public."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from articles import slugs
from articles.models.article import Article


class ChangeQuerySet(models.QuerySet["Change"]):
    def pending(self, at: datetime | None = None) -> Self:
        """Changes ahead of the clock: scheduled publications and expiries nobody has seen yet."""
        return self.filter(effective_at__gt=at or timezone.now())


class Change(models.Model):
    """One step of the public record. It takes effect at `effective_at`, which may lie ahead."""

    class Action(models.TextChoices):
        UPSERT = "upsert", "Upsert"
        REMOVE = "remove", "Remove"

    class Reason(models.TextChoices):
        PUBLISHED = "published", "Published"
        UPDATED = "updated", "Updated"
        CORRECTED = "corrected", "Corrected"
        UNPUBLISHED = "unpublished", "Unpublished"
        KILLED = "killed", "Killed"
        EXPIRED = "expired", "Expired"
        SLUG_CHANGED = "slug_changed", "Slug changed"

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="changes")
    action = models.CharField(max_length=10, choices=Action)
    reason = models.CharField(max_length=20, choices=Reason)
    slug = models.SlugField(max_length=slugs.MAX_LENGTH)
    version = models.PositiveIntegerField()
    effective_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["effective_at", "id"]
        indexes = [models.Index(fields=["effective_at", "id"], name="change_in_order_of_effect")]

    def __str__(self) -> str:
        return f"{self.reason} {self.slug}"

"""The change log: one row for everything that became visible, changed or went away in public."""

from datetime import datetime, timedelta
from typing import Final, Self

from django.db import models
from django.db.models import F, Min, Q
from django.utils import timezone

from articles.addresses import slugs
from articles.models.article import Article

# A change announced for a future time can still be cancelled by a transaction that begins before that time and ends
# after it, or on a machine whose clock is slow. It counts as settled only when that can no longer happen.
SETTLING: Final = timedelta(seconds=1)


class ChangeQuerySet(models.QuerySet["Change"]):
    def of_stories(self) -> Self:
        """Only changes of stories, not of other things that readers may see."""
        return self.filter(article__isnull=False)

    def pending(self, at: datetime | None = None) -> Self:
        """Changes in the future: scheduled publications and expiries that nobody has seen yet."""
        return self.filter(effective_at__gt=at or timezone.now())

    def last_moment(self) -> datetime | None:
        """When the last change that was not announced took effect; None if there is none."""
        immediate = self.filter(effective_at__lte=F("recorded_at")).order_by("-pk")
        return immediate.values_list("effective_at", flat=True).first()

    def after(self, moment: datetime, number: int) -> Self:
        """Changes after a place in the order of effect: a time, and the id of the last change at that time."""
        # `effective_at__gte` is for the index, which no database uses well for the other condition alone.
        return self.filter(Q(effective_at__gt=moment) | Q(pk__gt=number), effective_at__gte=moment)

    def settled(self, at: datetime | None = None) -> Self:
        """Changes in effect whose order is final: no change will ever appear before the last of them."""
        now = at or timezone.now()
        announced = self.filter(effective_at__gt=F("recorded_at"))
        unsettled = announced.filter(effective_at__gt=now - SETTLING, effective_at__lte=now)
        first = unsettled.aggregate(first=Min("effective_at"))["first"]
        until = Q(effective_at__lt=first) if first else Q(effective_at__lte=now)
        return self.filter(until)


class Change(models.Model):
    """One step of the public record. It takes effect at `effective_at`, which may be in the future.

    Ids grow in the order in which transactions end (articles.changes.log). Most changes have an article. One without
    means that something else that readers may see has changed, such as a topic's description.
    """

    class Action(models.TextChoices):
        UPSERT = "upsert", "Upsert"
        REMOVE = "remove", "Remove"
        EDIT = "edit", "Edit beside stories"

    class Reason(models.TextChoices):
        PUBLISHED = "published", "Published"
        UPDATED = "updated", "Updated"
        CORRECTED = "corrected", "Corrected"
        UNPUBLISHED = "unpublished", "Unpublished"
        KILLED = "killed", "Killed"
        EXPIRED = "expired", "Expired"
        SLUG_CHANGED = "slug_changed", "Slug changed"
        EDITED = "edited", "Edited"
        PRUNED = "pruned", "Earlier changes forgotten"

    article = models.ForeignKey(Article, null=True, on_delete=models.PROTECT, related_name="changes")
    action = models.CharField(max_length=10, choices=Action)
    reason = models.CharField(max_length=20, choices=Reason)
    slug = models.SlugField(max_length=slugs.MAX_LENGTH, blank=True)
    version = models.PositiveIntegerField(default=0)
    effective_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    keys = models.TextField(
        blank=True, help_text="What shared caches know by: the surrogate keys of all it touches, separated by spaces."
    )

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["effective_at", "id"]
        indexes = [models.Index(fields=["effective_at", "id"], name="change_in_order_of_effect")]

    def __str__(self) -> str:
        return f"{self.reason} {self.slug or self.keys}"

"""How often stories were read. No row says by whom."""

from typing import Final

from django.db import models
from django.db.models import F

from articles.models.published import PublishedArticle

# The windows that are worth it.
RANKED: Final = ("24h", "7d", "30d")


class ViewTotal(models.Model):
    """All counted views of a story: those of its days, and `undated` ones from a previous system."""

    published = models.OneToOneField(
        PublishedArticle, primary_key=True, on_delete=models.CASCADE, related_name="view_total"
    )
    views = models.PositiveBigIntegerField(default=0)
    undated = models.PositiveBigIntegerField(default=0, db_default=0)

    class Meta:
        # The order of lists by views. Each counted view writes to it, too.
        indexes = [models.Index(fields=["views"], name="view_total_views")]

    def __str__(self) -> str:
        return f"{self.published_id}: {self.views}"


class ViewBucket(models.Model):
    """The counted views of a story in one hour; `hour` is its start (UTC)."""

    published = models.ForeignKey(
        PublishedArticle, db_index=False, on_delete=models.CASCADE, related_name="view_buckets"
    )
    hour = models.DateTimeField()
    views = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["published", "hour"], name="view_bucket_once_per_hour")]
        # Without `views`, which every reader changes: PostgreSQL then need not update the index.
        indexes = [models.Index(fields=["hour", "published"], name="view_bucket_hour")]

    def __str__(self) -> str:
        return f"{self.published_id} {self.hour:%Y-%m-%d %H}: {self.views}"


class ViewDay(models.Model):
    """The counted views of a story on one day (UTC). They stay when the day's hours are deleted."""

    published = models.ForeignKey(PublishedArticle, db_index=False, on_delete=models.CASCADE, related_name="view_days")
    day = models.DateField()
    views = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["published", "day"], name="view_day_once")]
        indexes = [models.Index(fields=["day", "published"], name="view_day_day")]

    def __str__(self) -> str:
        return f"{self.published_id} {self.day}: {self.views}"


class ViewRankingQuerySet(models.QuerySet["ViewRanking"]):
    def forget(self) -> None:
        """Have them made anew, because views of hours that are over were written; in the transaction that does it."""
        self.bulk_create([ViewRanking(window=window) for window in RANKED], ignore_conflicts=True)
        self.update(hour=None, written=F("written") + 1)


class ViewRanking(models.Model):
    """The most viewed stories of a window (its name), in hours that are over: until one before `hour`.

    `stories` is JSON: pairs of a key and its views, most first. No other story has more than `rest`. It is of use only
    within `hour`, and of none if that is null. Whoever writes changes `written`.
    """

    window = models.CharField(primary_key=True, max_length=8)
    hour = models.DateTimeField(null=True)
    stories = models.TextField(default="[]")
    rest = models.PositiveBigIntegerField(default=0)
    written = models.PositiveBigIntegerField(default=0)

    objects = ViewRankingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.window


class VisitorMark(models.Model):
    """A mark that somebody has just read a story: a keyed hash that tomorrow's key can no longer link to anyone.

    No index on `expires_at`: every view would write to it, and it is read only when the few rows are tidied up.
    """

    digest = models.BigIntegerField(primary_key=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.digest)


class ViewRate(models.Model):
    """How many views one address, or all of them, sent within a minute. A keyed hash, as for visitors."""

    digest = models.BigIntegerField(primary_key=True)
    views = models.PositiveBigIntegerField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.digest)


class ViewImport(models.Model):
    """An imported file of views from a previous system, so that none is imported twice."""

    batch = models.CharField(max_length=200, unique=True)
    views = models.PositiveBigIntegerField()
    imported_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.batch

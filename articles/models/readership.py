"""How often stories were read. No row says by whom."""

from django.db import models

from articles.models.published import PublishedArticle


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

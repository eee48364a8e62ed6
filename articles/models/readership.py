"""How often stories were read. Nothing here says by whom."""

from django.db import models

from articles.models.published import PublishedArticle


class ViewTotal(models.Model):
    """All counted views of a story: those of its days, and `undated` ones brought from a previous system."""

    published = models.OneToOneField(
        PublishedArticle, primary_key=True, on_delete=models.CASCADE, related_name="view_total"
    )
    views = models.PositiveBigIntegerField(default=0)
    undated = models.PositiveBigIntegerField(default=0, db_default=0)

    def __str__(self) -> str:
        return f"{self.published_id}: {self.views}"


class ViewBucket(models.Model):
    """The counted views of a story in one hour, which `hour` begins (UTC)."""

    published = models.ForeignKey(
        PublishedArticle, db_index=False, on_delete=models.CASCADE, related_name="view_buckets"
    )
    hour = models.DateTimeField()
    views = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["published", "hour"], name="view_bucket_once_per_hour")]
        # Without `views`, which changes with every reader: PostgreSQL then need not touch the index for it.
        indexes = [models.Index(fields=["hour", "published"], name="view_bucket_hour")]

    def __str__(self) -> str:
        return f"{self.published_id} {self.hour:%Y-%m-%d %H}: {self.views}"


class ViewDay(models.Model):
    """The counted views of a story on one day (UTC), which stay when the day's hours are cleared away."""

    published = models.ForeignKey(PublishedArticle, db_index=False, on_delete=models.CASCADE, related_name="view_days")
    day = models.DateField()
    views = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["published", "day"], name="view_day_once")]
        indexes = [models.Index(fields=["day", "published"], name="view_day_day")]

    def __str__(self) -> str:
        return f"{self.published_id} {self.day}: {self.views}"


class VisitorMark(models.Model):
    """That somebody has just read a story: a keyed hash which tomorrow's key can no longer connect to anything.

    No index on `expires_at`: it would be written with every view, and is read when the few rows are tidied up.
    """

    digest = models.BigIntegerField(primary_key=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.digest)


class ViewRate(models.Model):
    """How many views came within a minute from one address, or from all: a keyed hash, as with visitors."""

    digest = models.BigIntegerField(primary_key=True)
    views = models.PositiveBigIntegerField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.digest)


class ViewImport(models.Model):
    """A file of views from a previous system that has been taken in, so that it is never taken in twice."""

    batch = models.CharField(max_length=200, unique=True)
    views = models.PositiveBigIntegerField()
    imported_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.batch

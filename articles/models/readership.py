"""How often stories were read. Nothing here says by whom."""

from django.db import models

from articles.models.published import PublishedArticle


class ViewTotal(models.Model):
    """All counted views of a story."""

    published = models.OneToOneField(
        PublishedArticle, primary_key=True, on_delete=models.CASCADE, related_name="view_total"
    )
    views = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["views"], name="view_total_views")]

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
        indexes = [models.Index(fields=["hour", "published"], name="view_bucket_hour")]

    def __str__(self) -> str:
        return f"{self.published_id} {self.hour:%Y-%m-%d %H}: {self.views}"


class VisitorMark(models.Model):
    """That somebody has just read a story: a keyed hash which tomorrow's key can no longer connect to anything."""

    digest = models.BinaryField(max_length=16, primary_key=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return bytes(self.digest).hex()

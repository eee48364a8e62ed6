"""Addresses under which a story's working copy was shown to somebody outside."""

import uuid

from django.conf import settings
from django.db import models

from articles.models.article import Article
from media.fields import LineField


class SharedPreview(models.Model):
    """One address, good until it expires or its row is deleted: `articles.publishing.previews`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="shared_previews")
    for_whom = LineField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-made_at"]
        # Whoever may see the story may share it: articles.editing.rights.
        default_permissions = ()

    def __str__(self) -> str:
        return self.for_whom or str(self.article)

"""The bin: drafts that somebody has deleted."""

import uuid

from django.conf import settings
from django.db import models

from media.fields import LineField


class DeletedDraft(models.Model):
    """A draft in the bin. Its versions are kept with it, and the newest is what was deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False, help_text="The story's, as before.")
    headline = LineField(max_length=250)
    slug_made = models.BooleanField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    deleted_at = models.DateTimeField(db_index=True)
    # What colleagues had attached to it: see articles.editing.binning.
    kept = models.JSONField(default=dict)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-deleted_at", "id"]
        # Who may delete stories may restore them: articles.editing.rights.
        default_permissions = ()

    def __str__(self) -> str:
        return self.headline

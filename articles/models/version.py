"""What a person saved or published at one moment: everything of a working copy, to be compared and restored."""

import json
import zlib
from typing import Any

from django.conf import settings
from django.db import models

from articles.models.article import Article
from articles.models.bin import DeletedDraft


class Version(models.Model):
    """A version of a story. `articles.editing.content` says what is in it, and older forms are read there.

    Compressed, because texts shrink to half and SQLite stores them as they come.
    """

    class Origin(models.TextChoices):
        SAVED = "saved", "Saved"
        AUTOSAVE = "autosave", "Autosave"
        PUBLISHED = "published", "Published"
        RESTORED = "restored", "Restored"
        BULK = "bulk", "In bulk"
        # By an import, a command or a verb of publishing; noticed at the next save.
        ELSEWHERE = "elsewhere", "Changed elsewhere"

    article = models.ForeignKey(Article, null=True, db_index=False, on_delete=models.CASCADE, related_name="versions")
    deleted = models.ForeignKey(
        DeletedDraft,
        null=True,
        on_delete=models.CASCADE,
        related_name="versions",
        help_text="In place of the article, while that is in the bin.",
    )
    number = models.PositiveIntegerField(help_text="From 1, in each story.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    origin = models.CharField(max_length=20, choices=Origin)
    packed = models.BinaryField()

    class Meta:
        ordering = ["article", "-number"]
        # Who may see and change the story may see and restore its versions: articles.editing.rights.
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="version_number_once")]
        indexes = [models.Index(fields=["made_at"], name="version_made")]

    def __str__(self) -> str:
        return f"Version {self.number}"

    @staticmethod
    def pack(content: dict[str, Any]) -> bytes:
        return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode())

    def unpack(self) -> dict[str, Any]:
        """What was packed, in the form that it had then."""
        found: dict[str, Any] = json.loads(zlib.decompress(self.packed))
        return found

"""Attempts to sign in, for the limits. Second factors, sessions and links are in django-allauth's tables."""

from django.db import models


class Attempt(models.Model):
    """A password or code that was wrong or is still being checked. Kept for a day.

    Names, addresses and devices are keyed hashes, because people type passwords into the field for names.
    """

    step = models.CharField(max_length=8)
    name = models.CharField(max_length=32)
    source = models.CharField(max_length=32)
    device = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["name", "at"], name="attempt_name"),
            models.Index(fields=["source", "at"], name="attempt_source"),
            models.Index(fields=["at"], name="attempt_at"),
        )

    def __str__(self) -> str:
        return f"{self.step} at {self.at}"

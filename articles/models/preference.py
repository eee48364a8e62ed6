"""What one account has set for itself in the admin."""

from django.conf import settings
from django.db import models

from articles.models.taxonomy import Topic


class Preference(models.Model):
    """An account without a row has the newsroom's own settings, and all topics on its desk."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="preference"
    )
    topics = models.ManyToManyField(Topic, related_name="+")
    time_zone = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=20, blank=True)

    class Meta:
        # Everybody sets their own.
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)

"""Who has which story open."""

from django.conf import settings
from django.db import models

from articles.models.article import Article


class Presence(models.Model):
    """An editor in a story. Written every few seconds, so nothing but the pair is indexed."""

    article = models.ForeignKey(Article, db_index=False, on_delete=models.CASCADE, related_name="present")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    member = models.CharField(max_length=30, blank=True, help_text="What they are writing: a member of a content.")
    seen_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user} in {self.article}"

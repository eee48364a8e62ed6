"""Handing over: how a story went from one colleague to the next on its way to readers."""

from django.conf import settings
from django.db import models

from articles.models.article import Article
from media.fields import TextField


class Handover(models.Model):
    """One move of a story on the desk. `articles.editing.handing_over` makes them; nothing of them is public.

    `move` is a name of its table of moves. The newest of a story says why it is where it is.
    """

    article = models.ForeignKey(Article, db_index=False, on_delete=models.CASCADE, related_name="handovers")
    move = models.CharField(max_length=20)
    stage = models.CharField(max_length=20, choices=Article.Stage)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    note = TextField(blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        # Who may see the story sees this, too: articles.editing.rights.
        default_permissions = ()
        indexes = [models.Index(fields=["article", "-at"], name="handover_story")]

    def __str__(self) -> str:
        return f"{self.article}: {self.get_stage_display()}"

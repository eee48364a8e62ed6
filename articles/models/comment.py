"""What colleagues say to each other about a story, a passage of it or one of its pictures."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models

from articles.models.article import Article
from media.fields import LineField, TextField
from media.models import Image

# Characters.
MOST_TEXT = 5000
MOST_PASSAGE = 500


class Comment(models.Model):
    """A comment, or an answer to one (`parent`). Nothing of it is public.

    `passage` is the text it is about, as it stood then; the writing screen finds it by its words, so that it stays with
    them when they move, and is shown with the comment when they are gone. `addressed` are those named in it by @name.
    """

    article = models.ForeignKey(Article, db_index=False, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="answers")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = TextField(validators=[MaxLengthValidator(MOST_TEXT)])
    passage = LineField(max_length=MOST_PASSAGE, blank=True)
    image = models.ForeignKey(Image, null=True, on_delete=models.SET_NULL, related_name="+")
    asks_correction = models.BooleanField("a correction is due", default=False)
    addressed = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        # Who may see the story may comment on it: articles.editing.rights.
        default_permissions = ()
        indexes = [models.Index(fields=["article", "at"], name="comment_story")]

    def __str__(self) -> str:
        return self.text

"""The index in which editors find working copies (see articles.finding). Nothing of it is public."""

from django.db import models

from articles.models.article import Article
from articles.models.search import DocumentField, Indexed, Word


class DeskEntry(models.Model):
    """A story in the index; one that is `outdated` has changed since.

    `former` are the headlines of its versions up to the number `read_to`, one in a
    line. `changed_at` is when the story had last changed then, and `stemming` the key of its language's stemmer.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="desk_entry")
    changed_at = models.DateTimeField()
    stemming = models.CharField(max_length=20, db_index=True)
    former = models.TextField()
    read_to = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64)
    outdated = models.BooleanField(default=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["changed_at"], condition=models.Q(outdated=True), name="desk_entry_outdated")]

    def __str__(self) -> str:
        return str(self.article_id)


class DeskTerms(Indexed):
    """The searchable words of a story on the desk."""

    entry = models.OneToOneField(
        DeskEntry,
        primary_key=True,
        db_column="rowid",
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="terms",
    )
    document = DocumentField(db_column="articles_desk")

    class Meta:
        managed = False
        default_permissions = ()
        db_table = "articles_desk"


class DeskWord(Word):
    """A word of a story's headlines, people, tags and topic, by which spelling is corrected.

    It may be in no story that an account sees: queries must ask for those.
    """

    entry = models.ForeignKey(DeskEntry, on_delete=models.CASCADE, related_name="words")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["word", "entry"], name="desk_word_once")]

"""Collections: stories that editors have chosen and put in order, such as a front page or the picks of the week."""

import uuid

from django.db import models

from articles.models.article import Article, Position
from articles.models.slugged import FormerAddress, Slugged
from media.fields import NameField, TextField


class Collection(Slugged):
    """A named list of stories in the editors' order. Readers get those of its stories that are live."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = NameField(max_length=100)
    description = TextField(blank=True)
    public = models.BooleanField(default=True, help_text="Front ends can show it. Untick it while you prepare it.")
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class FormerCollectionSlug(FormerAddress):
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="former_slugs")


class CollectionEntry(Position):
    """A story's place in a collection."""

    collection = models.ForeignKey(Collection, db_index=False, on_delete=models.CASCADE, related_name="entries")
    story = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="collection_entries")

    class Meta(Position.Meta):
        verbose_name = "story"
        verbose_name_plural = "stories"
        constraints = [models.UniqueConstraint(fields=["collection", "story"], name="collection_entry_once")]

    def __str__(self) -> str:
        return str(self.story)

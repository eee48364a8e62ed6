"""How stories are sorted: one topic each, out of a small tree, and any number of typed tags."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from articles.models.slugged import Slugged


class Topic(Slugged):
    """A section of the paper. Topics form a tree; `path` holds the slugs from the root down to this one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=100)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    description = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0, help_text="Lower numbers come first.")
    # "/region/city/": a topic and all its sub-topics are one prefix.
    path = models.CharField(max_length=1000, editable=False, db_index=True)

    class Meta:
        ordering = ["position", "name", "id"]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        for child in self.children.exclude(path=Concat(Value(self.path), F("slug"), Value("/"))):
            child.parent = self
            child.save()

    def slug_chosen(self) -> None:
        self.path = f"{self.parent.path if self.parent else '/'}{self.slug}/"

    def clean(self) -> None:
        """Refuse a tree that bites its tail."""
        ancestor = self.parent
        while ancestor:
            if ancestor.pk == self.pk:
                raise ValidationError({"parent": "A topic cannot lie inside itself: choose another parent."})
            ancestor = ancestor.parent

    @property
    def slugs(self) -> list[str]:
        """The slugs from the root of the tree down to this topic."""
        return self.path.strip("/").split("/")


class Tag(Slugged):
    """A typed keyword. The kinds follow the subjects, people, organisations and places of ninjs."""

    class Kind(models.TextChoices):
        KEYWORD = "keyword", "Keyword"
        PERSON = "person", "Person"
        ORGANISATION = "organisation", "Organisation"
        PLACE = "place", "Place"
        EVENT = "event", "Event"
        SERIES = "series", "Series"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.KEYWORD)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "kind"],
                name="tag_name_once_per_kind",
                violation_error_message="There is such a tag already.",
            )
        ]

    def __str__(self) -> str:
        return self.name

"""How stories are sorted: one topic each, out of a small tree, and any number of typed tags."""

import uuid
from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat

from articles.models.named import Named
from articles.models.slugged import FormerAddress
from media.fields import NameField, TextField


class TopicQuerySet(models.QuerySet["Topic"]):
    def at(self, slugs: Iterable[str]) -> Self:
        """Topics that have or had these slugs."""
        slugs = list(slugs)
        return self.filter(Q(slug__in=slugs) | Q(former_slugs__slug__in=slugs))


class Topic(Named):
    """A section of the site. Topics form a tree; `path` holds the slugs from the root down to this one.

    Names are unique under one parent: Culture and Sport may both have a News.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = NameField(max_length=100)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    description = TextField(blank=True)
    position = models.PositiveIntegerField(default=0, help_text="Lower numbers come first.")
    # "/region/city/": a topic and all its sub-topics are one prefix.
    path = models.CharField(max_length=1000, editable=False, db_index=True)

    objects = TopicQuerySet.as_manager()
    kin = ("parent",)

    class Meta:
        ordering = ["position", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "name_key"], name="topic_name_once_under_parent"),
            models.UniqueConstraint(fields=["name_key"], condition=Q(parent=None), name="topic_name_once_at_the_top"),
        ]

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        for child in self.children.exclude(path=Concat(Value(self.path), F("slug"), Value("/"))):
            child.parent = self
            child.save()

    def slug_chosen(self) -> None:
        self.path = f"{self.parent.path if self.parent else '/'}{self.slug}/"

    def clean(self) -> None:
        """Refuse a topic inside itself, and a name that exists already."""
        super().clean()
        ancestor = self.parent
        while ancestor:
            if ancestor.pk == self.pk:
                raise ValidationError({"parent": "A topic cannot be inside itself: choose another parent."})
            ancestor = ancestor.parent
        self.refuse_twins()

    @property
    def slugs(self) -> list[str]:
        """The slugs from the root of the tree down to this topic."""
        return self.path.strip("/").split("/")


class Tag(Named):
    """A typed keyword. The kinds follow the subjects, people, organisations and places of ninjs.

    Names are unique among tags of one kind: Paris is a place, and a person.
    """

    class Kind(models.TextChoices):
        KEYWORD = "keyword", "Keyword"
        PERSON = "person", "Person"
        ORGANISATION = "organisation", "Organisation"
        PLACE = "place", "Place"
        EVENT = "event", "Event"
        SERIES = "series", "Series"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = NameField(max_length=100)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.KEYWORD)
    description = TextField(blank=True)

    kin = ("kind",)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["name_key", "kind"], name="tag_name_once_in_kind")]

    def clean(self) -> None:
        super().clean()
        self.refuse_twins()


class FormerTopicSlug(FormerAddress):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="former_slugs")


class FormerTagSlug(FormerAddress):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="former_slugs")

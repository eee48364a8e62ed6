"""The authors of stories."""

import uuid

from django.conf import settings
from django.db import models

from articles.models.named import Named
from articles.models.slugged import FormerAddress
from media.fields import LineField, NameField, TextField
from media.models import Image


class Author(Named):
    """A person or organisation whose name appears on stories. Two people may have the same name."""

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        ORGANISATION = "organisation", "Organisation"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = NameField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PERSON)
    job_title = LineField(max_length=200, blank=True)
    bio = TextField("biography", blank=True)
    image = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.PROTECT, related_name="authors", verbose_name="portrait"
    )
    email = models.EmailField("e-mail address", blank=True, help_text="For colleagues. Never public.")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="author",
        verbose_name="user account",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "id"]


class FormerAuthorSlug(FormerAddress):
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="former_slugs")

"""Keeps published documents true when something they show changes: an author, a tag, a topic or a picture."""

from typing import Any

from django.db import models
from django.db.models.signals import post_save, pre_save

from articles import publishing
from articles.models import Author, PublishedArticle, Tag, Topic
from media.models import Image

# Of each model, the fields documents show, and how the documents that show a row are found.
# A topic's path holds the slugs above it: saving a topic saves the topics below it, which refresh their own documents.
SHOWN: dict[type[models.Model], tuple[str, list[str]]] = {
    Author: ("authors", ["name", "slug", "kind", "job_title", "image_id"]),
    Tag: ("tags", ["name", "slug", "kind"]),
    Topic: ("topic", ["name", "slug", "path"]),
    Image: (
        "images",
        [
            "checksum",
            "width",
            "height",
            "focal_x",
            "focal_y",
            "caption",
            "credit",
            "creator",
            "copyright_notice",
            "alt_text",
            "decorative",
        ],
    ),
}


def connect() -> None:
    """Connect every receiver of the app. `queryset.update()` sends no signals: after it, call `publishing.refresh`."""
    for model in SHOWN:
        pre_save.connect(remember, sender=model)
        post_save.connect(refresh, sender=model)


def remember(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    """Keep what documents show of the row now, to be compared once it is saved."""
    _, fields = SHOWN[sender]
    new = raw or instance._state.adding
    before = None if new else sender._default_manager.filter(pk=instance.pk).values(*fields).first()
    instance._shown_before = before  # type: ignore[attr-defined]


def refresh(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    """Compile the documents that show the row again, when what they show of it has changed."""
    relation, fields = SHOWN[sender]
    before = None if raw else instance._shown_before  # type: ignore[attr-defined]
    if before and before != sender._default_manager.filter(pk=instance.pk).values(*fields).get():
        publishing.refresh(PublishedArticle.objects.filter(**{relation: instance.pk}))

"""Creates what a test needs. Tests depend only on the values that they give."""

import io
from datetime import datetime
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Pixels

from articles.models import (
    Article,
    ArticleTag,
    Author,
    Byline,
    Collection,
    CollectionEntry,
    ImageUse,
    RelatedStory,
    Tag,
    Topic,
)
from articles.publishing import verbs
from media.models import Image

number = count(1)


def picture(size: tuple[int, int] = (640, 480), format: str = "JPEG", color: str = "teal") -> bytes:
    """The bytes of a plain picture."""
    file = io.BytesIO()
    Pixels.new("RGB", size, color).save(file, format)
    return file.getvalue()


def image(**fields: Any) -> Image:
    """A library picture that may be published: it has a credit line and alternative text."""
    n = next(number)
    defaults = {"title": f"Picture {n}", "credit": "© Halewood Pictures/Pool", "alt_text": "A harbour at dusk"}
    row = Image(**defaults | {"width": 640, "height": 480} | fields)
    row.file.save("picture.jpg", ContentFile(picture()), save=False)
    row.save()
    return row


def author(name: str = "", **fields: Any) -> Author:
    return Author.objects.create(name=name or f"Author {next(number)}", **fields)


def topic(name: str = "", **fields: Any) -> Topic:
    return Topic.objects.create(name=name or f"Topic {next(number)}", **fields)


def tag(name: str = "", **fields: Any) -> Tag:
    return Tag.objects.create(name=name or f"Tag {next(number)}", **fields)


def draft(
    headline: str = "",
    *,
    authors: list[Author] | None = None,
    tags: list[Tag] | None = None,
    related: list[Article] | None = None,
    lead: Image | None = None,
    gallery: list[Image] | None = None,
    **fields: Any,
) -> Article:
    """A working copy that is ready to be published: it has a text, topic and author unless given otherwise."""
    headline = headline or f"Headline {next(number)}"
    fields.setdefault("body", "<p>Something happened.</p>")
    if "topic" not in fields:
        fields["topic"] = topic()
    article = Article.objects.create(headline=headline, **fields)
    for position, writer in enumerate([author()] if authors is None else authors):
        Byline.objects.create(article=article, author=writer, position=position)
    for position, keyword in enumerate(tags or []):
        ArticleTag.objects.create(article=article, tag=keyword, position=position)
    for position, story in enumerate(related or []):
        RelatedStory.objects.create(article=article, story=story, position=position)
    if lead:
        ImageUse.objects.create(article=article, image=lead, role=ImageUse.Role.LEAD)
    for position, shown in enumerate(gallery or []):
        ImageUse.objects.create(article=article, image=shown, role=ImageUse.Role.GALLERY, position=position)
    return article


def collection(name: str = "", stories: list[Article] | None = None, **fields: Any) -> Collection:
    """A collection of stories, in this order."""
    row = Collection.objects.create(name=name or f"Collection {next(number)}", **fields)
    for position, story in enumerate(stories or []):
        CollectionEntry.objects.create(collection=row, story=story, position=position)
    return row


def published(headline: str = "", *, at: datetime | None = None, **fields: Any) -> Article:
    """A story that readers see."""
    article = draft(headline, **fields)
    verbs.publish(article, at=at)
    return article

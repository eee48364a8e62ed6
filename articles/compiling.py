"""Writes compiled documents and the rows by which they are found. Reached through `articles.publishing`."""

from collections.abc import Sequence

from django.db import models
from django.utils import timezone

from articles import bulk, documents, search, stories
from articles.models import (
    PublishedArticle,
    PublishedAuthor,
    PublishedImage,
    PublishedRelated,
    PublishedTag,
)
from articles.stories import Story

INDEXES: list[type[models.Model]] = [PublishedTag, PublishedAuthor, PublishedImage, PublishedRelated]


def store(rows: Sequence[PublishedArticle], *, only_changed: bool = False) -> list[PublishedArticle]:
    """Compile `rows` from their snapshots and write them with everything by which they are found.

    With `only_changed`, rows that come out as they were are left alone. Returns the rows written. The number of queries
    does not depend on the number of rows.
    """
    before = [(row.card, row.extra) for row in rows]
    compiled = prepare(rows)
    if only_changed:
        pairs = zip(compiled, before, strict=True)
        compiled = [story for story, old in pairs if (story.row.card, story.row.extra) != old]
    write(compiled)
    return [story.row for story in compiled]


def prepare(rows: Sequence[PublishedArticle]) -> list[Story]:
    """The half of `store` that only reads: compile `rows` in memory, to be written in a short transaction."""
    now = timezone.now()
    compiled = stories.load(rows)
    for story in compiled:
        row = story.row
        row.card, row.extra = documents.compile(story)
        row.topic, row.genre, row.language = story.topic, story.source["genre"], story.source["language"]
        row.compiled_at, row.compiled_with = now, documents.REPRESENTATION
    return compiled


def write(compiled: Sequence[Story]) -> None:
    """The other half of `store`: write what `prepare` gave."""
    _forget([story.row for story in compiled if story.row.pk])
    _write([story.row for story in compiled])
    _index(compiled)


def clear(row: PublishedArticle) -> None:
    """Empty a document that readers may no longer see, and forget where it was found."""
    row.source, row.card, row.extra, row.topic = {}, "", "", None
    row.save()
    _forget([row])


def _write(rows: list[PublishedArticle]) -> None:
    old = [row for row in rows if row.pk]
    fields = [field.name for field in PublishedArticle._meta.concrete_fields if not field.primary_key]
    PublishedArticle.objects.bulk_update(old, fields, batch_size=100)
    bulk.create(PublishedArticle, [row for row in rows if not row.pk])


def _forget(rows: list[PublishedArticle]) -> None:
    if not rows:
        return
    for index in INDEXES:
        index._default_manager.filter(published__in=rows).delete()
    search.remove([row.pk for row in rows])


def _index(found: Sequence[Story]) -> None:
    bulk.insert(PublishedTag, ["published", "tag"], ((s.row.pk, tag.pk) for s in found for tag in s.tags))
    bulk.insert(PublishedAuthor, ["published", "author"], ((s.row.pk, a.pk) for s in found for a in s.authors))
    bulk.insert(PublishedImage, ["published", "image"], ((s.row.pk, image) for s in found for image in s.image_ids))
    related = ((s.row.pk, story, place) for s in found for place, story in enumerate(s.source["related"]))
    bulk.insert(PublishedRelated, ["published", "story", "position"], related)
    search.add((story.row.pk, story.found_by) for story in found)

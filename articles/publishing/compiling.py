"""Writes compiled documents and the rows that find them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import models
from django.utils import timezone

from articles import search
from articles.models import (
    Outdated,
    PublishedArticle,
    PublishedAuthor,
    PublishedDocument,
    PublishedImage,
    PublishedRelated,
    PublishedTag,
    PublishedTopic,
    bulk,
)
from articles.publishing import above, documents, standing, stories
from articles.publishing.stories import Story

# Rows in one statement: of documents they are two megabytes.
BATCH: Final = 100
ATTACHED: Final = ("published", "published_at", "updated_at", "article_id")
INDEXES: list[type[models.Model]] = [PublishedTopic, PublishedTag, PublishedAuthor, PublishedImage, PublishedRelated]


def store(rows: Sequence[PublishedArticle]) -> None:
    """Compile `rows` from their snapshots and write them with the rows that find them.

    The number of queries does not depend on the number of rows.
    """
    write(prepare(rows))


def prepare(rows: Sequence[PublishedArticle]) -> list[Story]:
    """The reading half of `store`: compile `rows` in memory, to be written in a short transaction."""
    now = timezone.now()
    compiled = stories.load(rows)
    for story in compiled:
        row = story.row
        row.document.card, row.document.extra, row.document.surrogate_keys = documents.compile(story)
        row.topic, row.genre, row.language = story.topic, story.source["genre"], story.source["language"]
        row.compiled_at, row.compiled_with = now, documents.REPRESENTATION
        row.standing = standing.is_standing(row, now)
    return compiled


def write(compiled: Sequence[Story]) -> None:
    """The writing half of `store`: write what `prepare` returned."""
    if not compiled:
        return
    old = [story.row for story in compiled if story.row.pk]
    standing.count_passed()
    before = standing.tally([row.pk for row in old])
    # Documents first: `search.renew` locks them first, too.
    _write([story.row for story in compiled])
    _forget(old)
    _index(compiled)
    rows = [story.row for story in compiled]
    standing.put(before, standing.tally([row.pk for row in rows]), max(row.compiled_at for row in rows))


def replace(compiled: Sequence[Story], shows_others: Sequence[Story]) -> None:
    """Write documents that `prepare` compiled again, where this version had compiled the same snapshots before.

    What finds these stories stays as it is, but for the pictures of `shows_others`, a part of them.
    """
    if not compiled:
        return
    rows = [story.row for story in compiled]
    at = max(row.compiled_at for row in rows)
    found = PublishedArticle.objects.filter(pk__in=[row.pk for row in rows])
    found.update(compiled_at=at)
    Outdated.objects.filter(published__in=rows).delete()
    texts = ((row.pk, row.document.card, row.document.extra, row.document.surrogate_keys) for row in rows)
    bulk.update(PublishedDocument, ["card", "extra", "surrogate_keys"], texts)
    if shows_others:
        PublishedImage.objects.filter(published__in=[story.row for story in shows_others]).delete()
        _index_pictures(shows_others)
    standing.touch(found, at)


def clear(row: PublishedArticle) -> None:
    """Delete a document that readers may no longer see, and the rows that find it."""
    before = standing.tally([row.pk])
    PublishedDocument.objects.filter(published=row).delete()
    row.topic, row.standing = None, False
    row.save()
    _forget([row])
    standing.put(before, Counter(), timezone.now())


def _write(rows: list[PublishedArticle]) -> None:
    bulk.create(PublishedArticle, [row for row in rows if row.pk], replace=True)
    bulk.create(PublishedArticle, [row for row in rows if not row.pk])
    for row in rows:
        row.document.published = row
    for start in range(0, len(rows), BATCH):
        bulk.create(PublishedDocument, [row.document for row in rows[start : start + BATCH]], replace=True)


def _forget(rows: list[PublishedArticle]) -> None:
    if not rows:
        return
    Outdated.objects.filter(published__in=rows).delete()
    for index in INDEXES:
        index._default_manager.filter(published__in=rows).delete()
    search.remove([row.pk for row in rows])


def _index(found: Sequence[Story]) -> None:
    topics = above.of({story.topic for story in found if story.topic})
    under = ((topic, *_order(s)) for s in found if s.topic for topic in topics[s.topic.pk])
    bulk.insert(PublishedTopic, ["topic", *ATTACHED], under)
    bulk.insert(PublishedTag, ["tag", *ATTACHED], ((tag.pk, *_order(s)) for s in found for tag in s.tags))
    bulk.insert(
        PublishedAuthor, ["author", *ATTACHED], ((author.pk, *_order(s)) for s in found for author in s.authors)
    )
    _index_pictures(found)
    related = ((s.row.pk, story, place) for s in found for place, story in enumerate(s.source["related"]))
    bulk.insert(PublishedRelated, ["published", "story", "position"], related)
    search.add((story.row.pk, story.found_by) for story in found)


def _index_pictures(found: Sequence[Story]) -> None:
    bulk.insert(PublishedImage, ["published", "image"], ((s.row.pk, image) for s in found for image in s.image_ids))


def _order(story: Story) -> tuple[int, datetime, datetime, UUID]:
    """The values of ATTACHED."""
    return story.row.pk, story.row.published_at, story.row.updated_at, story.id

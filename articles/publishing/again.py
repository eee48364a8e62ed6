"""Compiles published stories again: computes without a lock, then writes what nobody has changed meanwhile."""

import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

import orjson
from django.db import InterfaceError, OperationalError, connection, transaction

from articles import search
from articles.changes import log
from articles.models import Change, Outdated, PublishedArticle
from articles.models.published import PublishedArticleQuerySet
from articles.publishing import compiling, documents, standing
from articles.publishing.stories import Story

logger = logging.getLogger(__name__)

# Words. Of longer texts PostgreSQL keeps no places beyond the 16,383rd, and a changed byline comes last: they are
# indexed as a whole. A word has few terms.
SHORT: Final = 4_000
# Whoever compiles or withdraws a story changes one of these. `standing` changes with time.
FIELDS: Final = [field.attname for field in PublishedArticle._meta.concrete_fields if field.name != "standing"]


class Outcome(NamedTuple):
    """The keys of stories whose documents were written, and of those that do not compile."""

    changed: set[int]
    failed: set[int]


class Before(NamedTuple):
    """A story before it is compiled again: its mark, and of its document the surrogate keys and both texts."""

    mark: list[Any]
    compiled_with: int
    keys: set[str]
    texts: tuple[str, str]


@dataclass(frozen=True)
class Ready:
    """A story compiled again, to be written if it still has the same `mark`.

    `keys` are the surrogate keys of the document that it has. `indexed`: this version has written the rows that find
    it. `words` are what searches will find it by; None if that stays the same.
    """

    story: Story
    mark: list[Any]
    keys: set[str]
    changed: bool
    indexed: bool
    words: search.Prepared | search.Byline | None

    @property
    def waited(self) -> bool:
        return self.mark[0] is not None

    @property
    def shows_others(self) -> bool:
        return self.keys != self.story.row.surrogate_keys


class Batch:
    """Stories to be compiled again, by the keys of their PublishedArticle.

    A story that does not compile is logged by its slug, keeps its document and stops no other.
    """

    def __init__(self, keys: Iterable[int]) -> None:
        self._keys = list(keys)
        self._ready: dict[int, Ready] = {}
        self._settled: list[Ready] = []
        self._failed: set[int] = set()

    def prepare(self) -> None:
        """Compile the stories in memory. Needs no transaction."""
        self._failed |= _each(self._keys, self._compile)

    def write(self) -> Outcome:
        """Write and log the documents that differ, and note that all were compiled.

        The caller must hold the lock of the log. Stories that somebody has changed since `prepare` stay as they are.
        """
        if self._ready:
            standing.count_passed()
            rows = _stories(self._ready).select_for_update(of=("self",))
            self._failed |= _each([row.pk for row in rows if _mark(row) == self._ready[row.pk].mark], self._settle)
        changed = [one for one in self._settled if one.changed]
        if changed:
            now = log.now()
            lasting = [one for one in changed if not (end := one.story.row.visible_until) or end > now]
            log.append((_update(one, now) for one in lasting), now)
        return Outcome({one.story.row.pk for one in changed}, self._failed)

    def _compile(self, keys: Sequence[int]) -> None:
        rows = list(_stories(keys).select_related("document", "outdated"))
        # Compiling writes to the rows.
        before = [Before(_mark(row), row.compiled_with, row.surrogate_keys, _texts(row)) for row in rows]
        for story, old in zip(compiling.prepare(rows), before, strict=True):
            self._ready[story.row.pk] = _ready(story, old)

    def _settle(self, keys: Sequence[int]) -> None:
        ready = [self._ready[key] for key in keys]
        compiling.write([one.story for one in ready if one.changed and not one.indexed])
        again = [one for one in ready if one.changed and one.indexed]
        compiling.replace([one.story for one in again], [one.story for one in again if one.shows_others])
        _settle_unchanged([one for one in ready if not one.changed])
        _index(one for one in ready if one.indexed or not one.changed)
        self._settled += ready


def _ready(story: Story, before: Before) -> Ready:
    indexed = before.compiled_with == documents.REPRESENTATION
    changed = _texts(story.row) != before.texts
    words: search.Prepared | search.Byline | None = None
    if not indexed:
        words = story.found_by
    elif changed:
        words = _changed_words(story, orjson.loads(before.texts[0]).get("byline"))
    return Ready(story, before.mark, before.keys, changed, indexed, words)


def _changed_words(story: Story, byline: str | None) -> search.Prepared | search.Byline | None:
    """What searches find a story by that was compiled from the same snapshot before, with this byline."""
    if byline is None or (byline != story.byline and story.length.words > SHORT):
        return story.found_by
    # Even if nothing of it is needed: a heading that is no text must not reach readers.
    words = story.signed_by(byline)
    return None if byline == story.byline else words


def _index(found: Iterable[Ready]) -> None:
    """Write the words of stories that are indexed."""
    words = {one.story.row.pk: one.words for one in found}
    whole = {key: one for key, one in words.items() if isinstance(one, search.Prepared)}
    search.remove(list(whole))
    search.add(whole.items())
    search.change_bylines((key, one) for key, one in words.items() if isinstance(one, search.Byline))


def _update(one: Ready, now: datetime) -> Change:
    row = one.story.row
    return log.change(row, Change.Reason.UPDATED, max(now, row.visible_from), one.keys)


def _settle_unchanged(found: Sequence[Ready]) -> None:
    """Note that documents are right as they are."""
    Outdated.objects.filter(published__in=[one.story.row.pk for one in found if one.waited]).delete()
    earlier = [one.story.row.pk for one in found if not one.indexed]
    PublishedArticle.objects.filter(pk__in=earlier).update(compiled_with=documents.REPRESENTATION)


def _stories(keys: Iterable[int]) -> PublishedArticleQuerySet:
    return PublishedArticle.objects.documented().filter(pk__in=list(keys)).select_related("outdated")


def _mark(row: PublishedArticle) -> list[Any]:
    """What changes whenever somebody compiles the story, withdraws it or leaves it to the worker."""
    return [row.outdated.since if hasattr(row, "outdated") else None, *(getattr(row, name) for name in FIELDS)]


def _texts(row: PublishedArticle) -> tuple[str, str]:
    return row.document.card, row.document.extra


def _each(keys: Sequence[int], work: Callable[[Sequence[int]], None]) -> set[int]:
    """Work on all of these stories at once, or one by one if that fails. Returns those for which it fails."""
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            work(keys)
        return set()
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        if len(keys) == 1:
            slug = PublishedArticle.objects.values_list("slug", flat=True).get(pk=keys[0])
            logger.exception("“%s” cannot be compiled again: readers still see the earlier document.", slug)
            return set(keys)
    return {failed for key in keys for failed in _each([key], work)}

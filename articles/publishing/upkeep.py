"""Compiles published stories again: when something they show has changed, and when an earlier version compiled them."""

from collections.abc import Collection, Iterable
from contextlib import nullcontext
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.changes import log
from articles.changes.host_lock import host_lock
from articles.changes.surrogate_keys import LISTS
from articles.models import Outdated, PublishedArticle, bulk
from articles.publishing import documents
from articles.publishing.again import Batch

# The largest number of stories that whoever saves a name or a picture waits for; the worker compiles more than these.
AT_ONCE: Final = 100
# Stories in one transaction of the worker, a tenth of a second of writing: views and publications wait for no longer.
BATCH: Final = 50


@transaction.atomic
def refresh(found: QuerySet[PublishedArticle]) -> int:
    """Compile stories again from what was published, after an author, topic, tag or picture they show has changed.

    Only those whose representation really differs are written and logged; withdrawn ones have nothing to compile.
    Those that do not compile are left to the worker. Returns the number written.
    """
    log.lock()
    batch = Batch(found.values_list("pk", flat=True))
    batch.prepare()
    changed, failed = batch.write()
    if failed:
        _leave(failed)
    return len(changed)


@transaction.atomic
def refresh_soon(found: QuerySet[PublishedArticle]) -> None:
    """The same at once for a few stories; many are left to the worker, so that nobody waits for them (see Upkeep)."""
    log.lock()
    keys = list(found.values_list("pk", flat=True))
    if len(keys) <= AT_ONCE:
        refresh(found)
    else:
        _leave(keys)


def sentence() -> str:
    """What editors are told while stories wait for the worker; "" if none does. One query."""
    waiting, earlier = _outdated(set())
    count = waiting.order_by().union(earlier.order_by()).count()
    if not count:
        return ""
    stories = "1 published story" if count == 1 else f"{count:,} published stories"
    return f"{stories} will show the latest names and pictures in a moment: the worker is compiling the newest first."


class Upkeep:
    """Compiles and indexes stories again that an earlier version compiled or `refresh_soon` has left, newest first.

    A call handles at most `most` in one transaction and returns how many: 0 when none are left. They are compiled
    before it begins, so that others write meanwhile. One that does not compile is left to the next upkeep, because only
    another version, or publishing it again, can repair it.
    """

    def __init__(self, most: int = BATCH) -> None:
        self._most = most
        self._failed: set[int] = set()

    def __call__(self) -> int:
        keys = self._next()
        if keys:
            batch = Batch(keys)
            batch.prepare()
            # On PostgreSQL, counting views and this do not wait for each other.
            with host_lock() if connection.vendor == "sqlite" else nullcontext():
                self._write(batch)
        return len(keys)

    def _next(self) -> list[int]:
        """The keys of some stories: of those that wait, or else of those of an earlier version."""
        waiting, earlier = _outdated(self._failed)
        return list(waiting[: self._most]) or list(earlier[: self._most])

    @transaction.atomic
    def _write(self, batch: Batch) -> None:
        log.lock()
        self._failed |= batch.write().failed
        if not self._next():
            log.touch(LISTS)


def _outdated(failed: Collection[int]) -> tuple["QuerySet[Any, int]", "QuerySet[Any, int]"]:
    """The keys of stories that wait, and of those that an earlier version compiled; each the newest first."""
    waiting = Outdated.objects.filter(published__document__isnull=False).exclude(pk__in=failed).order_by("-pk")
    documented = PublishedArticle.objects.documented().exclude(pk__in=failed)
    earlier = documented.filter(compiled_with__lt=documents.REPRESENTATION).order_by("compiled_with", "-pk")
    return waiting.values_list("pk", flat=True), earlier.values_list("pk", flat=True)


def _leave(keys: Iterable[int]) -> None:
    """Leave stories to the next upkeep. Their documents stay as they are until then."""
    now = timezone.now()
    bulk.insert(Outdated, ["published", "since"], ((key, now) for key in keys), replace=True)

"""Compiles published stories again: when something they show has changed, and when an earlier version compiled them.

A story that does not compile keeps its document and stops nothing else: it is logged by its slug and skipped.
"""

import logging
from typing import Final

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet

from articles import search
from articles.changes import log
from articles.changes.surrogate_keys import LISTS
from articles.models import Change, PublishedArticle
from articles.publishing import compiling, documents

logger = logging.getLogger(__name__)

Reason = Change.Reason
# The largest number of stories that whoever saves a name or a picture waits for; the worker compiles more than these.
AT_ONCE: Final = 100
# Stories in one transaction of the worker, a tenth of a second of writing: views and publications wait for no longer.
BATCH: Final = 20
# A row that was written, and the surrogate keys of its previous document.
Changed = tuple[PublishedArticle, set[str]]


@transaction.atomic
def refresh(found: QuerySet[PublishedArticle]) -> int:
    """Compile stories again from what was published, after an author, topic, tag or picture they show has changed.

    Only those whose representation really differs are written and logged; withdrawn ones have nothing to compile.
    Those that do not compile are marked as compiled by an earlier version. Returns the number written.
    """
    changed, failed = _refresh(found)
    if failed:
        _leave(found.filter(pk__in=failed))
    return len(changed)


@transaction.atomic
def refresh_soon(found: QuerySet[PublishedArticle]) -> None:
    """The same at once for a few stories; many are left to the worker, so that nobody waits for them (see Upkeep)."""
    log.lock()
    if found.count() <= AT_ONCE:
        refresh(found)
    else:
        _leave(found)


def sentence() -> str:
    """What editors are told while stories wait for the worker; "" if none does. One query."""
    count = _outdated().count()
    if not count:
        return ""
    stories = "1 published story" if count == 1 else f"{count:,} published stories"
    return f"{stories} will show the latest names and pictures in a moment: the worker is compiling the newest first."


class Upkeep:
    """Compiles and indexes stories again that an earlier version compiled or `refresh_soon` has left, newest first.

    A call handles at most `most` in one transaction and returns how many: 0 when none are left. One that does not
    compile is left to the next upkeep, because only another version, or publishing it again, can repair it.
    """

    def __init__(self, most: int = BATCH) -> None:
        self._most = most
        self._failed: set[int] = set()

    def __call__(self) -> int:
        outdated = _outdated().exclude(pk__in=self._failed)
        keys = list(outdated.order_by("compiled_with", "-pk").values_list("pk", flat=True)[: self._most])
        if keys:
            self._compile(keys)
        return len(keys)

    @transaction.atomic
    def _compile(self, keys: list[int]) -> None:
        changed, failed = _refresh(PublishedArticle.objects.filter(pk__in=keys))
        self._failed |= failed
        # Unchanged documents were not written, but this version may index other words of them.
        unchanged = PublishedArticle.objects.filter(pk__in=set(keys) - failed - changed)
        for _ in search.renew(unchanged):
            pass
        unchanged.update(compiled_with=documents.REPRESENTATION)
        if not _outdated().exclude(pk__in=self._failed).exists():
            log.touch(LISTS)


def _outdated() -> QuerySet[PublishedArticle]:
    return PublishedArticle.objects.documented().filter(compiled_with__lt=documents.REPRESENTATION)


def _leave(found: QuerySet[PublishedArticle]) -> None:
    """Leave stories to the next upkeep. Their documents stay as they are until then."""
    PublishedArticle.objects.filter(pk__in=found.values("pk")).update(compiled_with=0)


def _refresh(found: QuerySet[PublishedArticle]) -> tuple[set[int], set[int]]:
    """The keys of the stories that were written, and of those that do not compile."""
    log.lock()
    changed, failed = _stored(found.filter(document__isnull=False))
    now = log.now()
    lasting = [(row, keys) for row, keys in changed if not row.visible_until or row.visible_until > now]
    log.append((log.change(row, Reason.UPDATED, max(now, row.visible_from), keys) for row, keys in lasting), now)
    return {row.pk for row, _ in changed}, failed


def _stored(found: QuerySet[PublishedArticle]) -> tuple[list[Changed], set[int]]:
    """Store stories; one by one if any of them does not compile.

    Returns those whose documents changed, and the keys of those that do not compile.
    """
    # Locked and read here, so that an older snapshot never overwrites what somebody publishes meanwhile.
    rows = list(found.select_related("document").select_for_update(of=("self",)))
    try:
        with transaction.atomic():
            keys = {row.pk: row.surrogate_keys for row in rows}
            return [(row, keys[row.pk]) for row in compiling.store(rows, only_changed=True)], set()
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        if len(rows) == 1:
            logger.exception("“%s” cannot be compiled again: readers still see the earlier document.", rows[0].slug)
            return [], {rows[0].pk}
    # Read again: the rows in memory are half compiled.
    results = [_stored(PublishedArticle.objects.filter(pk=row.pk)) for row in rows]
    return [one for changed, _ in results for one in changed], {key for _, failed in results for key in failed}

"""Writes the change log (models.change), so that whoever has read up to a change never finds another before it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from articles import surrogate_keys
from articles.models import Change, PublishedArticle

Reason = Change.Reason

# Any number that nothing else in the database locks: "news" in ASCII.
LOCK: Final = 0x6E657773
REMOVALS: Final = {Reason.UNPUBLISHED, Reason.KILLED, Reason.EXPIRED}


def lock() -> None:
    """Wait until no other transaction writes to the log, and let others wait until this one ends.

    Ids are taken before a transaction ends, and without the lock a late one would be missed. Taken before any row is,
    so that two transactions cannot wait for each other. SQLite lets one writer in at a time in any case.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def now() -> datetime:
    """The moment when what is recorded now takes effect: not before the last change, whatever the clock says."""
    clock = timezone.now()
    return max(clock, Change.objects.last_moment() or clock)


def change(row: PublishedArticle, reason: Reason, at: datetime, keys: Iterable[str] = ()) -> Change:
    """A change of a story, to be appended. `keys` are those that the story's present document does not have."""
    return Change(
        article_id=row.article_id,
        action=Change.Action.REMOVE if reason in REMOVALS else Change.Action.UPSERT,
        reason=reason,
        slug=row.slug,
        version=row.version,
        effective_at=at,
        keys=surrogate_keys.text(surrogate_keys.of_document(row.card, row.extra) | set(keys)),
    )


def append(changes: Iterable[Change], at: datetime) -> None:
    """Write changes that were recorded `at`. The lock must be held."""
    rows = list(changes)
    for row in rows:
        row.recorded_at = at
    Change.objects.bulk_create(rows)


@transaction.atomic
def prune(before: datetime) -> int:
    """Forget changes that took effect before a moment. Returns how many.

    The last of them stays as a mark: consumers that have not read as far are told to start again.
    """
    lock()
    old = Change.objects.filter(effective_at__lt=before)
    number = old.exclude(reason=Reason.PRUNED).count()
    mark = old.order_by("-effective_at", "-pk").first()
    if not mark or mark.reason == Reason.PRUNED:
        return 0
    old.exclude(pk=mark.pk).delete()
    mark.article, mark.action, mark.reason = None, Change.Action.EDIT, Reason.PRUNED
    mark.slug, mark.keys, mark.version = "", "", 0
    mark.save()
    return number


def prune_old() -> int:
    """Forget what is older than CHANGES_KEPT_DAYS. Returns how many changes."""
    days = settings.CHANGES_KEPT_DAYS
    return prune(timezone.now() - timedelta(days=days)) if days else 0


@transaction.atomic
def touch(*keys: str) -> None:
    """Log that something beside stories has changed that readers may see, by its surrogate keys."""
    lock()
    at = now()
    edit = Change(action=Change.Action.EDIT, reason=Reason.EDITED, effective_at=at, keys=surrogate_keys.text(keys))
    append([edit], at)

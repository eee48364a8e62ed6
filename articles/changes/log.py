"""Writes the change log (models.change) in such an order that no change ever appears before one that was read."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from articles.changes import surrogate_keys
from articles.changes.reasons import REASONS, SEEN_ELSEWHERE
from articles.changes.surrogate_keys import key
from articles.models import Change, PublishedArticle

logger = logging.getLogger(__name__)

Reason = Change.Reason

# Any number that nothing else in the database uses as a lock: "news" in ASCII.
LOCK: Final = 0x6E657773
# How far the log may be ahead of the clock, because another machine's clock is fast or this one's was set back.
MOST_AHEAD: Final = timedelta(minutes=1)


def lock() -> None:
    """Wait until no other transaction writes to the log, and make others wait until this one ends.

    Ids are assigned before a transaction ends; without the lock, readers would miss one that commits late. Take it
    before locking any row, so that two transactions cannot wait for each other. SQLite only ever has one writer.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def now() -> datetime:
    """When a change that is recorded now takes effect: not before the last change, even if the clock says so.

    A log further ahead than MOST_AHEAD is ignored, or nothing would take effect until the clock had caught up.
    Consumers of the feed that have read that far may miss changes made until then.
    """
    clock = timezone.now()
    last = Change.objects.last_moment() or clock
    if last > clock + MOST_AHEAD:
        logger.error("The change log is %s ahead of the clock: mirrors may have to start again.", last - clock)
        return clock
    return max(clock, last)


def change(row: PublishedArticle, reason: Reason, at: datetime, keys: Iterable[str] = ()) -> Change:
    """A change of a story, to be appended. `keys` adds surrogate keys that its present document does not have."""
    # An emptied document has no keys but its article's.
    own = {key("article", row.article_id), *row.surrogate_keys}
    return Change(
        article_id=row.article_id,
        action=REASONS[reason].action,
        reason=reason,
        slug=row.slug,
        version=row.version,
        effective_at=at,
        keys=surrogate_keys.text(own.union(keys)),
    )


def with_echoes(changes: Sequence[Change]) -> list[Change]:
    """The changes of one story. After each that shows or hides it comes one of every story that it is related to."""
    rows = list(PublishedArticle.objects.documented().filter(related__story=changes[0].article_id))
    found = []
    for one in changes:
        found.append(one)
        if REASONS[Reason(one.reason)].seen_elsewhere:
            found += [echo for row in rows if (echo := _echo(row, one.effective_at))]
    return found


def echoes_ahead(row: PublishedArticle, after: datetime) -> list[Change]:
    """A change of a story for every future time at which a story related to it appears or disappears."""
    announced = Change.objects.pending(after).filter(article__in=row.related.values("story"), reason__in=SEEN_ELSEWHERE)
    moments = announced.order_by().values_list("effective_at", flat=True).distinct()
    return [echo for at in moments if (echo := _echo(row, at))]


def _echo(row: PublishedArticle, at: datetime) -> Change | None:
    """The change of a story that shows something else from a time on; None if readers do not see it then."""
    if row.visible_until and row.visible_until <= at:
        return None
    return Change(
        article_id=row.article_id,
        action=Change.Action.UPSERT,
        reason=Reason.UPDATED,
        slug=row.slug,
        version=row.version,
        effective_at=max(at, row.visible_from),
        keys=key("article", row.article_id),
    )


def append(changes: Iterable[Change], at: datetime) -> None:
    """Write changes with `at` as the time of recording. The caller must hold the lock."""
    rows = list(changes)
    for row in rows:
        row.recorded_at = at
    Change.objects.bulk_create(rows)


@transaction.atomic
def prune(before: datetime) -> int:
    """Delete changes that took effect before a time. Returns how many.

    The last of them stays as a mark: consumers that have not read up to it are told to start again.
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


@transaction.atomic
def announce_anew(made_at: datetime) -> None:
    """Give new ids to changes that a log, restored from a backup made at `made_at`, announced for after that time.

    The lost history reported them, too, after changes that are not in the backup: consumers that have read that far
    must be told to start again.
    """
    lock()
    announced = list(Change.objects.filter(effective_at__gt=made_at).order_by("pk"))
    Change.objects.filter(pk__in=[one.pk for one in announced]).delete()
    _append_far(announced)


@transaction.atomic
def begin_anew() -> None:
    """Continue a log that was restored from a backup, with ids that cannot be mistaken for the lost history.

    The new change purges everything that caches hold.
    """
    lock()
    at = now()
    keys = surrogate_keys.EVERYTHING
    _append_far([Change(action=Change.Action.EDIT, reason=Reason.EDITED, effective_at=at, recorded_at=at, keys=keys)])


def _append_far(rows: Sequence[Change]) -> None:
    """Write changes with ids from the clock, in milliseconds: higher than any that the lost history used."""
    newest = Change.objects.aggregate(newest=Max("pk"))["newest"] or 0
    for number, row in enumerate(rows, max(newest + 1, int(timezone.now().timestamp() * 1000))):
        row.pk = number
    Change.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Change]):
            cursor.execute(statement)


def prune_old() -> int:
    """Delete changes older than CHANGES_KEPT_DAYS. Returns how many."""
    days = settings.CHANGES_KEPT_DAYS
    return prune(timezone.now() - timedelta(days=days)) if days else 0


@transaction.atomic
def touch(*keys: str) -> None:
    """Log that something other than a story has changed that readers may see, by its surrogate keys."""
    lock()
    at = now()
    edit = Change(action=Change.Action.EDIT, reason=Reason.EDITED, effective_at=at, keys=surrogate_keys.text(keys))
    append([edit], at)

"""Writes the change log (models.change), so that whoever has read up to a change never finds another before it."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from articles import surrogate_keys
from articles.models import Change, PublishedArticle
from articles.surrogate_keys import key, of_document

logger = logging.getLogger(__name__)

Reason = Change.Reason

# Any number that nothing else in the database locks: "news" in ASCII.
LOCK: Final = 0x6E657773
# How far the log may be ahead of the clock, because another machine's clock is, or this one's was set back.
MOST_AHEAD: Final = timedelta(minutes=1)
# Changes by which a story appears in, or disappears from, those that editors have related to it.
SEEN_ELSEWHERE: Final = {
    Reason.PUBLISHED,
    Reason.SLUG_CHANGED,
    Reason.UNPUBLISHED,
    Reason.KILLED,
    Reason.EXPIRED,
}
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
    """The moment when what is recorded now takes effect: not before the last change, even if the clock says so.

    A log that is further ahead than MOST_AHEAD is not followed, or nothing would take effect until the clock has caught
    up. Consumers of the feed that have read so far may miss what comes until then.
    """
    clock = timezone.now()
    last = Change.objects.last_moment() or clock
    if last > clock + MOST_AHEAD:
        logger.error("The change log is %s ahead of the clock: mirrors may have to start again.", last - clock)
        return clock
    return max(clock, last)


def change(row: PublishedArticle, reason: Reason, at: datetime, keys: Iterable[str] = ()) -> Change:
    """A change of a story, to be appended. `keys` are those that the story's present document does not have."""
    return Change(
        article_id=row.article_id,
        action=Change.Action.REMOVE if reason in REMOVALS else Change.Action.UPSERT,
        reason=reason,
        slug=row.slug,
        version=row.version,
        effective_at=at,
        # Of a document that is empty, the story is all there is to name.
        keys=surrogate_keys.text({key("article", row.article_id), *of_document(row.card, row.extra), *keys}),
    )


def with_echoes(changes: Sequence[Change]) -> list[Change]:
    """The changes of a story, and behind those by which it comes or goes one of every story that it is related to."""
    showing = PublishedArticle.objects.exclude(card="").filter(related__story=changes[0].article_id)
    rows = list(showing.defer("card", "extra", "source"))
    found = []
    for one in changes:
        found.append(one)
        if one.reason in SEEN_ELSEWHERE:
            found += [echo for row in rows if (echo := _echo(row, one.effective_at))]
    return found


def echoes_ahead(row: PublishedArticle, after: datetime) -> list[Change]:
    """One change of a story for every moment ahead when one that is related to it comes or goes."""
    announced = Change.objects.pending(after).filter(article__in=row.related.values("story"), reason__in=SEEN_ELSEWHERE)
    moments = announced.order_by().values_list("effective_at", flat=True).distinct()
    return [echo for at in moments if (echo := _echo(row, at))]


def _echo(row: PublishedArticle, at: datetime) -> Change | None:
    """That a story shows something else from a moment on, if readers see it then."""
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


@transaction.atomic
def announce_anew(made_at: datetime) -> None:
    """Give new ids to what a log restored from a copy of `made_at` has announced for later than that.

    The history that was lost has told it, too, behind changes that are not in the copy: who has read so far must be
    told to start again.
    """
    lock()
    announced = list(Change.objects.filter(effective_at__gt=made_at).order_by("pk"))
    Change.objects.filter(pk__in=[one.pk for one in announced]).delete()
    _append_far(announced)


@transaction.atomic
def begin_anew() -> None:
    """Let a log that was restored from a copy go on in a way that nobody can take for the history that was lost.

    Everything that caches hold is to be purged.
    """
    lock()
    at = now()
    keys = surrogate_keys.EVERYTHING
    _append_far([Change(action=Change.Action.EDIT, reason=Reason.EDITED, effective_at=at, recorded_at=at, keys=keys)])


def _append_far(rows: Sequence[Change]) -> None:
    """Write changes with ids from the clock, in milliseconds: beyond any that the lost history has given."""
    newest = Change.objects.aggregate(newest=Max("pk"))["newest"] or 0
    for number, row in enumerate(rows, max(newest + 1, int(timezone.now().timestamp() * 1000))):
        row.pk = number
    Change.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Change]):
            cursor.execute(statement)


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

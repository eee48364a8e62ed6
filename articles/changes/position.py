"""The position of the change log: while it stays the same, so does everything the API shows, except views.

Read it before the data: data read afterwards may be newer than the position says, never older.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db import connection
from django.utils import timezone

from articles.changes import surrogate_keys
from articles.models import Change, prepared

# Three look-ups at the ends of indexes; building them with the ORM would take longer than running them. The newest id
# moves with everything recorded, whatever clocks say, and the latest effect with everything that was announced.
SQL: Final = """
SELECT (SELECT MAX(id) FROM articles_change),
    (SELECT MAX(effective_at) FROM articles_change WHERE effective_at <= %s),
    (SELECT MIN(effective_at) FROM articles_change WHERE effective_at > %s)
"""
# The last column: whether the change was announced and is in effect.
BETWEEN: Final = """
SELECT reason, keys, effective_at > recorded_at AND effective_at <= %s FROM articles_change WHERE id > %s
UNION ALL
SELECT reason, keys, effective_at > recorded_at FROM articles_change WHERE effective_at > %s AND effective_at <= %s
"""
LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
# Pruning (articles.changes.log) keeps changes for a day or more, so all those of an hour are there.
HELD: Final = timedelta(hours=1)

# Runs a statement with parameters and returns its rows.
Query = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]


class Position(NamedTuple):
    """The newest change, the latest that is in effect, and when time alone will move it: None if nothing is announced.

    `at` is the time for which it was read.
    """

    newest: int
    latest: datetime
    next_at: datetime | None
    at: datetime

    @property
    def token(self) -> str:
        """The same text for two positions only if readers see the same."""
        return f"{self.newest} {self.latest}"


class Touched(NamedTuple):
    """What changes touch: their surrogate keys, perhaps some of later changes too; None if they cannot be told.

    `announced`: one of them came into effect by the clock, and may still be called off (models.change.SETTLING).
    """

    keys: frozenset[str] | None
    announced: bool


UNKNOWN: Final = Touched(None, announced=True)


def read(at: datetime | None = None, query: Query = prepared.rows) -> Position:
    """The position now, or at another time. One query."""
    now = at or timezone.now()
    ((newest, latest, upcoming),) = query(SQL, [_stored(now), _stored(now)])
    return Position(newest or 0, _parsed(latest) or LONG_AGO, _parsed(upcoming), now)


def between(before: Position, after: Position, query: Query = prepared.rows) -> Touched:
    """What the changes from one position to a later one touch. One query if the positions differ."""
    if before.token == after.token:
        return Touched(frozenset(), announced=False)
    if after.newest < before.newest or after.latest < before.latest or after.at - before.at > HELD:
        # Changes were called off or may have been pruned, or another copy of the log was put in place.
        return UNKNOWN
    since, until = _stored(before.latest), _stored(after.latest)
    rows = query(BETWEEN, [until, before.newest, since, until])
    if any(reason == Change.Reason.PRUNED for reason, *_ in rows):
        return UNKNOWN
    keys = frozenset({surrogate_keys.LISTS}.union(*(keys.split() for _, keys, _ in rows)))
    return Touched(keys, announced=any(announced for *_, announced in rows))


def _stored(value: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


def _parsed(value: Any) -> datetime | None:
    return prepared.moment(value) if value else None

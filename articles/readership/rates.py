"""How many views are taken in a minute, from one address and from all, with a database that tells all processes.

A process reports a step of views at a time, a hundredth of the limit, and learns how many all have taken. So ordinary
readers cost nothing here, a flood that is refused costs nothing either, and each process may exceed a limit by a step.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection

from articles.readership.rows import moment, run
from articles.readership.visitors import digest

WINDOW: Final = timedelta(minutes=1)
STEPS: Final = 100
EVERYBODY: Final = ""
REPORT = """
INSERT INTO articles_viewrate (digest, views, expires_at) VALUES {rows}
ON CONFLICT (digest) DO UPDATE SET views = articles_viewrate.views + excluded.views
RETURNING views
"""


class Rates:
    """The limits VIEWS_PER_MINUTE of an address and VIEWS_PER_MINUTE_IN_ALL, as one process keeps them; 0 is none."""

    def __init__(self) -> None:
        self._minute = datetime.min.replace(tzinfo=UTC)
        self._taken: Counter[str] = Counter()
        self._unreported: Counter[str] = Counter()

    def is_open(self, address: str, at: datetime) -> bool:
        """Whether a view may go on, as far as this process knows."""
        return not self._is_now(at) or not any(self._taken[who] >= most for who, most in _limits(address))

    def take(self, address: str, at: datetime) -> bool:
        """Count a view against the limits. Whether it is within them. May ask the database, outside a transaction."""
        if not self._is_now(at):
            self._minute = at.replace(second=0, microsecond=0)
            self._taken.clear()
            self._unreported.clear()
        within = [self._spend(who, most) for who, most in _limits(address)]
        return all(within)

    def _is_now(self, at: datetime) -> bool:
        """Whether the minute of before still runs. One that lies ahead does not: the clock was set back."""
        return timedelta(0) <= at - self._minute < WINDOW

    def _spend(self, who: str, most: int) -> bool:
        self._taken[who] += 1
        self._unreported[who] += 1
        if self._unreported[who] * STEPS >= most:
            self._taken[who] = self._report(who, self._unreported.pop(who))
        return self._taken[who] <= most

    def _report(self, who: str, views: int) -> int:
        row = (digest((who, self._minute), self._minute), views, moment(self._minute + WINDOW))
        with connection.cursor() as cursor:
            total: int = run(cursor, REPORT, [row])[0][0]
            return total


def _limits(address: str) -> list[tuple[str, int]]:
    limits = ((address, settings.VIEWS_PER_MINUTE), (EVERYBODY, settings.VIEWS_PER_MINUTE_IN_ALL))
    return [(who, most) for who, most in limits if most]

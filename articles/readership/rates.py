"""Limits how many views are accepted in a minute, from one address and from all, across processes by the database.

A process reports views in steps of a hundredth of the limit, and learns how many all processes have accepted. So
ordinary readers cost nothing here, nor does a flood that is refused; each process may exceed a limit by one step.
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
    """One process's share in the limits VIEWS_PER_MINUTE, per address, and VIEWS_PER_MINUTE_IN_ALL; 0 is no limit."""

    def __init__(self) -> None:
        self._minute = datetime.min.replace(tzinfo=UTC)
        self._taken: Counter[str] = Counter()
        self._unreported: Counter[str] = Counter()

    def is_open(self, address: str, at: datetime) -> bool:
        """Whether a view is within the limits, as far as this process knows."""
        return not self._is_now(at) or not any(self._taken[who] >= most for who, most in _limits(address))

    def take(self, address: str, at: datetime) -> bool:
        """Count a view against the limits; returns whether it is within them. May query, outside transactions only."""
        if not self._is_now(at):
            self._minute = at.replace(second=0, microsecond=0)
            self._taken.clear()
            self._unreported.clear()
        within = [self._spend(who, most) for who, most in _limits(address)]
        return all(within)

    def _is_now(self, at: datetime) -> bool:
        """Whether `at` is in the minute being counted. If it is before that minute, the clock was set back."""
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

"""Windows of time in which views are summed: whole days from days, and the partial ones at their ends from hours."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

WINDOWS = {
    "1h": timedelta(hours=1),
    "24h": timedelta(hours=24),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
}
HOUR = timedelta(hours=1)


class Since(NamedTuple):
    """Where a window begins: its first hour, and the midnight after that (UTC)."""

    hour: datetime
    midnight: datetime

    @property
    def day(self) -> date:
        """The first whole day."""
        return self.midnight.date()


def since(window: timedelta, now: datetime) -> Since:
    """The hour in which the window begins counts in full."""
    hour = hour_of(now - window)
    return Since(hour, midnight(hour) + timedelta(days=1))


def hour_of(at: datetime) -> datetime:
    """The start of the hour (UTC) of a time."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def midnight(at: datetime) -> datetime:
    """The start of the day (UTC) of a time."""
    return datetime.combine(at.astimezone(UTC).date(), time(), UTC)

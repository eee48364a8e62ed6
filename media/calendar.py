"""Which dates are valid, and what the clocks show for them in the newsroom's time zone."""

from datetime import UTC, datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.utils import timezone

YEARS: Final = range(1800, 2201)
RIGHT_YEAR: Final = f"Dates must be between {YEARS[0]} and {YEARS[-1]}: check the year."


class Skipped(ValueError):
    """A time that the clocks skip. `following` is the next time they show, without a zone."""

    def __init__(self, following: datetime) -> None:
        super().__init__(following)
        self.following = following


def is_within(moment: datetime) -> bool:
    """Whether a time is in YEARS by the newsroom's clocks."""
    return local(moment).year in YEARS


def validate_moment(moment: datetime) -> None:
    """Raise ValidationError unless the time is in YEARS. For fields of models."""
    if not is_within(moment):
        raise ValidationError(RIGHT_YEAR, code="year")


def local(moment: datetime) -> datetime:
    """The time in the newsroom's zone; unchanged where the zone would take it past the years 1 or 9999."""
    try:
        return timezone.localtime(moment)
    except OverflowError:
        return moment


def comes_twice(moment: datetime) -> bool:
    """Whether the clocks show this time twice because they are put back."""
    shown = local(moment)
    return _offset(shown, 0) > _offset(shown, 1)


def first(shown: datetime) -> datetime:
    """When the clocks first show a time that has no zone, in UTC. Raises Skipped if they never do."""
    there = shown.replace(tzinfo=timezone.get_current_timezone(), fold=0)
    if _offset(there, 0) < _offset(there, 1):
        raise Skipped(_after_the_jump(there))
    # Times that come twice compare correctly in UTC only.
    return there.astimezone(UTC)


def _offset(moment: datetime, fold: int) -> timedelta:
    return moment.replace(fold=fold).utcoffset() or timedelta(0)


def _after_the_jump(skipped: datetime) -> datetime:
    """What the clocks show just after the jump, found to the second by halving the interval between both readings."""
    wall, new = skipped.replace(tzinfo=UTC, microsecond=0), _offset(skipped, 1)
    before, after = wall - new, wall - _offset(skipped, 0)
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle -= timedelta(microseconds=middle.microsecond)
        if middle.astimezone(skipped.tzinfo).utcoffset() == new:
            after = middle
        else:
            before = middle
    return after.astimezone(skipped.tzinfo).replace(tzinfo=None)

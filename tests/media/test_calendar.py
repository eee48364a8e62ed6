"""Valid dates, and times that clocks show twice or never."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import Settings

from media import calendar
from media.forms import MomentField

TWICE = datetime(2026, 10, 25, 2, 30)  # noqa: DTZ001
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Pacific/Kiritimati", "Pacific/Pago_Pago"]


class Form(forms.Form):
    at = MomentField(required=False, help_text="When.")


@pytest.fixture(params=ZONES)
def _zone(settings: Settings, request: pytest.FixtureRequest) -> None:
    settings.TIME_ZONE = request.param


@pytest.fixture
def _berlin(settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"


def typed(at: str, seen: datetime | None = None) -> Any:
    form = Form({"at": at}, initial={"at": seen})
    assert form.is_valid(), form.errors
    return form.cleaned_data["at"]


def refused(at: str) -> list[str]:
    return [str(error) for error in Form({"at": at}).errors.get("at", [])]


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31", "0026-11-25", "1799-12-01", "2201-01-02"])
def test_dates_outside_four_centuries_are_none(date: str) -> None:
    with pytest.raises(ValidationError, match="between 1800 and 2200"):
        calendar.validate_moment(datetime.fromisoformat(f"{date}T00:00Z"))


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize("at", ["1800-01-01T00:00", "2200-12-31T23:59", "2026-11-25T10:00:05"])
def test_dates_up_to_the_ends_are_taken_as_the_newsrooms_clocks_show_them(at: str) -> None:
    moment = typed(at)
    calendar.validate_moment(moment)
    assert timezone.localtime(moment).isoformat()[: len(at)] == at


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize("at", ["0001-01-01T00:00", "0026-11-25T10:00", "9999-12-31T23:59:59", "2201-01-01T00:00"])
def test_a_year_that_was_mistyped_is_refused(at: str) -> None:
    assert refused(at) == ["Dates must be between 1800 and 2200: check the year."]


@pytest.mark.parametrize("at", ["12026-01-01T00:00", "275760-09-13T00:00", "2026-02-30T10:00", "2026-01-01T24:30", "x"])
def test_what_is_no_date_is_refused(at: str) -> None:
    assert refused(at) == ["Enter a valid date/time."]


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 10, 25, 0, 30, 15, 123456, UTC),
        datetime(2026, 10, 25, 1, 30, 15, 123456, UTC),
        datetime(2026, 11, 1, 5, 30, 0, 1, UTC),
        datetime(2026, 11, 1, 6, 30, 0, 999999, UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(26, 11, 25, 10, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999999, UTC),
    ],
)
@pytest.mark.parametrize("seconds", [True, False])
def test_a_date_nobody_touched_keeps_its_moment(moment: datetime, seconds: bool) -> None:
    shown = str(Form(initial={"at": moment})["at"].value().replace(tzinfo=None, microsecond=0).isoformat())
    # Browsers omit zero seconds.
    sent = shown if seconds else shown.removesuffix(":00")
    form = Form({"at": sent}, initial={"at": moment})
    assert form.is_valid()
    assert form.cleaned_data["at"] == moment
    assert not form.has_changed()


def test_browsers_are_shown_years_of_four_digits() -> None:
    assert 'value="0026-11-25T10:00:00"' in str(Form(initial={"at": datetime(26, 11, 25, 10, tzinfo=UTC)})["at"])


@pytest.mark.usefixtures("_berlin")
def test_an_hour_that_comes_twice_is_taken_as_the_first() -> None:
    first = typed(TWICE.isoformat())
    assert first.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert [calendar.comes_twice(first.astimezone(UTC) + timedelta(hours=hours)) for hours in (-1, 0, 1, 2)] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.usefixtures("_berlin")
def test_which_of_two_it_is_stands_beside_the_field() -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert Form(initial={"at": second})["at"].help_text == "When. The clocks show this time twice; it is 01:30 UTC."
    assert Form(initial={"at": second + timedelta(hours=1)})["at"].help_text == "When."


@pytest.mark.parametrize(
    ("zone", "at", "shown", "following"),
    [
        ("Europe/Berlin", "2026-03-29T02:30", "02:30", "29 March 2026, 03:00"),
        ("Europe/Berlin", "2026-03-29T02:00", "02:00", "29 March 2026, 03:00"),
        ("Europe/Berlin", "2026-03-29T02:59:59", "02:59", "29 March 2026, 03:00"),
        ("America/New_York", "2026-03-08T02:15", "02:15", "8 March 2026, 03:00"),
        # Half an hour, and midnight.
        ("Australia/Lord_Howe", "2026-10-04T02:10", "02:10", "4 October 2026, 02:30"),
        ("Africa/Cairo", "2026-04-24T00:20", "00:20", "24 April 2026, 01:00"),
        # Samoa skipped a whole day.
        ("Pacific/Apia", "2011-12-30T12:00", "12:00", "31 December 2011, 00:00"),
    ],
)
def test_a_time_that_is_skipped_is_refused_with_the_next(
    settings: Settings, zone: str, at: str, shown: str, following: str
) -> None:
    settings.TIME_ZONE = zone
    assert refused(at) == [
        f"The clocks are put forward and never show {shown} on that day. The next possible time is {following}."
    ]

"""Dates as cameras and archives write them."""

from datetime import UTC, datetime

import pytest

from media.timestamps import moment

EVENING = datetime(2024, 5, 1, 18, 30, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["2024-05-01T20:30:15+02:00"], EVENING),
        (["2024-05-01T18:30:15.250Z"], EVENING),
        (["2024-05-01T18:30:15"], EVENING),
        (["2024-05-01T18:30Z"], datetime(2024, 5, 1, 18, 30, tzinfo=UTC)),
        (["2024-05-01"], datetime(2024, 5, 1, tzinfo=UTC)),
        (["20240501", "203015+0200"], EVENING),
        (["20240501", "203015"], datetime(2024, 5, 1, 20, 30, 15, tzinfo=UTC)),
        (["20240501"], datetime(2024, 5, 1, tzinfo=UTC)),
        (["20240501", "nonsense"], datetime(2024, 5, 1, tzinfo=UTC)),
        (["2024:05:01 20:30:15", "+02:00"], EVENING),
        (["2024:05:01 18:30:15"], EVENING),
        (["1839-01-07"], datetime(1839, 1, 7, tzinfo=UTC)),
    ],
)
def test_a_date_is_understood(parts: list[str], expected: datetime) -> None:
    assert moment(parts) == expected


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "0000:00:00 00:00:00",
        "2024-13-01",
        "2024-02-30",
        "00000000",
        "2024",
        "0001-01-01",
        "9999-12-31",
        "2024-05-01T25:00:00",
        "2024-05-01T10:00:00+99:99",
        "٢٠٢٤-٠٥-٠١",
    ],
)
def test_nonsense_is_no_date(written: str) -> None:
    assert moment([written]) is None

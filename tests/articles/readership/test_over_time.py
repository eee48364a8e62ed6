"""Views over time: an entry for every hour, day and month, even without views."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from articles.readership import counting, over_time
from articles.readership.over_time import Point
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)


def read(key: int, *views: tuple[str, int]) -> None:
    with connection.cursor() as cursor:
        counting.add(
            cursor, [(key, datetime.fromisoformat(hour).replace(tzinfo=UTC), number) for hour, number in views]
        )


def story() -> int:
    key = factories.published(at=NOW - timedelta(days=400)).published.pk
    read(key, ("2026-03-02 14:00", 3), ("2026-03-02 12:00", 2), ("2026-02-28 23:00", 4), ("2025-12-31 01:00", 7))
    return key


def test_hours() -> None:
    assert over_time.hours(story(), 3, NOW) == [
        Point(datetime(2026, 3, 2, 12, tzinfo=UTC), 2),
        Point(datetime(2026, 3, 2, 13, tzinfo=UTC), 0),
        Point(datetime(2026, 3, 2, 14, tzinfo=UTC), 3),
    ]


def test_days() -> None:
    assert over_time.days(story(), 3, NOW) == [
        Point(datetime(2026, 2, 28, tzinfo=UTC), 4),
        Point(datetime(2026, 3, 1, tzinfo=UTC), 0),
        Point(datetime(2026, 3, 2, tzinfo=UTC), 5),
    ]


def test_months() -> None:
    assert over_time.months(story(), 4, NOW) == [
        Point(datetime(2025, 12, 1, tzinfo=UTC), 7),
        Point(datetime(2026, 1, 1, tzinfo=UTC), 0),
        Point(datetime(2026, 2, 1, tzinfo=UTC), 4),
        Point(datetime(2026, 3, 1, tzinfo=UTC), 5),
    ]


@pytest.mark.parametrize("stories", [1, 3])
def test_hours_of_many_stories(stories: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    keys = [story() for _ in range(stories)]
    with django_assert_num_queries(1):
        assert over_time.hours_of_many(keys, 3, NOW) == {key: [2, 0, 3] for key in keys}

"""Deleting old hours, and checking that the numbers agree."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from articles.models import PublishedArticle, ViewBucket, ViewDay, ViewRate, ViewTotal, VisitorMark
from articles.readership import counting, windows
from articles.readership.tidying import Tidied, tidy
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _story() -> None:
    factories.published("One")


def read(views: int, hours_ago: int, now: datetime = NOW) -> None:
    hour = windows.hour_of(now - timedelta(hours=hours_ago))
    with connection.cursor() as cursor:
        counting.add(cursor, [(PublishedArticle.objects.get().pk, hour, views)])


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_hours_are_kept_for_forty_days_and_days_for_ever() -> None:
    read(1, hours_ago=0)
    read(2, hours_ago=40 * 24)
    read(4, hours_ago=41 * 24)
    read(8, hours_ago=400 * 24)
    assert tidy(NOW) == Tidied(hours=2, marks=0, rates=0)
    assert sorted(ViewBucket.objects.values_list("views", flat=True)) == [1, 2]
    assert sorted(ViewDay.objects.values_list("views", flat=True)) == [1, 2, 4, 8]
    assert ViewTotal.objects.get().views == 15


def test_expired_marks_and_rates_go() -> None:
    for number, hours in enumerate((-1, 1)):
        moment = NOW + timedelta(hours=hours)
        VisitorMark.objects.create(digest=number, expires_at=moment)
        ViewRate.objects.create(digest=number, views=1, expires_at=moment)
    assert tidy(NOW) == Tidied(hours=0, marks=1, rates=1)


def test_the_command_says_what_it_cleared_away() -> None:
    read(1, hours_ago=50 * 24, now=timezone.now())
    assert run("tidy_views") == "1 hours, 0 marks of visitors and 0 rates deleted.\n"


def test_numbers_that_agree() -> None:
    read(3, hours_ago=1, now=timezone.now())
    read(3, hours_ago=50 * 24, now=timezone.now())
    tidy()
    assert run("check_views") == "All views agree.\n"


def test_numbers_that_do_not_are_named_and_mended() -> None:
    today = timezone.now()
    read(3, hours_ago=0, now=today)
    ViewTotal.objects.update(views=9)
    ViewDay.objects.update(views=4)
    day = ViewDay.objects.get().day
    out = StringIO()
    with pytest.raises(CommandError, match=r"^2 numbers do not agree. --repair sets them to the sums.$"):
        call_command("check_views", stdout=out)
    assert out.getvalue() == f"one on {day}: 4, but the sum is 3\none: 9, but the sum is 4\n"
    assert run("check_views", "--repair").endswith("one: 9, but the sum is 3\nRepaired.\n")
    assert (ViewTotal.objects.get().views, ViewDay.objects.get().views) == (3, 3)
    assert run("check_views") == "All views agree.\n"


def test_a_total_that_is_missing_is_made() -> None:
    read(3, hours_ago=0, now=timezone.now())
    ViewTotal.objects.all().delete()
    run("check_views", "--repair")
    assert ViewTotal.objects.get().views == 3


def test_undated_views_belong_to_the_total() -> None:
    ViewTotal.objects.create(published=PublishedArticle.objects.get(), views=7, undated=7)
    assert run("check_views") == "All views agree.\n"

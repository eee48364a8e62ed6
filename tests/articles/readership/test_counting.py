"""Groups of views: each view is counted once, gets its own number, and its own answer."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries, Settings

from articles.models import Article, ViewBucket, ViewDay, ViewTotal
from articles.publishing import verbs
from articles.readership import counting
from articles.readership.counting import NotLive, TooMany, View
from articles.readership.rates import Rates
from articles.readership.visitors import Visitor
from tests import factories

pytestmark = pytest.mark.django_db


def views(*readings: tuple[str, str]) -> list[View]:
    """Views, from pairs of slug and client address."""
    return [View(slug, Visitor(address, "Firefox"), datetime.now(UTC)) for slug, address in readings]


def settle(*readings: tuple[str, str]) -> list[int | str]:
    outcomes = counting._settle(views(*readings))
    return [outcome if isinstance(outcome, int) else type(outcome).__name__ for outcome in outcomes]


def test_every_view_of_a_group_has_its_number() -> None:
    factories.published("One")
    factories.published("Two")
    factories.published("Gone")
    verbs.unpublish(Article.objects.get(headline="Gone"))
    outcomes = settle(
        ("one", "a"), ("two", "a"), ("gone", "a"), ("one", "b"), ("one", "a"), ("unknown", "a"), ("one", "c")
    )
    assert outcomes == [1, 1, "NotLive", 2, 2, "NotLive", 3]
    assert settle(("one", "a"), ("one", "d")) == [3, 4]
    assert sorted(ViewTotal.objects.values_list("published__slug", "views")) == [("one", 4), ("two", 1)]
    assert sorted(ViewBucket.objects.values_list("published__slug", "views")) == [("one", 4), ("two", 1)]
    assert sorted(ViewDay.objects.values_list("published__slug", "views")) == [("one", 4), ("two", 1)]


@pytest.mark.parametrize("size", [1, 3])
def test_a_group_costs_as_many_queries_as_a_view(size: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    readings = [(factories.published().slug, str(number)) for number in range(size)]
    # On SQLite a transaction of five, and the test's transaction adds two for a savepoint.
    with django_assert_num_queries(2 if connection.vendor == "postgresql" else 2 + 5):
        settle(*readings)


def test_a_limit_cuts_a_group(settings: Settings) -> None:
    settings.VIEWS_PER_MINUTE = 2
    factories.published("One")
    assert settle(("one", "a"), ("one", "a"), ("one", "a"), ("one", "b")) == [1, 1, "TooMany", 2]


def test_an_address_that_has_used_up_its_minute_costs_the_database_nothing(
    settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.VIEWS_PER_MINUTE = 1
    factories.published("One")
    view, again = views(("one", "a"), ("one", "a"))
    counting.count(view)
    with django_assert_num_queries(0), pytest.raises(TooMany):
        counting.count(again)


def test_a_limit_holds_for_all_processes(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.VIEWS_PER_MINUTE = 2
    factories.published("One")
    at = datetime(2099, 5, 1, 12, 0, 5, tzinfo=UTC)
    outcomes = []
    for _ in range(3):
        monkeypatch.setattr(counting, "rates", Rates())
        outcomes.append(counting.rates.take("a", at))
    assert outcomes == [True, True, False]
    assert counting.rates.take("a", at.replace(minute=1))


def test_a_limit_does_not_outlast_a_clock_that_is_set_back(settings: Settings) -> None:
    settings.VIEWS_PER_MINUTE = 1
    at = datetime(2099, 5, 1, 12, 0, 5, tzinfo=UTC)
    rates = Rates()
    assert rates.take("a", at)
    assert not rates.is_open("a", at) or not rates.take("a", at)
    for earlier in (at.replace(hour=11), at.replace(minute=1)):
        assert rates.is_open("a", earlier)
        assert rates.take("a", earlier)


def test_what_is_not_live_is_refused() -> None:
    with pytest.raises(NotLive):
        counting.count(views(("unknown", "a"))[0])

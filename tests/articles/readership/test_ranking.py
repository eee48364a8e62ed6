"""Kept rankings of hours that are over change nothing about what is most viewed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from articles.imports import views as importing
from articles.models import Article, PublishedArticle, ViewBucket, ViewRanking
from articles.readership import checking, counting, ranking
from articles.readership.most_viewed import most_viewed
from articles.readership.windows import WINDOWS, hour_of
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def read(article: Article, views: int, hours_ago: int, now: datetime = NOW) -> None:
    with connection.cursor() as cursor:
        counting.add(cursor, [(article.published.pk, hour_of(now) - hours_ago * HOUR, views)])


def top(window: str = "24h", limit: int = 10, now: datetime = NOW, **filters: Any) -> list[tuple[str, int]]:
    stories = PublishedArticle.objects.live().filter(**filters)
    slugs = dict(stories.values_list("pk", "slug"))
    return [(slugs[key], views) for key, views in most_viewed(stories, WINDOWS[window], limit, now)]


@pytest.mark.parametrize("now", [NOW, NOW.replace(hour=0), NOW.replace(hour=1), NOW.replace(hour=23)])
@pytest.mark.parametrize("kept", [1, 3, 1_000])
def test_they_lead_to_the_same_answers(monkeypatch: pytest.MonkeyPatch, kept: int, now: datetime) -> None:
    monkeypatch.setattr(ranking, "KEPT", kept)
    random = Random(f"{kept} {now}")
    tags = [factories.tag("A"), factories.tag("B")]
    stories = [factories.published(f"Story {number}", tags=tags[: number % 3]) for number in range(9)]
    for _ in range(60):
        read(random.choice(stories), random.randint(1, 9), random.choice([0, 1, 2, 3, 20, 23, 24, 25, 160, 700]), now)
    questions: list[Callable[[], list[tuple[str, int]]]] = [
        lambda window=window, limit=limit, filters=filters: top(window, limit, now, **filters)  # type: ignore[misc]
        for window in WINDOWS
        for limit in (1, 3, 50)
        for filters in ({}, {"tags": tags[0]}, {"tags": tags[1]})
    ]
    summed = [ask() for ask in questions]
    assert ranking.keep(now) == 3
    assert [ask() for ask in questions] == summed
    # Somebody else rises.
    for story in stories[:3]:
        read(story, 20, random.choice([0, 1]), now)
    risen = [ask() for ask in questions]
    ViewRanking.objects.all().delete()
    assert [ask() for ask in questions] == risen != summed


def test_a_ranking_is_of_use_for_an_hour() -> None:
    story = factories.published("Story")
    read(story, 3, hours_ago=5)
    assert [ranking.keep(NOW), ranking.keep(NOW), ranking.keep(NOW + HOUR)] == [3, 0, 3]
    assert set(ViewRanking.objects.values_list("hour", flat=True)) == {hour_of(NOW + HOUR)}
    read(story, 1, hours_ago=0)
    assert [top(now=NOW + hours * HOUR) for hours in (-2, 0, 1, 18, 19)] == [[("story", 4)]] * 5
    assert top(now=NOW + 20 * HOUR) == [("story", 1)]


def test_imported_and_repaired_views_of_the_past_are_seen_at_once() -> None:
    story = factories.published("Story")
    read(story, 3, hours_ago=5)
    ranking.keep(NOW)
    importing.take_in(["slug,count,hour", f"story,7,{hour_of(NOW) - 6 * HOUR:%Y-%m-%dT%H:00:00Z}"], "earlier")
    assert top() == [("story", 10)]
    assert ranking.keep(NOW) == 3
    ViewBucket.objects.filter(views=3).update(views=4)
    checking.repair([story.published.pk], NOW)
    assert top(window="7d") == [("story", 11)]


def test_what_was_forgotten_while_it_was_summed_is_not_kept() -> None:
    read(factories.published("Story"), 3, hours_ago=5)

    def interrupt(execute: Any, sql: str, *rest: Any) -> Any:
        found = execute(sql, *rest)
        if sql == ranking.SUMS:
            ViewRanking.objects.forget()
        return found

    with connection.execute_wrapper(interrupt):
        ranking.keep(NOW)
    assert set(ViewRanking.objects.values_list("hour", flat=True)) == {None}
    assert ranking.keep(NOW) == 3


def test_two_queries_however_many_stories(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in (1, 3):
        for _ in range(number):
            read(factories.published(), 2, hours_ago=5)
        ViewRanking.objects.forget()
        ranking.keep(NOW)
        stories = PublishedArticle.objects.live()
        with django_assert_num_queries(2):
            assert most_viewed(stories, WINDOWS["30d"], 10, NOW)

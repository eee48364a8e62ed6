"""The calendar of what is scheduled, and moving a story on it."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from articles.models import Article, PublishedArticle
from articles.publishing import verbs
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import in_role, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CALENDAR: Final = reverse("admin:articles_article_calendar")
DAY: Final = timedelta(days=1)


@pytest.fixture(autouse=True)
def zone(settings: Any) -> None:
    settings.TIME_ZONE = "Europe/Berlin"


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def shown(client: Client, **asked: str) -> dict[str, list[str]]:
    """The stories of each day that has any."""
    page = LexborHTMLParser(client.get(CALENDAR, asked).content.decode())
    days = {day.attributes["data-day"] or "": day.css("li > a:first-of-type") for day in page.css("td")}
    return {day: [one.text() for one in stories] for day, stories in days.items() if stories}


def test_it_shows_what_waits_at_the_newsrooms_time(editor: Client) -> None:
    day = timezone.localdate() + 10 * DAY
    late = timezone.make_aware(datetime.combine(day, time(23, 30)))
    verbs.schedule(factories.draft("Late"), late)
    verbs.publish(factories.draft("Held", embargo_until=noon(day)))
    factories.draft("Planned", published_at=noon(day + DAY))
    factories.draft("Not planned")
    factories.published("Live")
    for view in ("week", "month"):
        stories = shown(editor, view=view, on=day.isoformat()) | shown(editor, view=view, on=(day + DAY).isoformat())
        assert stories == {day.isoformat(): ["Held", "Late"], (day + DAY).isoformat(): ["Planned"]}
    page = editor.get(CALENDAR, {"on": day.isoformat()}).content
    assert screen.texts(page, "li time") == ["12:00", "23:30", *["12:00"] * ((day + DAY).month == day.month)]


def test_weeks_begin_on_monday_and_months_are_whole_weeks(editor: Client) -> None:
    page = editor.get(CALENDAR, {"view": "month", "on": "2027-02-14"}).content
    days = screen.attributes(page, "td", "data-day")
    assert (days[0], days[-1], len(days)) == ("2027-02-01", "2027-02-28", 28)
    assert screen.links(page, ".calendar-steps a")[::2] == ["?view=month&on=2027-01-31", "?view=month&on=2027-03-01"]
    page = editor.get(CALENDAR, {"view": "week", "on": "2027-02-14"}).content
    assert screen.attributes(page, "td", "data-day")[0] == "2027-02-08"
    assert screen.texts(page, "h1") == ["Week of 8 February 2027"]


@pytest.mark.parametrize("on", ["", "nonsense", "2027-02-30", "9999-12-31", "0001-01-01", "1799-01-01"])
def test_a_day_that_is_none_is_today(editor: Client, on: str) -> None:
    page = editor.get(CALENDAR, {"on": on, "view": "week"}).content
    assert timezone.localdate().isoformat() in screen.attributes(page, "td", "data-day")


@pytest.mark.parametrize("on", ["1800-01-01", "2200-12-31"])
def test_the_first_and_the_last_day_of_the_calendar(editor: Client, on: str) -> None:
    assert on in screen.attributes(editor.get(CALENDAR, {"on": on}).content, "td", "data-day")


def move(client: Client, story: Article, day: date) -> HttpResponse:
    """What the page sends when a story is dropped on a day."""
    page = LexborHTMLParser(client.get(CALENDAR, {"on": noon(day).date().isoformat()}).content.decode())
    entry = page.css("li[data-move]")[0].attributes
    sent = {name: entry[f"data-{name}"] for name in ("version", "state")} | {"modified_at": entry["data-modified"]}
    address = entry["data-move"] or ""
    return client.post(address, sent | {"at": f"{day}T{entry['data-time']}"})  # type: ignore[return-value]


def test_a_story_that_is_dropped_on_a_day_is_published_then(editor: Client) -> None:
    day = timezone.localdate() + 3 * DAY
    story = factories.draft("Bridge")
    verbs.schedule(story, noon(day))
    assert move(editor, story, day + DAY).status_code == 302
    assert PublishedArticle.objects.get().visible_from == noon(day + DAY)
    yesterday = timezone.localdate() - DAY
    answer = editor.post(
        reverse("admin:articles_article_retime", args=[story.pk]),
        {"version": 1, "state": "published", "modified_at": story.modified_at.isoformat(), "at": f"{yesterday}T12:00"},
    )
    assert screen.texts(answer.content, ".errorlist li") == ["The time of publication has passed: choose a later one."]


def test_who_may_not_publish_sees_it_and_moves_nothing(editor: Client) -> None:
    story = factories.draft("Bridge")
    verbs.schedule(story, noon(timezone.localdate() + DAY))
    ana = signed_in(in_role("ana", "Reporter"))
    page = ana.get(CALENDAR, {"view": "week", "on": (timezone.localdate() + DAY).isoformat()}).content
    assert screen.texts(page, "td li > a") == ["Bridge"]
    assert screen.attributes(page, "td li", "draggable") == [""]
    assert (
        ana.post(reverse("admin:articles_article_retime", args=[story.pk]), {"at": "2030-01-01T12:00"}).status_code
        == 403
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_its_queries_do_not_grow_with_its_stories(
    editor: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    day = timezone.localdate() + 3 * DAY
    for _ in range(rows):
        verbs.schedule(factories.draft(), noon(day))
    # Session, user, permissions (2), topics of the desk, stories.
    with django_assert_num_queries(6):
        page = editor.get(CALENDAR, {"on": day.isoformat()}).content
    assert len(screen.texts(page, "td li")) == rows

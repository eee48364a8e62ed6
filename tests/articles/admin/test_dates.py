"""Dates at the limits, on the writing screen and when a story is scheduled."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from articles.models import Article, PublishedArticle
from articles.publishing import status, verbs
from articles.publishing.workflow import NotReady, WrongMoment
from media.models import Image
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.test_confirming import ask, confirm
from tests.articles.admin.test_writing import ADD, address, save

pytestmark = pytest.mark.once

YEAR = "Dates must be between 1800 and 2200: check the year."
DATES = ["published_at", "embargo_until", "expires_at"]
# Years with typing errors, and the limits of databases.
MOMENTS = [
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(26, 11, 25, 10, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, 999999, UTC),
]


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Tokyo"])
def _zone(settings: Settings, request: pytest.FixtureRequest) -> None:
    settings.TIME_ZONE = request.param


@pytest.fixture
def _berlin(settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"


def errors(page: bytes, field: str) -> list[str]:
    return screen.texts(page, f"#field-{field} .errorlist li")


def at(article: Article, **dates: Any) -> Article:
    """Write dates to a row that no form would accept."""
    Article.objects.filter(pk=article.pk).update(**dates)
    article.refresh_from_db()
    return article


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize("field", DATES)
@pytest.mark.parametrize("typed", ["0026-11-25T10:00", "0001-01-01T00:00", "9999-12-31T23:59:59", "2201-01-01T00:00"])
def test_a_year_that_was_mistyped_is_refused_beside_its_field(editor: Client, field: str, typed: str) -> None:
    page = save(editor, ADD, {"headline": "Night trams return", field: typed}).content
    assert errors(page, field) == [YEAR]
    assert screen.fields(page, "#article_form")["headline"] == "Night trams return"
    assert screen.fields(page, "#article_form")[field] == typed


def test_when_a_picture_was_taken_too(chief: Client) -> None:
    image = factories.image(title="Quay")
    url = reverse("admin:media_image_change", args=[image.pk])
    data = screen.fields(chief.get(url).content, "#image_form")
    page = chief.post(url, data | {"title": "The quay", "taken_at": "0202-01-01T10:00"}).content
    assert screen.texts(page, ".field-taken_at .errorlist li") == [YEAR]
    assert screen.fields(page, "#image_form")["title"] == "The quay"
    assert Image.objects.get().title == "Quay"


@pytest.mark.usefixtures("_berlin")
def test_a_story_published_in_an_hour_that_comes_twice_can_be_changed(editor: Client) -> None:
    for hour in (0, 1):
        moment = datetime(2026, 10, 25, hour, 30, 15, 123456, UTC)
        article = at(factories.draft(), published_at=moment)
        assert save(editor, address(article), {"headline": "Changed"}).status_code == 302
        article.refresh_from_db()
        assert (article.headline, article.published_at) == ("Changed", moment)


@pytest.mark.usefixtures("_berlin")
def test_which_of_two_moments_a_date_is_stands_beside_it(editor: Client) -> None:
    article = factories.draft()
    save(editor, address(article), {"embargo_until": "2026-10-25T02:30"})
    article.refresh_from_db()
    assert article.embargo_until == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    page = editor.get(address(article)).content
    assert screen.texts(page, "#field-embargo_until .help") == [
        "Readers see nothing before, whatever else is set. The clocks show this time twice; it is 00:30 UTC."
    ]


@pytest.mark.usefixtures("_berlin")
def test_scheduling_at_an_hour_that_comes_twice_takes_the_first_and_says_so(editor: Client) -> None:
    article = factories.draft("Night trams return")
    data = screen.fields(editor.get(ask(article, "schedule")).content, ".confirmation form")
    page = editor.post(ask(article, "schedule"), data | {"at": "2099-10-25T02:30"}, follow=True).content
    assert PublishedArticle.objects.get().visible_from == datetime(2099, 10, 25, 0, 30, tzinfo=UTC)
    assert screen.texts(page, ".state p")[0] == "Readers will see it from 25 Oct 2099, 02:30 (00:30 UTC) on."


@pytest.mark.usefixtures("_berlin")
def test_scheduling_at_an_hour_that_is_skipped_is_refused_with_the_next(editor: Client) -> None:
    article = factories.draft()
    data = screen.fields(editor.get(ask(article, "schedule")).content, ".confirmation form")
    page = editor.post(ask(article, "schedule"), data | {"at": "2099-03-29T02:30"}).content
    assert screen.texts(page, ".errorlist li") == [
        "The clocks are put forward and never show 02:30 on that day. The next possible time is 29 March 2099, 03:00."
    ]
    assert screen.fields(page, ".confirmation form")["at"] == "2099-03-29T02:30"


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=1), timedelta(days=400)])
def test_a_schedule_behind_or_at_the_end_is_refused_beside_the_date(editor: Client, late: timedelta) -> None:
    until = datetime(2099, 1, 5, 6, 30, tzinfo=UTC)
    article = at(factories.draft(), expires_at=until)
    data = screen.fields(editor.get(ask(article, "schedule")).content, ".confirmation form")
    page = editor.post(ask(article, "schedule"), data | {"at": f"{until + late:%Y-%m-%dT%H:%M:%S}"}).content
    assert screen.texts(page, ".question.errors .errorlist li") == [
        "“Visible until” is not later than this: choose an earlier time, or change “Visible until”."
    ]
    assert status.of(Article.objects.get()) == "draft"
    assert confirm(editor, article, "schedule", at="2099-01-05T06:29:59") == [f"“{article}” is scheduled."]


@pytest.mark.parametrize(
    ("field", "what"), [("embargo_until", "the embargo"), ("published_at", "the date of publication")]
)
def test_an_end_before_the_beginning_is_refused_beside_it(editor: Client, field: str, what: str) -> None:
    for until in ("2099-01-05T06:30", "2099-01-05T06:29"):
        page = save(editor, ADD, {"headline": "X", field: "2099-01-05T06:30", "expires_at": until}).content
        assert screen.texts(page, ".errorlist li") == [f"“Visible until” must be later than {what}."]
        assert errors(page, "expires_at") == [f"“Visible until” must be later than {what}."]


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize("field", DATES)
@pytest.mark.parametrize("moment", MOMENTS)
def test_such_a_date_that_came_from_elsewhere_keeps_a_story_from_readers(
    db: None, field: str, moment: datetime
) -> None:
    article = at(factories.draft(), **{field: moment})
    if field == "published_at" and moment > timezone.now():
        pytest.skip("Publishing puts the present moment in its place.")
    with pytest.raises(NotReady) as refused:
        verbs.publish(article)
    assert (field, YEAR) in [(one.field, one.message) for one in refused.value.problems]


@pytest.mark.usefixtures("_zone")
def test_no_verb_takes_such_a_date(db: None) -> None:
    article = factories.draft()
    with pytest.raises(WrongMoment):
        verbs.publish(article, at=MOMENTS[1])
    with pytest.raises(WrongMoment):
        verbs.schedule(article, MOMENTS[2])
    verbs.publish(article)
    with pytest.raises(WrongMoment):
        verbs.correct(article, "correction", "It was 1962.", at=MOMENTS[0])


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_row_with_such_a_date_is_shown_on_its_screen_and_can_be_mended(editor: Client, moment: datetime) -> None:
    article = at(factories.draft(), published_at=moment)
    page = save(editor, address(article), {"headline": "Changed"}).content
    assert errors(page, "published_at") == [YEAR]
    save(editor, address(article), {"published_at": "2026-11-25T10:00"})
    article.refresh_from_db()
    assert article.published_at.year == 2026  # type: ignore[union-attr]

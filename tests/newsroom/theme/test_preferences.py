"""Each editor's own clock in the admin, and only there."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Preference
from articles.publishing import verbs
from tests import factories
from tests.articles.admin import screen

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PREFERENCES: Final = reverse("preferences")
NOON: Final = datetime(2030, 1, 15, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def newsroom_in_berlin(settings: Any) -> None:
    settings.TIME_ZONE = "Europe/Berlin"


@pytest.fixture
def chief(client: Client) -> Client:
    User.objects.create_superuser("chief", password="a long enough password")
    client.login(username="chief", password="a long enough password")
    return client


def typed(client: Client, story: Article) -> str:
    """What the writing screen has as the date of publication."""
    page = client.get(reverse("admin:articles_article_change", args=[story.pk])).content
    return str(screen.fields(page, "#article_form")["published_at"])


def test_dates_are_shown_and_typed_by_the_clocks_that_an_editor_chose(chief: Client) -> None:
    story = factories.draft(published_at=NOON)
    assert typed(chief, story) == "2030-01-15T13:00:00"
    answer = chief.post(PREFERENCES, {"time_zone": "America/Lima"}, follow=True)
    assert screen.texts(answer.content, ".messagelist li")[0].startswith("Kept.")
    assert typed(chief, story) == "2030-01-15T07:00:00"
    retime = reverse("admin:articles_article_schedule", args=[story.pk])
    page = chief.get(retime).content
    assert "Time zone: America/Lima. It is" in screen.texts(page, ".help")[-1]
    chief.post(retime, screen.fields(page, "#content-main form") | {"at": "2030-01-15T08:30"})
    story.refresh_from_db()
    assert story.published.visible_from == NOON + timedelta(hours=1, minutes=30)


def test_readers_and_colleagues_keep_the_newsrooms_clocks(chief: Client) -> None:
    verbs.publish(factories.draft("Bridge", published_at=timezone.now()))
    before = Client().get("/api/v1/articles/bridge/").content
    chief.post(PREFERENCES, {"time_zone": "Asia/Tokyo"})
    assert chief.get("/api/v1/articles/bridge/").content == before
    assert timezone.get_current_timezone_name() == "Europe/Berlin"


def test_the_choice_is_there_at_the_next_sign_in_and_can_be_given_up(chief: Client) -> None:
    chief.post(PREFERENCES, {"time_zone": "Asia/Tokyo"})
    story, other = factories.draft(published_at=NOON), Client()
    other.login(username="chief", password="a long enough password")
    assert typed(other, story) == "2030-01-15T21:00:00"
    other.post(PREFERENCES, {"time_zone": ""})
    assert typed(other, story) == "2030-01-15T13:00:00"
    assert Preference.objects.get().time_zone == ""


def test_a_zone_that_is_none_is_refused(chief: Client) -> None:
    answer = chief.post(PREFERENCES, {"time_zone": "Mars/Olympus"})
    assert screen.texts(answer.content, ".errorlist li") == ["Choose a time zone from the list, such as Europe/Lisbon."]
    assert not Preference.objects.exists()

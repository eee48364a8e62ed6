"""Invalid cursors of the sync feed are refused by name, those of a lost state with 410."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from articles.api.cursors import BEGINNING, EPOCH, Cursor, Place
from articles.models import Change, PublishedArticle
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/api/v1/changes/"
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def forged(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "ü",
        "a" * 5000,
        forged("changes 1 1 00000000"),
        forged("changes 999999999999999999 1 00000000"),
        forged("changes 1 1 begun 1 1 00000000"),
        forged("p=2026-05-01"),
        "cD0yMDI2LTA1LTAx",
    ],
)
def test_a_cursor_that_is_none_is_refused(client: Client, after: str) -> None:
    answer = client.get(URL, {"after": after})
    assert (answer.status_code, answer.json()["errors"]) == (
        400,
        [
            {
                "parameter": "after",
                "code": "invalid",
                "detail": "after must be a cursor from next; leave it empty or out to begin.",
            }
        ],
    )


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "limit=x", "page=2", "after=a&after=b"])
def test_wrong_parameters_are_named(client: Client, query: str) -> None:
    answer = client.get(f"{URL}?{query}")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, query.partition("=")[0])


def test_a_cursor_of_the_feed_is_none_of_a_list(client: Client) -> None:
    cursor = client.get(URL).json()["next"]
    assert client.get("/api/v1/articles/", {"cursor": cursor}).status_code == 400


def test_a_cursor_of_a_state_that_was_lost_starts_again(client: Client) -> None:
    factories.published("One")
    kept = client.get(URL).json()["next"]
    copy = Change.objects.latest("pk").pk
    factories.published("Two")
    lost = client.get(URL).json()["next"]
    middle = client.get(URL, {"limit": 1}).json()["next"]
    # An earlier copy is restored; then the newsroom continues.
    Change.objects.filter(pk__gt=copy).delete()
    PublishedArticle.objects.filter(slug="two").delete()
    for _ in range(2):
        for cursor in (lost, middle):
            answer = client.get(URL, {"after": cursor})
            assert (answer.status_code, answer.json()["detail"]) == (
                410,
                "This cursor is of a state that was lost when a backup was restored. Start again without after.",
            )
        assert client.get(URL, {"after": kept}).status_code == 200
        factories.published()
        factories.published()


@pytest.mark.parametrize("place", [Place(EPOCH, 1), Place(NOON, 0), Place(NOON, 2**63 - 1), Place(NOON, 1)])
def test_a_cursor_that_was_made_up_starts_again(client: Client, place: Place) -> None:
    factories.published()
    assert client.get(URL, {"after": str(Cursor(place))}).status_code == 410
    assert client.get(URL, {"after": str(Cursor(BEGINNING, 0, place))}).status_code in {200, 410}


@pytest.mark.parametrize("days", [1, 365, 60000])
@pytest.mark.parametrize("change", [1, 2**62])
def test_a_cursor_from_the_future_starts_again(client: Client, days: int, change: int) -> None:
    """Nothing has taken effect at that time, so the cursor is of a lost state."""
    story = factories.published("One")
    number = Change.objects.get(article=story).pk if change == 1 else change
    ahead = str(Cursor(Place(timezone.now() + timedelta(days=days), number)))
    for _ in range(2):
        answer = client.get(URL, {"after": ahead})
        assert (answer.status_code, answer["Content-Type"]) == (410, "application/problem+json")
        assert answer.json() == {
            "type": "about:blank",
            "title": "Gone",
            "status": 410,
            "detail": "This cursor is of a state that was lost when a backup was restored. Start again without after.",
        }
        factories.published()


def test_an_announced_change_is_no_place_until_it_is_in_effect(client: Client) -> None:
    story = factories.published("One", expires_at=timezone.now() + timedelta(days=1))
    expiry = Change.objects.get(article=story, reason="expired")
    first = client.get(URL).json()
    assert [one["slug"] for one in first["results"]] == ["one"]
    assert client.get(URL, {"after": first["next"]}).json()["results"] == []
    with mock.patch("django.utils.timezone.now", return_value=expiry.effective_at + timedelta(seconds=2)):
        (told,) = client.get(URL, {"after": first["next"]}).json()["results"]
    assert (told["action"], told["reason"], told["slug"], told["article"]) == ("remove", "expired", "one", None)


def test_a_newsroom_that_began_empty_is_followed_from_there(client: Client) -> None:
    start = client.get(URL).json()
    assert (start["results"], start["has_more"]) == ([], False)
    factories.published("One")
    assert [one["slug"] for one in client.get(URL, {"after": start["next"]}).json()["results"]] == ["one"]

"""Cursors and limits of the sync feed that are none are refused by name."""

from base64 import urlsafe_b64encode

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
URL = "/api/v1/changes/"


def forged(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "after",
    [
        "",
        "x",
        "ü",
        "a" * 5000,
        forged("changes 1 1 00000000"),
        forged("changes 999999999999999999 1 00000000"),
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
                "detail": "after must be a cursor as next gives it; leave it out to begin.",
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

"""`GET resolve/?path=` for old addresses that differ only in their queries."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Redirect
from tests import factories

pytestmark = pytest.mark.django_db

NEWS = "https://www.example.test/city/news"


def status(client: Client, path: str) -> Any:
    answer = client.get("/api/v1/resolve/", {"path": path})
    return (answer.json()["status"], answer.json()["location"]) if answer.status_code == 200 else answer.status_code


@pytest.fixture(autouse=True)
def _redirects() -> None:
    article = factories.published("News", topic=factories.topic("City"))
    Redirect.objects.create(path="/?p=17", article=article)
    Redirect.objects.create(path="https://old.test/?p=18&lang=de", address="/about")
    Redirect.objects.create(path="/?p=19", kind="gone")
    Redirect.objects.create(path="/old.html", article=article)
    Redirect.objects.create(path="/caf%E9?titre=%E9t%E9&x=", address="/cafe")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/?p=17", (301, NEWS)),
        ("/?p=18&lang=de", (301, "/about")),
        ("/?lang=de&p=18", (301, "/about")),
        ("/?p=19", (410, "")),
        ("/?p=17&utm_source=mail&gclid=x", (301, NEWS)),
        ("/", 404),
        ("/?p=20", 404),
        ("/?p=18", 404),
        ("/?p=17&page=2", 404),
        ("/?P=17", 404),
        ("/OLD.html/", (301, NEWS)),
        ("/old.html?fbclid=x#top", (301, NEWS)),
        ("/old.html?id=5", 404),
        ("/caf%E9?titre=%E9t%E9&x", (301, "/cafe")),
        ("/café?x=&titre=été", (301, "/cafe")),
        ("/caf%C3%A9?titre=%C3%A9t%C3%A9&x=", (301, "/cafe")),
        ("/city/news?from=mail", (200, NEWS)),
    ],
)
def test_a_query_leads_where_its_own_row_says(client: Client, path: str, place: Any) -> None:
    assert status(client, path) == place


def test_the_front_page_and_its_queries_are_different_places(client: Client) -> None:
    Redirect.objects.create(path="/", address="/start", kind="temporary")
    assert (status(client, "/"), status(client, "/?p=17")) == ((302, "/start"), (301, NEWS))
    assert status(client, "/?p=20") == 404


def test_chains_go_through_queries(client: Client) -> None:
    Redirect.objects.create(path="/node/5", address="https://www.example.test/?utm_medium=x&p=17")
    Redirect.objects.create(path="/node/6", address="/?p=20")
    assert status(client, "/node/5") == (301, NEWS)
    assert status(client, "/node/6") == (301, "/?p=20")


def test_the_answer_names_the_path_alone(client: Client) -> None:
    assert client.get("/api/v1/resolve/", {"path": "/?p=17"}).json()["path"] == "/"

"""A path of the API without its final slash redirects to the one with it."""

import pytest
from django.test import Client

from articles.models import ViewTotal
from tests import factories

pytestmark = pytest.mark.django_db

NOTHING = {"type": "about:blank", "title": "Not Found", "status": 404, "detail": "There is no such endpoint."}
PATHS = [
    "/api/v1",
    "/api/v1/articles",
    "/api/v1/articles/one",
    "/api/v1/articles/one/related",
    "/api/v1/articles/one/views",
    "/api/v1/most-viewed",
    "/api/v1/topics",
    "/api/v1/topics/city",
    "/api/v1/tags",
    "/api/v1/authors",
    "/api/v1/collections",
    "/api/v1/changes",
    "/api/v1/resolve",
    "/api/v1/images/0f9c0000-0000-4000-8000-000000000000",
    "/api/v1/preview/token",
    "/api/v1/schema",
    "/api/v1/docs",
]


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("path", PATHS)
def test_it_is_redirected(client: Client, path: str, method: str) -> None:
    answer = getattr(client, method)(path)
    assert (answer.status_code, answer["Location"]) == (301, f"https://news.test{path}/")
    assert answer["Cache-Control"].startswith("public, max-age=")
    assert "Set-Cookie" not in answer


@pytest.mark.parametrize(
    "query",
    ["tag=a&tag=b%20c", "after=", "search=%22caf%C3%A9%22", "path=/a%2Fb%3Fp%3D17", "page=1&page=2", "%0d%0aX:=1", "="],
)
def test_the_query_is_kept_as_it_is(client: Client, query: str) -> None:
    answer = client.get(f"/api/v1/articles?{query}")
    assert (answer.status_code, answer["Location"]) == (301, f"https://news.test/api/v1/articles/?{query}")


def test_what_is_behind_it_answers(client: Client) -> None:
    factories.published("One", topic=factories.topic("City"))
    there = client.get("/api/v1/articles?topic=city&fields=slug")["Location"]
    assert client.get(there).json() == {"count": 1, "next": None, "previous": None, "results": [{"slug": "one"}]}


def test_nothing_of_a_path_is_lost_on_the_way(client: Client) -> None:
    answer = client.get("/api/v1/articles/a%3Fb%23c%0D%0Ad%C3%BC")
    assert answer["Location"] == "https://news.test/api/v1/articles/a%3Fb%23c%0D%0Ad%C3%BC/"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/articles", "/api/v1/articles/one/views"])
def test_what_may_change_something_is_not(client: Client, path: str, method: str) -> None:
    factories.published("One")
    answer = getattr(client, method)(path, headers={"User-Agent": "Firefox/140.0"})
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json() == NOTHING
    assert not ViewTotal.objects.filter(views__gt=0).exists()


@pytest.mark.parametrize(
    "path", ["nothing", "articles/one/two/three", "articles.json", "ARTICLES", "articles//", "tags//a"]
)
def test_what_is_nowhere_stays_there(client: Client, path: str) -> None:
    for answer in (client.get(f"/api/v1/{path}"), client.options(f"/api/v1/{path}")):
        assert (answer.status_code, answer.json()) == (404, NOTHING)

"""The API as a whole: its entrance, its schema, its errors."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from articles.models import PublishedArticle

SNAPSHOT = Path(__file__).parent / "openapi.yaml"


@pytest.mark.django_db
def test_the_entrance_lists_the_endpoints(client: Client) -> None:
    assert client.get("/api/v1/").json() == {
        "articles": "https://news.test/api/v1/articles/",
        "most_viewed": "https://news.test/api/v1/most-viewed/",
        "topics": "https://news.test/api/v1/topics/",
        "tags": "https://news.test/api/v1/tags/",
        "authors": "https://news.test/api/v1/authors/",
        "changes": "https://news.test/api/v1/changes/",
        "collections": "https://news.test/api/v1/collections/",
        "resolve": "https://news.test/api/v1/resolve/",
        "schema": "https://news.test/api/v1/schema/",
        "docs": "https://news.test/api/v1/docs/",
    }


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_other_addresses_are_problems_too(client: Client, method: str) -> None:
    answer = getattr(client, method)("/api/v1/nothing/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["detail"] == "There is no such endpoint."


@pytest.mark.django_db
@pytest.mark.parametrize("accept", ["text/html", "application/xml", "*/*", "rubbish"])
def test_the_answer_is_json_whatever_is_accepted(client: Client, accept: str) -> None:
    answer = client.get("/api/v1/articles/", headers={"Accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")


def test_an_accident_says_nothing_of_itself(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(at: object = None) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(PublishedArticle.objects, "live", fail)
    client.raise_request_exception = False
    answer = client.get("/api/v1/articles/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert answer.json() == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "detail": "Something went wrong on our side.",
    }


@pytest.mark.parametrize("method", ["head", "options"])
@pytest.mark.django_db
def test_head_and_options_everywhere(client: Client, method: str) -> None:
    for path in ("", "articles/", "most-viewed/", "topics/", "tags/", "authors/", "collections/", "schema/"):
        assert getattr(client, method)(f"/api/v1/{path}").status_code == 200


def test_the_schema_changes_only_on_purpose(settings: Settings, tmp_path: Path) -> None:
    """After a change on purpose: `manage.py spectacular --file tests/articles/api/openapi.yaml`."""
    fresh = tmp_path / "openapi.yaml"
    call_command("spectacular", file=str(fresh), validate=True, fail_on_warn=True)
    assert fresh.read_text() == SNAPSHOT.read_text()


def test_the_schema_s_page_loads_nothing_from_elsewhere(client: Client) -> None:
    page = client.get("/api/v1/docs/").content.decode()
    assert "swagger-ui" in page
    assert "http://" not in page
    assert "https://" not in page


@pytest.mark.django_db
def test_the_schema_is_one_answer_whatever_is_accepted(client: Client) -> None:
    answers = [client.get("/api/v1/schema/", headers={"Accept": accept}) for accept in ("application/yaml", "*/*")]
    assert answers[0].content == answers[1].content
    assert answers[0].json()["openapi"] == "3.1.1"
    assert client.get("/api/v1/schema/?foo=1").status_code == 400
    assert client.post("/api/v1/schema/").json()["status"] == 405


@pytest.mark.parametrize(("method", "status"), [("POST", 405), ("DELETE", 405)])
def test_the_page_of_the_schema_says_errors_as_the_api_does(client: Client, method: str, status: int) -> None:
    answer = client.generic(method, "/api/v1/docs/")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["title"] == "Method Not Allowed"

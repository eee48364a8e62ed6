"""The public API works without sessions, and just as safely."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/api/v1/articles/", "/api/v1/articles/one/", "/api/v1/articles/unknown/"])
def test_nothing_in_an_answer_is_run_or_framed(client: Client, path: str) -> None:
    factories.published("One")
    answer = client.get(path)
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Length"] == str(len(answer.content))


def test_an_answer_is_the_same_with_a_session(client: Client, admin_client: Client) -> None:
    factories.published("One")
    for path in ("/api/v1/articles/", "/api/v1/articles/one/", "/api/v1/topics/", "/api/v1/most-viewed/"):
        with_session, without = admin_client.get(path), client.get(path)
        assert "cookie" not in with_session.get("Vary", "").lower()
        if path != "/api/v1/most-viewed/":
            assert with_session.content == without.content


def test_an_unknown_host_is_refused(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["news.test"]
    assert client.get("/api/v1/articles/", headers={"Host": "evil.test"}).status_code == 400

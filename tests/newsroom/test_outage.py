"""While the database is away: 503 and when to come back, for readers and editors, and a line a minute in the log."""

import logging
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from newsroom.logs import OnceAMinute

pytestmark = pytest.mark.django_db
AWAY = OperationalError('connection to server at "10.0.0.5" failed: FATAL:  sorry, too many clients already')


@pytest.fixture
def database_error() -> Exception:
    return AWAY


@pytest.fixture
def without_database(client: Client, database_error: Exception) -> Iterator[Client]:
    client.force_login(User.objects.create_superuser("ana"))
    client.raise_request_exception = False

    def gone(*arguments: object) -> None:
        raise database_error

    with connection.execute_wrapper(gone):
        yield client


@pytest.mark.parametrize("database_error", [AWAY, InterfaceError("connection already closed")], ids=["full", "closed"])
@pytest.mark.parametrize(
    "path", ["articles/", "articles/some-story/", "changes/", "most-viewed/", "resolve/?path=/x", "articles/x/views/"]
)
def test_the_api_says_when_to_come_back(without_database: Client, path: str) -> None:
    answer = without_database.get(f"/api/v1/{path}")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
        "detail": "The service cannot reach its data at the moment. Try again.",
    }


@pytest.mark.parametrize("path", ["feeds/articles.rss", "sitemap.xml"])
def test_other_public_addresses_do_so_in_a_line(without_database: Client, path: str) -> None:
    answer = without_database.get(f"/{path}")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer.content == b"The service cannot reach its data at the moment. Try again."


@pytest.mark.parametrize("path", ["", "articles/article/", "articles/article/add/", "media/image/"])
def test_editors_get_a_page_that_says_so(without_database: Client, path: str) -> None:
    answer = without_database.get(f"/admin/{path}")
    page = LexborHTMLParser(answer.content.decode())
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert [node.text() for node in page.css("#content h1")] == ["The database cannot be reached"]


@pytest.mark.parametrize("database_error", [OperationalError("no such table: articles_article"), ValueError("odd")])
def test_what_waiting_does_not_mend_is_an_error_of_ours(without_database: Client) -> None:
    assert without_database.get("/api/v1/articles/").status_code == 500


def test_the_log_has_a_line_a_minute_and_no_traceback(
    without_database: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    monkeypatch.setattr(handler, "emit", records.append)
    logger = logging.getLogger("django.request")
    assert any(isinstance(one, OnceAMinute) for one in logger.filters)
    # Whatever imports newsroom.asgi as well has Django set them up again.
    monkeypatch.setattr(logger, "filters", [OnceAMinute()])
    monkeypatch.setattr("newsroom.logs.time.monotonic", iter([100.0, 120.0, 159.0, 161.0]).__next__)
    logger.addHandler(handler)
    try:
        for path in ("/api/v1/articles/", "/admin/", "/sitemap.xml", "/api/v1/changes/"):
            without_database.get(path)
    finally:
        logger.removeHandler(handler)
    said = [(record.getMessage(), record.exc_info) for record in records]
    assert (
        said == [(f"Requests are answered with 503, which is said once a minute: {AWAY}".replace("  ", " "), None)] * 2
    )

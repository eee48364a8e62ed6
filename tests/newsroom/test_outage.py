"""While the database is unreachable: 503 with `Retry-After` for readers and editors, and one log line a minute."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from articles.models import Tag
from newsroom.logs import OnceAMinute
from newsroom.sign_in.sessions import SEEN

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
    # Importing newsroom.asgi makes Django set them up again.
    monkeypatch.setattr(logger, "filters", [OnceAMinute()])
    monkeypatch.setattr("newsroom.logs.time.monotonic", iter([100.0, 120.0, 159.0, 161.0]).__next__)
    logger.addHandler(handler)
    try:
        for path in ("/api/v1/articles/", "/admin/", "/sitemap.xml", "/api/v1/changes/"):
            without_database.get(path)
    finally:
        logger.removeHandler(handler)
    said = [(record.getMessage(), record.exc_info) for record in records]
    assert said == [(f"Requests are answered with 503 (logged once a minute): {AWAY}".replace("  ", " "), None)] * 2


def sign_in_long_ago(client: Client) -> None:
    """The next request writes into the session that it is in use."""
    client.force_login(User.objects.create_superuser("ana"))
    session = client.session
    session[SEEN] = 0
    session.save()


@pytest.mark.parametrize("error", [AWAY, InterfaceError("connection already closed")])
def test_an_answer_goes_out_although_its_session_cannot_be_written(client: Client, error: Exception) -> None:
    """What was sent is saved by then."""
    sign_in_long_ago(client)
    refused = []

    def sessions_gone(execute: Any, sql: str, *arguments: Any) -> Any:
        if sql.startswith('UPDATE "django_session"'):
            refused.append(sql)
            raise error
        return execute(sql, *arguments)

    with connection.execute_wrapper(sessions_gone):
        answer = client.post("/admin/articles/tag/add/", {"name": "Bridges", "slug": "", "kind": "keyword"})
    assert (answer.status_code, len(refused)) == (302, 1)
    assert Tag.objects.get().name == "Bridges"
    assert client.get("/admin/").status_code == 200


def test_a_session_that_was_ended_meanwhile_is_still_told(client: Client) -> None:
    sign_in_long_ago(client)

    def ended(execute: Any, sql: str, *arguments: Any) -> Any:
        if sql.startswith('UPDATE "django_session"'):
            execute('DELETE FROM "django_session"', (), *arguments[1:])
        return execute(sql, *arguments)

    with connection.execute_wrapper(ended):
        assert client.get("/admin/").status_code == 400

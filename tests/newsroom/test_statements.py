"""No statement of a reader's request runs longer than QUERY_SECONDS; editors' statements may."""

from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from pytest_django import Settings

from newsroom import outage
from newsroom.statements import bounded, unbound

pytestmark = pytest.mark.django_db(transaction=True)

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
LONG = ENDLESS.replace("FROM n)", "FROM n WHERE i < 1000000)")


def run(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


@pytest.fixture(autouse=True)
def _leave_no_bound(settings: Settings) -> None:
    settings.QUERY_SECONDS = 0.1


def test_an_endless_statement_ends() -> None:
    with bounded(), pytest.raises(OperationalError) as caught:
        run(ENDLESS)
    assert outage.is_outage(caught.value)
    assert str(caught.value).startswith(outage.TOO_SLOW)
    with bounded():
        assert run("SELECT 7") == 7
    unbound()


def test_outside_and_in_transactions_they_take_their_time() -> None:
    with bounded():
        run("SELECT 1")
        with transaction.atomic():
            pass
    unbound()
    assert run(LONG) == 1_000_000


def test_readers_are_told_to_ask_for_less(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr("articles.api.stories.PublishedArticle.objects.live", lambda *_: run(ENDLESS))
    answer = client.get("/api/v1/articles/")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
    assert answer.json() == {
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
        "detail": "The answer took too long. Ask for less, or try again later.",
    }
    # The thread continues with the next request, even an editor's.
    assert client.get("/admin/login/").status_code == 200
    assert run(LONG) == 1_000_000


@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's bound is not told to the database")
def test_a_lost_connection_does_not_cost_an_editor_her_words(admin_client: Client, client: Client) -> None:
    """The thread has answered readers, and its connection is cut before an editor's form comes."""
    client.get("/api/v1/articles/")

    def gone(execute: Any, sql: str, *arguments: Any) -> Any:
        raise OperationalError("the connection is lost")

    with connection.execute_wrapper(gone):
        answer = admin_client.post("/admin/articles/tag/add/", {"name": "Bridges", "slug": "", "kind": "keyword"})
    assert answer.status_code == 503
    assert 'value="Bridges"' in answer.content.decode()

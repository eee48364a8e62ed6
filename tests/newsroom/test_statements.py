"""No statement of a reader's request runs for longer than QUERY_SECONDS; those of editors do."""

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
        "detail": "This takes longer than an answer may. Ask for less, or try again later.",
    }
    # The thread goes on with the next request, an editor's too.
    assert client.get("/admin/login/").status_code == 200
    assert run(LONG) == 1_000_000

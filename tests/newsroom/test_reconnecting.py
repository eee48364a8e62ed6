"""A connection that the database has closed meanwhile costs no reader an answer."""

from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client

from tests import factories

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no connections that die"),
    pytest.mark.django_db(transaction=True),
]
LIST = "/api/v1/articles/"


def cut() -> None:
    """End this thread's connection, as a restart of the database or a proxy's time limit does."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    parameters: dict[str, Any] = connection.get_connection_params() | {"autocommit": True}
    with psycopg.connect(**parameters) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])


@pytest.mark.parametrize("path", [LIST, "/api/v1/articles/one/", "/sitemap.xml"])
def test_a_reader_gets_the_answer(client: Client, path: str) -> None:
    factories.published("One")
    cut()
    assert client.get(path).status_code == 200


def test_it_is_tried_once_more_and_not_for_ever(client: Client) -> None:
    tried = []

    def gone(execute: Any, sql: str, *arguments: Any) -> Any:
        tried.append(sql)
        cut()
        raise OperationalError("server closed the connection unexpectedly")

    client.raise_request_exception = False
    with connection.execute_wrapper(gone):
        assert client.get(LIST).status_code == 503
    connection.close()
    assert len(tried) == 2

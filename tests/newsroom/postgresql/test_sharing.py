"""The threads of a web process share four connections to PostgreSQL, and wait where all are at work."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, close_old_connections, connection, connections
from django.db.backends.postgresql import base as django

from newsroom.postgresql import base
from newsroom.postgresql.sharing import Connections
from newsroom.serving.gateway import CONNECTIONS
from newsroom.statements import bounded, unbound

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite every thread has a connection"),
]


@pytest.fixture(autouse=True)
def shared(monkeypatch: pytest.MonkeyPatch) -> Connections:
    """What a web process shares, but for one connection only."""
    connections.close_all()
    made = Connections()
    monkeypatch.setattr(base, "shared", made)
    made.most = 1
    return made


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(5) as pool:
        yield pool
        together = Barrier(5)
        for _ in range(5):
            pool.submit(close_all, together)
    connections.close_all()


def close_all(together: Barrier) -> None:
    together.wait()
    connections.close_all()


def begun(at_work: Event, go_on: Event) -> Callable[[], object]:
    """Say that the work has begun, and do it until told otherwise."""

    def work() -> object:
        at_work.set()
        return go_on.wait()

    return work


def backend(barrier: Callable[[], Any] = lambda: None) -> int:
    """The database's process that answers a request of this thread."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            barrier()
            return int(cursor.fetchone()[0])
    finally:
        close_old_connections()


def test_eight_hosts_fit_the_default_of_postgresql() -> None:
    """A host: two web processes, each with another connection that reads the log's position, and the worker's."""
    assert 8 * (2 * (CONNECTIONS + 1) + 1) <= 97


def test_five_threads_at_once_open_four(shared: Connections, threads: ThreadPoolExecutor) -> None:
    shared.most = 4
    used = {one.result() for one in [threads.submit(backend, lambda: time.sleep(0.01)) for _ in range(60)]}
    assert len(used) <= 4


def test_a_thread_finds_its_connection_again(threads: ThreadPoolExecutor, shared: Connections) -> None:
    shared.most = 4
    assert len({backend() for _ in range(3)}) == 1


def test_a_thread_takes_over_what_rests(threads: ThreadPoolExecutor) -> None:
    assert len({backend(), threads.submit(backend).result(), backend()}) == 1


def test_a_request_waits_while_all_are_at_work(threads: ThreadPoolExecutor) -> None:
    at_work, go_on = Event(), Event()
    first = threads.submit(backend, begun(at_work, go_on))
    at_work.wait()
    second = threads.submit(backend)
    assert not second.done()
    go_on.set()
    assert first.result() == second.result()


def test_but_not_for_ever(threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "PATIENCE", 0.1)
    at_work, go_on = Event(), Event()
    first = threads.submit(backend, begun(at_work, go_on))
    at_work.wait()
    with pytest.raises(OperationalError, match="All connections of this process"):
        backend()
    go_on.set()
    first.result()


def test_an_editor_does_not_inherit_a_readers_limit(threads: ThreadPoolExecutor) -> None:
    def limit() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            return str(cursor.fetchone()[0])

    def read() -> str:
        with bounded():
            found = limit()
        close_old_connections()
        return found

    def edit() -> str:
        unbound()
        found = limit()
        close_old_connections()
        return found

    assert [read(), threads.submit(edit).result(), read(), read()] == ["5s", "0", "5s", "5s"]


def test_one_lost_connection_means_that_those_at_rest_are_lost(
    threads: ThreadPoolExecutor, shared: Connections
) -> None:
    shared.most = 4
    barrier = Barrier(3)
    pids = [one.result() for one in [threads.submit(backend, barrier.wait) for _ in range(3)]]
    with connection.cursor() as cursor:
        for pid in pids:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    failed = 0
    for _ in range(4):
        try:
            threads.submit(backend).result()
        except OperationalError:
            failed += 1
    assert failed <= 1


def test_a_request_waits_for_a_database_that_has_none_free(
    threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, refusals = django.DatabaseWrapper.get_new_connection, iter(range(2))

    def refuse(self: Any, parameters: Any) -> Any:
        if next(refusals, None) is not None:
            raise psycopg.OperationalError("FATAL:  sorry, too many clients already")
        return real(self, parameters)

    monkeypatch.setattr(django.DatabaseWrapper, "get_new_connection", refuse)
    assert threads.submit(backend).result() > 0


def dsn() -> str:
    values = connection.get_connection_params()
    return " ".join(
        f"{name}={values[name]}" for name in ("host", "port", "user", "dbname", "password") if values.get(name)
    )

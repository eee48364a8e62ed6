"""PostgreSQL: pg_dump and pg_restore of a snapshot (https://www.postgresql.org/docs/current/app-pgdump.html)."""

import os
import re
import shutil
import subprocess
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from newsroom.backup import BackupError

SUFFIX: Final = "dump"
Advance = Callable[[int], object]
SIZE: Final = "SELECT pg_database_size(current_database())"


class Snapshot:
    """The database at one point in time, with the name by which other connections can read it too."""

    def __init__(self, name: str) -> None:
        self._name = name

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return _rows(sql)

    def size(self) -> int:
        """An upper bound for what `write` writes, in bytes: the dump is compressed and has no indexes."""
        return int(_rows(SIZE)[0][0])

    def write(self, path: Path, without: str, advance: Advance) -> None:
        """Write the database without the rows of one table."""
        share = self.size() // max(1, len(connection.introspection.table_names()))
        arguments = [f"--snapshot={self._name}", f"--exclude-table-data={without}", "--lock-wait-timeout=60s"]
        path.touch(0o600)
        _run("pg_dump", "--format=custom", f"--file={path}", *arguments, advance=advance, share=share)


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Export a snapshot. Raises BackupError if pg_dump is missing or older than the server."""
    _check_program("pg_dump")
    with transaction.atomic():
        _run_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # The transaction must stay open while pg_dump reads its snapshot.
        _run_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield Snapshot(_rows("SELECT pg_export_snapshot()")[0][0])


def is_empty() -> bool:
    """Whether the database has no tables yet."""
    return not connection.introspection.table_names()


@contextmanager
def restored(path: Path, advance: Advance) -> Iterator[None]:
    """Restore the whole database or nothing, for the caller to migrate within the block."""
    _check_program("pg_restore")
    listed = _output("pg_restore", "--list", str(path))
    share = path.stat().st_size // max(1, listed.count(" TABLE DATA "))
    arguments = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-comments"]
    _run("pg_restore", *arguments, str(path), advance=advance, share=share)
    yield


def _check_program(name: str) -> None:
    if not shutil.which(name):
        raise BackupError(f"{name} is missing. It comes with PostgreSQL's client programs (Debian: postgresql-client).")
    found = re.search(r"\) (\d+)", _output(name, "--version"))
    mine, servers = int(found[1]) if found else 0, _server_version()
    if mine < servers:
        raise BackupError(
            f"{name} is from PostgreSQL {mine}, but the server is {servers}: install postgresql-client-{servers} "
            "and put it first in PATH."
        )


def _server_version() -> int:
    connection.ensure_connection()
    return int(connection.connection.info.server_version) // 10_000


def _output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupError(f"{command[0]} failed: {_last_line(done.stderr)}")
    return done.stdout


def _run(program: str, *arguments: str, advance: Advance, share: int) -> None:
    """Run a program on the database, calling `advance` with `share` for every table that it reports."""
    password, address = _address()
    # The password goes into the environment, because everybody sees the arguments of processes.
    environment = os.environ | password | {"LC_ALL": "C"}
    command = [program, "--verbose", f"--dbname={address}", *arguments]
    lines = deque[str](maxlen=20)
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        for line in process.stderr:
            lines.append(line)
            if "data for table" in line or "contents of table" in line:
                advance(share)
    if process.returncode:
        errors = [line for line in lines if "error:" in line]
        raise BackupError(f"{program} failed: {_last_line(errors[0] if errors else ''.join(lines))}")


def _address() -> tuple[dict[str, str], str]:
    """The password for libpq's environment, and the rest of DATABASE_URL as libpq reads it.

    The parameters of a live connection are not used: an older pg_dump may not know some of them.
    """
    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    given = {name: value for name, value in connection.get_connection_params().items() if name in known}
    password = given.pop("password", None)
    return {"PGPASSWORD": password} if password else {}, make_conninfo(**given)


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["it said nothing"])[-1]


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _run_sql(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)

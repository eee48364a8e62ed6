"""Newsrooms with their own folder and database, of the kind that the tests run on."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connection

from tests.running import ROOT, environment, migrated

SCRIPT = "import django; django.setup(); from tests.newsroom.backup import {module}; {module}.{call}"


class Place:
    """An empty newsroom: nothing in its folder, and a database without tables."""

    def __init__(self, folder: Path, database: str, **values: str) -> None:
        self.folder = folder
        url = {"DATABASE_URL": database} if database else {}
        self.environment = environment(folder, PUBLIC_URL="https://news.test", **url, **values)
        self.environment["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"

    def manage(
        self, *arguments: str, before: tuple[str, ...] = (), values: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command with these variables, prefixed by the words of `before`."""
        return self._run(["manage.py", *arguments], values or {}, before)

    def call(self, module: str, call: str) -> str:
        """The output of a function in another module of this package."""
        done = self._run(["-c", SCRIPT.format(module=module, call=call)], {})
        assert done.returncode == 0, done.stderr
        return done.stdout

    def fill(self) -> None:
        if "DATABASE_URL" in self.environment:
            assert self.manage("migrate", "-v0").returncode == 0
        else:
            (self.folder / "newsroom.sqlite3").write_bytes(migrated())
        self.call("content", "make()")

    def answers(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.call("answers", "printed()"))
        return found

    def backup(self, folder: Path) -> None:
        done = self.manage("backup", str(folder), "-v0")
        assert (done.returncode, done.stderr) == (0, "")

    def restore(self, folder: Path, *arguments: str) -> str:
        done = self.manage("restore", str(folder), "-v0", *arguments)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def _run(
        self, arguments: list[str], values: dict[str, str], before: tuple[str, ...] = ()
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*before, sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment | values,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@contextmanager
def place(folder: Path, **values: str) -> Iterator[Place]:
    if connection.vendor == "sqlite":
        yield Place(folder, "", **values)
        return
    name = f"place_{uuid4().hex}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    host, port, user, password = (connection.settings_dict[key] for key in ("HOST", "PORT", "USER", "PASSWORD"))
    secret = f":{password}" if password else ""
    try:
        yield Place(folder, f"postgres://{user}{secret}@{host}:{port or 5432}/{name}", **values)
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def modes(folder: Path) -> dict[str, str]:
    """The permissions of everything in a folder, by its kind: `folder` or `file`."""
    found: dict[str, set[str]] = {"folder": {mode(folder)}, "file": set()}
    for path in folder.rglob("*"):
        found["folder" if path.is_dir() else "file"].add(mode(path))
    return {kind: " ".join(sorted(values)) for kind, values in found.items()}


def mode(path: Path) -> str:
    return oct(os.stat(path).st_mode & 0o777)

"""Keeps archives between runs, and makes one anew when what it was made of has changed.

On SQLite an archive is a DATA_DIR in the folder of BENCH_DIR (~/.cache/newsroom-bench), on PostgreSQL a database
`newsroom_bench_<stories>` on the server of a URL, with a DATA_DIR for its pictures. A story takes 40 kB on SQLite.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, LiteralString
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.benchmark.archives.sizes import SEEDED

ROOT: Final = Path(__file__).parents[3]
# What archives are made of. `documents.py` has the number of the representation, after whose change the worker would
# compile every document again during the measurement.
MADE_OF: Final = (
    "*/migrations/*.py",
    "newsroom/sign_in/migrations/*.py",
    "demo/archive/*",
    "tests/benchmark/archives/*.py",
    "articles/publishing/documents.py",
)
SQLITE: Final = "sqlite"
# The file in an archive's folder with the fingerprint of what it was made of.
NOTE: Final = "made_of"


@dataclass(frozen=True)
class Archive:
    """An archive of a number of stories. `database` is "sqlite", or the URL of any database of a PostgreSQL server."""

    stories: int
    database: str = SQLITE

    @property
    def vendor(self) -> str:
        return SQLITE if self.database == SQLITE else "postgresql"

    @property
    def folder(self) -> Path:
        """Its DATA_DIR."""
        home = os.environ.get("BENCH_DIR") or Path.home() / ".cache" / "newsroom-bench"
        return Path(home).absolute() / f"{self.vendor}-{self.stories}"

    @property
    def name(self) -> str:
        """The name of its database on PostgreSQL."""
        return f"newsroom_bench_{self.stories}"

    def environment(self) -> dict[str, str]:
        """The environment of a newsroom that has this archive."""
        url = "" if self.vendor == SQLITE else urlsplit(self.database)._replace(path=f"/{self.name}").geturl()
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return kept | {"DATA_DIR": str(self.folder)} | ({"DATABASE_URL": url} if url else {})


def ready(archive: Archive) -> dict[str, str]:
    """Make the archive, unless it is kept and what it is made of has not changed. Returns its environment."""
    environment = archive.environment()
    note = archive.folder / NOTE
    present = fingerprint()
    if not (note.exists() and note.read_text() == present and _exists(archive)):
        print(f"Making an archive of {archive.stories:,} stories on {archive.vendor}.", file=sys.stderr)
        remove(archive)
        if archive.stories > SEEDED:
            seeded = Archive(SEEDED, archive.database)
            ready(seeded)
            _copy(seeded, archive)
        else:
            archive.folder.mkdir(parents=True)
            if archive.vendor != SQLITE:
                _execute(archive, "CREATE DATABASE {}", archive.name)
        _run("tests.benchmark.archives.making", environment, str(archive.stories))
        note.write_text(present)
    _run("tests.benchmark.archives.fresh", environment)
    return environment


def remove(archive: Archive) -> None:
    """Remove the archive, if it is there."""
    shutil.rmtree(archive.folder, ignore_errors=True)
    if archive.vendor != SQLITE:
        _execute(archive, "DROP DATABASE IF EXISTS {}", archive.name)


def _copy(seeded: Archive, archive: Archive) -> None:
    """Begin an archive with the files and the database of the one that is only seeded."""
    shutil.copytree(seeded.folder, archive.folder, ignore=shutil.ignore_patterns(NOTE))
    if archive.vendor != SQLITE:
        _execute(archive, "CREATE DATABASE {} TEMPLATE {}", archive.name, seeded.name)


def fingerprint(root: Path = ROOT) -> str:
    """A digest of everything that archives are made of."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in MADE_OF for path in root.glob(pattern) if path.is_file()}):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _exists(archive: Archive) -> bool:
    if archive.vendor == SQLITE:
        return (archive.folder / "newsroom.sqlite3").exists()
    with psycopg.connect(archive.database, autocommit=True) as connection:
        return bool(connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [archive.name]).fetchone())


def _execute(archive: Archive, statement: LiteralString, *databases: str) -> None:
    """Execute a statement about databases, in another database of the archive's server."""
    with psycopg.connect(archive.database, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, databases)))


def _run(module: str, environment: Mapping[str, str], *arguments: str) -> None:
    environment = {**environment, "LOG_LEVEL": "ERROR"}
    subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, env=environment, check=True)

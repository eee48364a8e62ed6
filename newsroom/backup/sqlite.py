"""SQLite: a copy of all pages at one point in time, while others write (https://www.sqlite.org/backup.html)."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from django.db import connection

from newsroom.backup import BackupError

SUFFIX: Final = "sqlite3"
# 4 MB at a time, so that the progress bar moves.
PAGES: Final = 1_000
Advance = Callable[[int], object]


class Snapshot:
    """The database at one point in time: an open read transaction, which does not see what is written meanwhile."""

    def __init__(self, source: sqlite3.Connection) -> None:
        self._source = source

    def rows(self, sql: str) -> list[tuple[str, ...]]:
        return self._source.execute(sql).fetchall()

    def size(self) -> int:
        """About how many bytes `write` writes."""
        pages, size = (self._source.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        return int(pages * size)

    def write(self, path: Path, without: str, advance: Advance) -> None:
        """Write the database without the rows of one table. Raises BackupError if it is damaged."""
        path.touch(0o600)
        done = 0

        def progress(status: int, remaining: int, total: int) -> None:
            nonlocal done
            advance((total - remaining - done) * size // max(1, total))
            done = total - remaining

        size = self.size()
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            self._source.backup(copy, pages=PAGES, progress=progress)
            copy.execute("PRAGMA journal_mode=DELETE")
            copy.execute("PRAGMA secure_delete=ON")
            copy.execute(f'DELETE FROM "{without}"')  # noqa: S608, a table's name of ours
            (found,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise BackupError(
                f"The database is damaged: {found.splitlines()[-1]}. The previous backup, if any, is unchanged."
            )


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Open a snapshot. Raises BackupError if the database cannot be read."""
    path = location()
    if not path.exists():
        raise BackupError(f"There is no database at {path}.")
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=20)) as source:
            source.execute("BEGIN")
            source.execute("SELECT 1 FROM sqlite_master").fetchone()
            yield Snapshot(source)
    except sqlite3.DatabaseError as error:
        raise BackupError(f"The database at {path} cannot be copied: {error}.") from error


def is_empty() -> bool:
    """Whether there is no database, or an empty one, where DATABASE_URL points."""
    path = location()
    if not path.exists() or not path.stat().st_size:
        return True
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)) as found:
            return not found.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError:
        return False


@contextmanager
def restored(path: Path, advance: Advance) -> Iterator[None]:
    """Restore the database for the caller to migrate within the block; it is moved into place only if that succeeds."""
    final = location()
    part = final.with_name(final.name + ".part")
    for leftover in _files(part):
        leftover.unlink(missing_ok=True)
    part.touch(0o600)
    with path.open("rb") as source, part.open("wb") as target:
        while content := source.read(PAGES * 4096):
            target.write(content)
            advance(len(content))
    connection.close()
    connection.settings_dict["NAME"] = part
    try:
        yield
        connection.close()
        for leftover in _files(final):
            leftover.unlink(missing_ok=True)
        part.replace(final)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = final
        for leftover in _files(part):
            leftover.unlink(missing_ok=True)


def location() -> Path:
    return Path(connection.settings_dict["NAME"]).absolute()


def _files(path: Path) -> list[Path]:
    return [path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))]

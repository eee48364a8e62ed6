"""When a backup or restore is refused, one line says why, and nothing is changed."""

import fcntl
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from newsroom.backup import BackupError
from newsroom.backup.folder import Folder
from newsroom.backup.manifest import Manifest
from tests.newsroom.backup.places import Place

pytestmark = pytest.mark.xdist_group("backup")

sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own")
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own")
# Tests that concern only files.
once = pytest.mark.once


def refused(place: Place, command: str, *arguments: object, **values: str) -> str:
    done = place.manage(command, *map(str, arguments), "-v0", values=values)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    return done.stderr.removeprefix("CommandError: ").rstrip("\n")


@pytest.fixture
def damaged(backup: Path, tmp_path: Path) -> Path:
    """A copy of the backup, to be damaged."""
    folder = tmp_path / "damaged"
    shutil.copytree(backup, folder)
    return folder


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def contents(folder: Path) -> dict[str, bytes]:
    """The content of its files, without those that SQLite keeps next to an open database."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(("-wal", "-shm")))
    return {str(path): path.read_bytes() for path in found}


def nothing_is_restored(place: Place) -> bool:
    return not {path.name for path in place.folder.iterdir()} - {"secret_key"}


@once
@pytest.mark.parametrize("below", [".", "backups", "originals/deep"])
def test_a_backup_in_data_dir_would_be_lost_with_it(filled: Place, below: str) -> None:
    folder = filled.folder / below
    assert refused(filled, "backup", folder) == (
        f"{folder} is in DATA_DIR and would be lost with it. Choose another disk or host."
    )


@once
def test_nor_through_a_link(filled: Place, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(filled.folder)
    folder = tmp_path / "link" / "backup"
    assert refused(filled, "backup", folder).endswith("Choose another disk or host.")


@once
def test_nor_around_data_dir(filled: Place) -> None:
    folder = filled.folder.parent
    assert refused(filled, "backup", folder) == f"{folder} contains DATA_DIR. Choose a folder for backups only."


@once
def test_other_peoples_files_are_left_alone(filled: Place, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "to-ana.txt").write_text("Dear Ana")
    before = contents(tmp_path)
    assert refused(filled, "backup", tmp_path / "letters") == (
        f"{tmp_path / 'letters'} holds other files, such as to-ana.txt. Choose an empty folder or a backup folder."
    )
    assert contents(tmp_path) == before


@once
def test_a_file_is_no_folder(filled: Place, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        assert refused(filled, "backup", path) == f"{path} is not a folder."


@once
def test_two_at_once(filled: Place, damaged: Path) -> None:
    with (damaged / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        right = f"{damaged} is in use by another backup or restore."
        assert refused(filled, "backup", damaged) == right
        assert refused(filled, "restore", damaged) == right


def test_a_disk_that_fills_up_leaves_the_backup_of_before(filled: Place, damaged: Path) -> None:
    before = contents(damaged)
    # Files are limited to a kilobyte, which has the effect of a full disk.
    done = filled.manage("backup", str(damaged), "-v0", before=("sh", "-c", 'ulimit -f 1; exec "$@"', "sh"))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert contents(damaged) == before


def test_too_little_room_is_seen_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 0, 50_000_000))
    folder = Folder(tmp_path)
    folder.check_room(40_000_000)
    with pytest.raises(BackupError) as refused:
        folder.check_room(40_000_001)
    assert str(refused.value) == f"{tmp_path} has room for 50 MB, but 50 MB are needed. Nothing was changed."


@once
def test_there_is_no_backup(empty: Place, tmp_path: Path) -> None:
    assert refused(empty, "restore", tmp_path / "nothing") == f"There is no folder {tmp_path / 'nothing'}."
    (tmp_path / "new").mkdir()
    assert refused(empty, "restore", tmp_path / "new") == (
        f"{tmp_path / 'new'} contains no backup: there is no backup.json."
    )
    assert list((tmp_path / "new").iterdir()) == []


@once
def test_half_a_backup_is_none(empty: Place, damaged: Path) -> None:
    (damaged / "backup.json").unlink()
    assert refused(empty, "restore", damaged) == (
        f"The backup in {damaged} was never finished: there is no backup.json."
    )
    assert nothing_is_restored(empty)


def test_a_damaged_database(empty: Place, damaged: Path) -> None:
    (database,) = damaged.glob("database-*")
    flip(database)
    assert refused(empty, "restore", damaged) == (
        f"The backup is damaged: {database.name} is missing or altered. Nothing was changed."
    )
    assert nothing_is_restored(empty)


@once
def test_a_damaged_manifest(empty: Place, damaged: Path) -> None:
    flip(damaged / "backup.json")
    said = refused(empty, "restore", damaged)
    assert said.startswith(f"{damaged / 'backup.json'} is damaged: ")
    assert nothing_is_restored(empty)


@once
@pytest.mark.parametrize("how", ["flipped", "cut", "missing"])
def test_a_damaged_original(empty: Place, damaged: Path, how: str) -> None:
    original = sorted(damaged.glob("originals/??/*"))[0]
    if how == "flipped":
        flip(original)
    elif how == "cut":
        os.truncate(original, 10)
    else:
        original.unlink()
    said = refused(empty, "restore", damaged)
    assert said.startswith("The backup is damaged: 1 of 4 originals are missing or altered, such as ")
    assert said.endswith("Nothing was changed; --leave-out-damaged restores everything else.")
    assert nothing_is_restored(empty)
    done = empty.manage("restore", str(damaged), "-v0", "--leave-out-damaged")
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: 1 originals named in the database are missing from the storage: ")
    assert empty.manage("check").returncode == 0
    assert len([path for path in (empty.folder / "originals").rglob("*") if path.is_file()]) == 3


@once
def test_the_next_backup_mends_what_is_damaged(filled: Place, damaged: Path, backup: Path) -> None:
    whole = {path.name: path.read_bytes() for path in backup.glob("originals/??/*")}
    for original in damaged.glob("originals/??/*"):
        flip(original)
    flip(damaged / "backup.json")
    filled.backup(damaged)
    assert {path.name: path.read_bytes() for path in damaged.glob("originals/??/*")} == whole


def test_nothing_is_overwritten(filled: Place, backup: Path) -> None:
    before = contents(filled.folder)
    assert refused(filled, "restore", backup) == (
        "The database of DATABASE_URL is not empty. Choose an empty one: restoring overwrites nothing."
    )
    assert contents(filled.folder) == before


@once
def test_nor_are_originals(empty: Place, backup: Path) -> None:
    (empty.folder / "originals").mkdir(parents=True)
    (empty.folder / "originals" / "mine").write_text("mine")
    assert refused(empty, "restore", backup) == (
        "The storage of originals is not empty: it contains mine, which is not in the backup. "
        "Empty it, or restore with --only database and then with --only originals."
    )


@once
def test_what_was_broken_off_can_be_begun_again(filled: Place, empty: Place, backup: Path) -> None:
    originals = [path for path in (filled.folder / "originals").rglob("*") if path.is_file()]
    for number, path in enumerate(originals[:2]):
        there = empty.folder / path.relative_to(filled.folder)
        there.parent.mkdir(parents=True)
        there.write_bytes(path.read_bytes()[: 100 if number else None])
    empty.restore(backup)
    there = empty.folder / "originals"
    assert {path.read_bytes() for path in there.rglob("*") if path.is_file()} == {
        path.read_bytes() for path in originals
    }


def test_one_kind_of_database_is_not_the_other(backup: Path, empty: Place) -> None:
    other = {"sqlite": "postgres://postgres@127.0.0.1:1/none", "postgresql": f"sqlite:///{empty.folder}/db"}
    names = {"sqlite": ("SQLite", "PostgreSQL"), "postgresql": ("PostgreSQL", "SQLite")}[connection.vendor]
    assert refused(empty, "restore", backup, DATABASE_URL=other[connection.vendor]) == (
        f"The backup is from {names[0]}, but DATABASE_URL is {names[1]}. "
        "Restore it to the kind of database that it was made from."
    )


@once
def test_a_later_version_is_not_restored(empty: Place, damaged: Path) -> None:
    path = damaged / "backup.json"
    manifest = Manifest.read(path.read_bytes())
    manifest.migrations.append("articles.9999_of_tomorrow")
    path.write_bytes(manifest.write())
    assert refused(empty, "restore", damaged) == (
        "The backup is from a later version of newsroom: articles.9999_of_tomorrow is unknown here. "
        "Update newsroom first."
    )


@once
def test_originals_that_are_lost_are_named(filled: Place, empty: Place, backup: Path, tmp_path: Path) -> None:
    empty.restore(backup)
    originals = sorted(path for path in (empty.folder / "originals").rglob("*") if path.is_file())
    originals[0].unlink()
    flip(originals[1])
    done = empty.manage("backup", str(tmp_path / "again"), "-v0")
    names = [str(path.relative_to(empty.folder / "originals")) for path in originals[:2]]
    assert (done.returncode, done.stderr) == (
        1,
        f"CommandError: The backup is finished, but 2 originals are lost or damaged in the storage: "
        f"{', '.join(names)}\n",
    )
    put = empty.restore(backup, "--only", "originals")
    assert "2 originals were put into the storage." in put
    empty.backup(tmp_path / "again")


def test_the_database_alone(filled: Place, empty: Place, backup: Path) -> None:
    done = empty.manage("restore", str(backup), "-v0", "--only", "database")
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: 4 originals named in the database are missing from the storage: ")
    assert "4 originals were put into the storage." in empty.restore(backup, "--only", "originals")


@sqlite
def test_a_damaged_database_is_not_backed_up(empty: Place, damaged: Path) -> None:
    empty.restore(damaged)
    before = contents(damaged)
    path = empty.folder / "newsroom.sqlite3"
    with closing(sqlite3.connect(path)) as found:
        (root,) = found.execute("SELECT rootpage FROM sqlite_master WHERE name = 'articles_article'").fetchone()
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 : (root - 1) * 4096 + 200] = b"\xff" * 200
    path.write_bytes(content)
    assert "The database" in refused(empty, "backup", damaged)
    assert contents(damaged) == before


@sqlite
def test_there_is_no_database(empty: Place, tmp_path: Path) -> None:
    said = refused(empty, "backup", tmp_path / "backup")
    assert said == f"There is no database at {empty.folder / 'newsroom.sqlite3'}."


@postgresql
def test_pg_dump_is_missing(filled: Place, tmp_path: Path) -> None:
    path = str(Path(sys.executable).parent)
    assert refused(filled, "backup", tmp_path / "backup", PATH=path) == (
        "pg_dump is missing. It comes with PostgreSQL's client programs (Debian: postgresql-client)."
    )


@postgresql
@pytest.mark.parametrize(("command", "program"), [("backup", "pg_dump"), ("restore", "pg_restore")])
def test_an_older_program(
    filled: Place, empty: Place, damaged: Path, tmp_path: Path, command: str, program: str
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / program).write_text(f"#!/bin/sh\necho '{program} (PostgreSQL) 9.6.24'\n")
    (tmp_path / "bin" / program).chmod(0o755)
    place = filled if command == "backup" else empty
    said = refused(place, command, damaged, PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    assert said.startswith(f"{program} is from PostgreSQL 9, but the server is ")
    assert said.endswith(" and put it first in PATH.")


@postgresql
def test_pg_dump_fails_half_way(filled: Place, damaged: Path, tmp_path: Path) -> None:
    before = contents(damaged)
    (tmp_path / "bin").mkdir()
    script = '#!/bin/sh\n[ "$1" = --version ] && echo "pg_dump (PostgreSQL) 99.1" && exit\n'
    script += 'for a in "$@"; do case $a in --file=*) echo half > "${a#--file=}";; esac; done\n'
    script += "echo 'pg_dump: error: server closed the connection unexpectedly' >&2; exit 1\n"
    (tmp_path / "bin" / "pg_dump").write_text(script)
    (tmp_path / "bin" / "pg_dump").chmod(0o755)
    assert refused(filled, "backup", damaged, PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}") == (
        "pg_dump failed: pg_dump: error: server closed the connection unexpectedly"
    )
    assert contents(damaged) == before

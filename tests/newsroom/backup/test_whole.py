"""A restored newsroom answers like the one that was backed up."""

import shutil
from pathlib import Path

import pytest

from tests.newsroom.backup.places import Place, modes

pytestmark = pytest.mark.xdist_group("backup")


def test_every_public_answer_is_the_same(filled: Place, backup: Path, empty: Place) -> None:
    before = filled.answers()
    kinds = ("/api/v1/articles/", "/renditions/", "/feeds/", "/sitemap-articles-", "/api/v1/images/", "/api/v1/tags/")
    assert [kind for kind in kinds if not any(address.startswith(kind) for address in before)] == []
    assert before["/api/v1/articles/ferry-sails/views/"][2] == '{"views":7}'
    assert len(before) > 200
    empty.restore(backup)
    assert empty.answers() == before


def test_a_second_backup_copies_what_is_new_alone(filled: Place, backup: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    shutil.copytree(backup, folder)
    originals = {path: path.stat().st_mtime_ns for path in folder.glob("originals/??/*")}
    databases = [path.name for path in folder.glob("database-*")]
    filled.backup(folder)
    assert {path: path.stat().st_mtime_ns for path in folder.glob("originals/??/*")} == originals
    assert len(originals) == 4
    assert [path.name for path in folder.glob("database-*")] != databases
    assert len(list(folder.glob("database-*"))) == 1


def test_nobody_else_can_read_it(backup: Path) -> None:
    assert modes(backup) == {"folder": "0o700", "file": "0o600"}


def test_it_holds_neither_the_secret_key_nor_sessions(filled: Place, backup: Path, empty: Place) -> None:
    script = "from django.test import Client; Client().force_login(User.objects.get())"
    assert filled.manage("shell", "-c", script).returncode == 0
    folder = backup.with_name("with-session")
    filled.backup(folder)
    key = (filled.folder / "secret_key").read_bytes()
    assert [path for path in folder.rglob("*") if path.is_file() and key in path.read_bytes()] == []
    empty.restore(folder)
    count = "from django.contrib.sessions.models import Session as S; print(S.objects.count())"
    assert filled.manage("shell", "--no-imports", "-c", count).stdout == "1\n"
    assert empty.manage("shell", "--no-imports", "-c", count).stdout == "0\n"

"""Originals in a bucket are copied to the backup's folder, and back into another bucket."""

from pathlib import Path

import pytest
from pytest_django import Settings

from newsroom.backup import BackupError, originals
from newsroom.backup.folder import Folder
from newsroom.backup.originals import Copies
from tests.bucket import bucket
from tests.newsroom.backup.content import picture

pytestmark = pytest.mark.django_db


def test_there_and_back(settings: Settings, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "backup")
    folder.prepare()
    with bucket(settings) as stored:
        images = [picture("teal"), picture("red")]
        rows = [(str(image.file.name), image.checksum) for image in images]
        copies = Copies(folder, {})
        assert copies.missing(rows) == sum(image.file.size for image in images)
        copies.copy([*rows, ("gone/never", "0" * 64)], lambda number: None)
        before = stored()
    assert copies.lost == {"gone/never"}
    assert {name: content.checksum for name, content in copies.done.items()} == dict(rows)
    with bucket(settings) as stored:
        assert originals.strangers(copies.done) == []
        for name, content in copies.done.items():
            path = folder.original(content.checksum)
            assert originals.put_back(name, path, content) is True
            assert originals.put_back(name, path, content) is False
        assert stored() == before
        assert copies.missing(rows) == 0
        assert originals.strangers({}) == sorted(name.partition("/")[0] for name, _ in rows)


def test_a_bucket_that_is_away(settings: Settings, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "backup")
    folder.prepare()
    with bucket(settings):
        settings.STORAGES["default"]["OPTIONS"]["bucket_name"] = "another"
        with pytest.raises(BackupError, match=r"\AThe storage of originals cannot be used: .*NoSuchBucket"):
            originals.strangers({})


def test_what_the_folder_has_outlives_the_bucket(settings: Settings, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "backup")
    folder.prepare()
    with bucket(settings):
        image = picture("teal")
        name = str(image.file.name)
        rows = [(name, image.checksum), ("new/one", "0" * 64)]
        Copies(folder, {}).copy(rows, lambda number: None)
        image.file.storage.delete(name)
        copies = Copies(folder, {})
        copies.copy(rows, lambda number: None)
    assert (list(copies.done), copies.lost) == ([name], {"new/one"})

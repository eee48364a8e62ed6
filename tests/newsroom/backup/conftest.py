"""Two newsrooms: one with content, and an empty one to restore into."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.newsroom.backup.places import Place, place


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[Place]:
    """A newsroom with one of everything. Tests must not change it."""
    with django_db_blocker.unblock(), place(tmp_path_factory.mktemp("filled")) as found:
        found.fill()
        yield found


@pytest.fixture(scope="session")
def backup(filled: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it. Tests must not change it."""
    folder = tmp_path_factory.mktemp("backups") / "backup"
    filled.backup(folder)
    return folder


@pytest.fixture
def empty(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Place]:
    with django_db_blocker.unblock(), place(tmp_path / "empty") as found:
        yield found

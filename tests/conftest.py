"""What every test stands on: files in a temporary folder, no leftovers in the cache, a fast password hash."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: Path) -> None:
    """Originals and renditions of a test live and die with it."""
    for name, folder in (("default", "originals"), ("renditions", "renditions")):
        backend = "django.core.files.storage.FileSystemStorage"
        options = {"location": tmp_path / folder, "base_url": None}
        settings.STORAGES = settings.STORAGES | {name: {"BACKEND": backend, "OPTIONS": options}}


@pytest.fixture(autouse=True)
def _plain_settings(settings: Settings) -> None:
    """Tests say what they change; the environment of the machine does not."""
    settings.PUBLIC_URL = "https://news.test"
    settings.FRONTEND_ARTICLE_URL = "https://www.example.test/{topic}/{slug}"
    settings.ALLOWED_HOSTS = ["*"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()

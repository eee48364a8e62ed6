"""The base of every test: files in a temporary folder, its own cache, a fast password hash."""

from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from articles.http import caching
from articles.readership import counting
from articles.readership.rates import Rates


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: Path) -> None:
    """Originals and renditions of a test are deleted with it."""
    for name, folder in (("default", "originals"), ("renditions", "renditions")):
        backend = "media.whole_files.WholeFileStorage"
        options = {"location": tmp_path / folder, "base_url": None}
        settings.STORAGES = settings.STORAGES | {name: {"BACKEND": backend, "OPTIONS": options}}


@pytest.fixture(autouse=True)
def _plain_settings(settings: Settings) -> None:
    """Only tests change settings; the machine's environment does not."""
    settings.PUBLIC_URL = "https://news.test"
    settings.FRONTEND_ARTICLE_URL = "https://www.example.test/{topic}/{slug}"
    settings.FRONTEND_AUTHOR_URL = "https://www.example.test/by/{slug}"
    settings.SITE_NAME = "The Courier"
    settings.FRONTEND_PREVIEW_URL = "https://www.example.test/preview/{token}"
    settings.ALLOWED_HOSTS = ["*"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def _own_cache(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test has its own keys, because parallel test processes may share one Redis."""
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}}
    monkeypatch.setattr(caching._Failed, "at", -caching.PAUSE)


@pytest.fixture(autouse=True)
def _own_rates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Views of one test do not count towards another's limit per minute."""
    monkeypatch.setattr(counting, "rates", Rates())


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name whole files by their argument: some hold the second in which each process of the tests made its own."""
    return argname if isinstance(val, bytes) and len(val) > 100 else None

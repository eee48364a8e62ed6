"""The example consumer of the sync feed, run as a developer would run it."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from articles.api.fields import ADDED
from articles.publishing import verbs
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

SCRIPT = Path(__file__).parent.parent.parent / "docs" / "examples" / "mirror.py"


def mirror(newsroom: str, folder: Path) -> dict[str, Any]:
    """Run the example; return the copy that it leaves."""
    subprocess.run([sys.executable, str(SCRIPT), newsroom, str(folder)], check=True, timeout=60)
    stories = (json.loads(file.read_text()) for file in folder.glob("*.json"))
    return {story["id"]: story for story in stories}


def published() -> dict[str, Any]:
    stories = Client().get("/api/v1/articles/", {"include": ",".join(ADDED)}).json()["results"]
    return {story["id"]: story for story in stories}


def headlines(copy: dict[str, Any]) -> set[str]:
    return {story["headline"] for story in copy.values()}


def test_the_copy_is_exact_and_follows(live_server: LiveServer, settings: Settings, tmp_path: Path) -> None:
    one, two = factories.published("One"), factories.published("Two")
    first = mirror(live_server.url, tmp_path)
    assert headlines(first) == {"One", "Two"}
    one.headline = "One, again"
    one.save()
    verbs.publish(one)
    verbs.kill(two, "Void.")
    factories.published("Three")
    second = mirror(live_server.url, tmp_path)
    assert headlines(second) == {"One, again", "Three"}
    assert {key: set(story) for key, story in second.items()} == {key: set(story) for key, story in published().items()}


def test_a_copy_that_is_too_old_starts_again(live_server: LiveServer, settings: Settings, tmp_path: Path) -> None:
    one = factories.published("One")
    mirror(live_server.url, tmp_path)
    verbs.unpublish(one)
    factories.published("Two")
    later = timezone.now() + timedelta(days=settings.CHANGES_KEPT_DAYS + 1)
    with mock.patch("django.utils.timezone.now", return_value=later):
        call_command("tidy_changes")
    assert headlines(mirror(live_server.url, tmp_path)) == {"Two"}

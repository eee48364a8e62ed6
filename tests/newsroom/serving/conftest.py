"""One newsroom in processes of its own for all the tests of a file, on an archive of twelve stories."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import Newsroom, environment, manage, newsroom

SIGN_IN = """
from django.contrib.auth import get_user_model
from django.test import Client
client = Client()
client.force_login(get_user_model().objects.get_or_create(username="ana", is_staff=True, is_superuser=True)[0])
print(client.cookies["sessionid"].value)
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    folder: Path = tmp_path_factory.mktemp("newsroom")
    prepared = environment(folder)
    manage(prepared, "migrate", "--verbosity", "0")
    manage(prepared, "seed_archive", "--articles", "12", "--verbosity", "0")
    manage(prepared, "collectstatic", "--no-input", "--verbosity", "0")
    with newsroom(folder, "--no-worker", IMAGE_MAX_BYTES="5000000") as server:
        server.read("/healthz")
        yield server


@pytest.fixture(scope="module")
def views(running: Newsroom) -> str:
    """The path of a story's views."""
    (card,) = json.loads(running.read("/api/v1/articles/?fields=slug&page_size=1"))["results"]
    return f"/api/v1/articles/{card['slug']}/views/"


@pytest.fixture(scope="module")
def session(running: Newsroom) -> str:
    """The key of the session of somebody who may do everything."""
    return manage(running.environment, "shell", "--no-imports", "-c", SIGN_IN).split(os.linesep)[0]

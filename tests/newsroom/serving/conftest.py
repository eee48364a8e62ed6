"""One newsroom in its own processes, on an archive of twelve stories, and one inside the test's transaction."""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.utils import timezone

from articles.models import Article
from tests import factories
from tests.newsroom.serving.ways import Server
from tests.running import Newsroom, environment, manage, migrated, newsroom

SIGN_IN = """
from django.contrib.auth import get_user_model
from django.test import Client
client = Client()
client.force_login(get_user_model().objects.get_or_create(username="ana", is_staff=True, is_superuser=True)[0])
print(client.cookies["sessionid"].value)
"""


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    folder: Path = tmp_path_factory.mktemp("newsroom")
    prepared = environment(folder)
    (folder / "newsroom.sqlite3").write_bytes(migrated())
    manage(prepared, "seed_archive", "--articles", "12", "--verbosity", "0")
    manage(prepared, "collectstatic", "--no-input", "--verbosity", "0")
    with newsroom(folder, "--no-worker", IMAGE_MAX_BYTES="5000000") as server:
        server.read("/healthz")
        yield server


@pytest.fixture(scope="session")
def views(running: Newsroom) -> str:
    """The path for a story's views."""
    (card,) = json.loads(running.read("/api/v1/articles/?fields=slug&page_size=1"))["results"]
    return f"/api/v1/articles/{card['slug']}/views/"


@pytest.fixture(scope="session")
def session(running: Newsroom) -> str:
    """The key of the session of somebody who may do everything."""
    return manage(running.environment, "shell", "--no-imports", "-c", SIGN_IN).split(os.linesep)[0]


@pytest.fixture
def clock() -> Iterator[mock.Mock]:
    """The clock: `return_value` is now."""
    noon = timezone.now().replace(microsecond=0)
    noon -= timedelta(seconds=int(noon.timestamp()) % 10)
    with mock.patch("django.utils.timezone.now", return_value=noon) as now:
        yield now


@pytest.fixture
def story(clock: mock.Mock) -> Article:
    """One of two stories that have nothing in common."""
    factories.published("Two", topic=factories.topic("Sport"), authors=[factories.author("Ben Ode")])
    return factories.published(
        "One",
        topic=factories.topic("City", parent=factories.topic("Region")),
        tags=[factories.tag("Bridges")],
        authors=[factories.author("Ana Ruiz")],
        lead=factories.image(),
    )


@pytest.fixture
def server(story: Article, clock: mock.Mock) -> Iterator[Server]:
    """A server that leaves the connection open, because closing it would end the test's transaction."""
    connection.inc_thread_sharing()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    process = Server()
    # What may be called off for a second is not kept, and a process that starts does not know what was announced.
    process.get("/api/v1/articles/")
    clock.return_value += timedelta(seconds=2)
    yield process
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    connection.dec_thread_sharing()

"""Requests that the schema allows are answered as it says; others are refused, never with a 5xx."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests import factories

# It takes a minute, and the database makes no difference.
pytestmark = [pytest.mark.client, pytest.mark.django_db(transaction=True)]

EXAMPLES = 15


def test_the_api_keeps_to_its_schema(live_server: LiveServer, settings: Settings) -> None:
    settings.PUBLIC_URL = live_server.url
    city, bridges = factories.topic("City"), factories.tag("Bridges")
    story = factories.published("One", topic=city, tags=[bridges], authors=[factories.author("Ana Ruiz")])
    factories.published("Two", related=[story], lead=factories.image())
    factories.collection("Front page", [story])
    command = [str(Path(sys.executable).parent / "schemathesis"), "run", f"{live_server.url}/api/v1/schema/"]
    # The hooks replace one of the checks.
    command += ["--checks", "all", "--exclude-checks", "positive_data_acceptance"]
    command += ["--phases", "examples,coverage,fuzzing", "--max-examples", str(EXAMPLES)]
    # The same requests every time: a random finding must not block an unrelated change.
    command += ["--continue-on-failure", "--no-color", "--generation-deterministic"]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "tests.articles.api.schemathesis_hooks"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout
    assert "Tested: " in done.stdout

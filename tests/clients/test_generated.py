"""Clients generated from the schema by four programs make the guide's calls, and get what it says, strictly typed."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from tests import factories
from tests.clients.conftest import SCHEMA, run

pytestmark = pytest.mark.client

PYTHON = Path(__file__).parent / "python"
BIN = Path(sys.executable).parent
GENERATORS = ["openapi-typescript", "hey-api", "orval"]
RELATED = [f"Related {n}" for n in range(6)]


@pytest.fixture
def newsroom(live_server: LiveServer, settings: Settings, story: Article) -> str:
    """The address of a newsroom with a front page."""
    settings.PUBLIC_URL = live_server.url
    factories.collection("Front page", [story])
    return live_server.url


def expected() -> dict[str, Any]:
    return {
        "story": ["Harbour bridge reopens", "By Ana Ruiz", 0, "© Halewood Pictures/Pool"],
        "blocks": ["paragraph", "heading", "quote", "list"],
        "next": 6,
        "front": ["harbour-bridge-reopens"],
        "city": 7,
        "both": 1,
        "marked": "<mark>Harbour</mark> <mark>bridge</mark> reopens",
        "light": {
            "slug": "harbour-bridge-reopens",
            "headline": "Harbour bridge reopens",
            "image": {"credit": "© Halewood Pictures/Pool"},
        },
        "whole": [4, 6, None],
        "plain": [],
        "deep": [3, True],
        "counted": 1,
        "popular": [1],
        "changes": [f"upsert {headline}" for headline in [*RELATED, "Harbour bridge reopens"]],
        "here": [200, "https://www.example.test/city/harbour-bridge-reopens"],
        "nowhere": 404,
        "wrong": ["page"],
    }


@pytest.fixture(scope="module")
def compiled(packages: Path) -> Path:
    """The folder of the programs in JavaScript."""
    for generator in GENERATORS:
        run("npm", "run", "--silent", f"generate:{generator}", folder=packages)
    run("npm", "run", "--silent", "check", folder=packages)
    return packages / "built"


@pytest.mark.parametrize("generator", GENERATORS)
def test_in_typescript(newsroom: str, compiled: Path, generator: str) -> None:
    assert json.loads(run("node", f"{generator}.js", newsroom, folder=compiled)) == expected()


def test_in_python(newsroom: str, tmp_path: Path) -> None:
    package = str(tmp_path / "newsroom_client")
    generate = [str(BIN / "openapi-python-client"), "generate", "--meta", "none", "--fail-on-warning"]
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    run(*generate, "--path", str(SCHEMA), "--output-path", package, folder=tmp_path, PATH=path)
    check = [str(BIN / "mypy"), "--strict", "--config-file=", "--cache-dir", str(tmp_path / "cache")]
    run(*check, "--follow-imports=silent", str(PYTHON / "guide.py"), folder=tmp_path, MYPYPATH=str(tmp_path))
    told = run(sys.executable, str(PYTHON / "guide.py"), newsroom, folder=tmp_path, PYTHONPATH=str(tmp_path))
    assert json.loads(told) == expected()

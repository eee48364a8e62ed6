"""A client generated from the schema compiles, strictly, against a small program, and the program runs."""

from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from tests.clients.conftest import run

pytestmark = pytest.mark.client
FOLDER = Path(__file__).parent / "typescript"


def test_the_program_compiles_and_runs(live_server: LiveServer, settings: Settings, story: Article) -> None:
    settings.PUBLIC_URL = live_server.url
    run("npm", "ci", "--silent", folder=FOLDER)
    run("npm", "run", "--silent", "generate", folder=FOLDER)
    run("npm", "run", "--silent", "check", folder=FOLDER)
    told = run("node", "built/newsroom.js", live_server.url, folder=FOLDER).splitlines()
    assert told[:3] == ["Harbour bridge reopens", "By Ana Ruiz", "VIEW 0"]
    assert "© Halewood Pictures/Pool" in told[3]
    assert told[4:] == [
        "Two years and 41 million later.",
        "<p>The <strong>bridge</strong> is open &amp; free.</p>",
        "<h2>What changed</h2>",
        "<blockquote>At last.<footer>Mara Lindqvist, harbour master</footer></blockquote>",
        "<ul><li>Two lanes</li></ul>",
        "Bridges, Port Hale",
        "Related 0; Related 1; Related 2; Related 3; Related 4; Related 5",
        "1",
        "1",
        "Related 0",
        "Related 1",
        "page",
        "404",
    ]

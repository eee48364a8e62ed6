"""A newsroom with a story, and Node.js."""

import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.models import Article
from tests import factories

SCHEMA = Path(__file__).parent.parent / "articles" / "api" / "openapi.yaml"
BODY = (
    "<p>The <strong>bridge</strong> is open &amp; free.</p><h2>What changed</h2>"
    "<blockquote><p>At last.</p><footer>Mara Lindqvist, harbour master</footer></blockquote>"
    "<ul><li>Two lanes</li></ul>"
)


@pytest.fixture
def story(transactional_db: None) -> Article:
    city, bridges = factories.topic("City"), factories.tag("Bridges")
    before = datetime(2026, 5, 1, tzinfo=UTC)
    related = [factories.published(f"Related {n}", topic=city, tags=[bridges], at=before) for n in range(6)]
    return factories.published(
        "Harbour bridge reopens",
        standfirst="Two years and 41 million later.",
        body=BODY,
        topic=city,
        tags=[bridges, factories.tag("Public transport")],
        authors=[factories.author("Ana Ruiz")],
        lead=factories.image(caption="The first cars.", alt_text='Cars on the "span"', width=3000, height=2000),
        related=related,
    )


@pytest.fixture(scope="session")
def packages() -> Path:
    """The folder of the programs in TypeScript, with the packages they need."""
    folder = Path(__file__).parent / "typescript"
    run("npm", "ci", "--silent", folder=folder)
    return folder


def run(*command: str, folder: Path, **environment: str) -> str:
    """The output of a command. If it fails, the test fails with that."""
    if not shutil.which(command[0]):
        pytest.fail(f"{command[0]} is not installed: apt-get install nodejs npm")
    variables = os.environ | environment
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout

"""Linters for OpenAPI documents find nothing in the schema."""

from pathlib import Path

import pytest

from tests.clients.conftest import run

pytestmark = pytest.mark.client


@pytest.mark.parametrize("linter", ["redocly", "spectral"])
def test_there_is_nothing_to_say(packages: Path, linter: str) -> None:
    run("npm", "run", "--silent", f"lint:{linter}", folder=packages)

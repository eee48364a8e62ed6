"""Only the account that runs the newsroom can read its files."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import ROOT

pytestmark = pytest.mark.once


def manage(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": "", "DATA_DIR": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("existing", [False, True])
def test_the_folder_and_the_database(tmp_path: Path, existing: bool) -> None:
    folder = tmp_path / "var"
    if existing:
        folder.mkdir(mode=0o755)
        (folder / "newsroom.sqlite3").touch(0o644)
    assert manage(folder, "migrate", "sessions", "--verbosity", "0").returncode == 0
    assert mode(folder) == 0o700
    assert {path.name: mode(path) for path in folder.glob("newsroom.sqlite3*")} == {"newsroom.sqlite3": 0o600}
    assert mode(folder / "secret_key") == 0o600


def test_nothing_is_wrong_with_deploying(tmp_path: Path) -> None:
    checked = manage(
        tmp_path,
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        PUBLIC_URL="https://news.example.com",
        HSTS_SECONDS="60",
    )
    assert (checked.returncode, checked.stderr) == (0, "")

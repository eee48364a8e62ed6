"""`make advisories` fails on a known hole, and says so where nobody could be asked."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests import advisories
from tests.running import free_port

pytestmark = pytest.mark.once

LOCK = (
    "django==5.2.19 \\\n    --hash=sha256:00\n    # via newsroom\n"
    "redis[hiredis]==8.1.0 ; sys_platform != 'win32' \\\n    --hash=sha256:11\n"
)
NOTHING: list[dict[str, Any]] = [{}, {}]


@contextmanager
def service(answer: object, status: int = 200) -> Iterator[tuple[str, list[Any]]]:
    """A service that always answers this: its address, and what it was asked."""
    asked: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *arguments: Any) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1/querybatch", asked
        server.shutdown()
        thread.join()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "runtime.txt"
    path.write_text(LOCK)
    return path


def test_every_locked_package_is_asked_about_at_once(lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with service({"results": NOTHING}) as (address, asked):
        # A package that stands in both locks counts once.
        assert advisories.main(address, [lock, lock]) == 0
    assert asked == [
        {
            "queries": [
                {"package": {"name": "django", "ecosystem": "PyPI"}, "version": "5.2.19"},
                {"package": {"name": "redis", "ecosystem": "PyPI"}, "version": "8.1.0"},
            ]
        }
    ]
    assert capsys.readouterr().out == "No known advisory for 2 locked packages.\n"


def test_a_known_hole_fails(lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with service({"results": [{"vulns": [{"id": "PYSEC-2026-1"}, {"id": "GHSA-aaaa"}]}, {}]}) as (address, _):
        assert advisories.main(address, [lock]) == 1
    assert capsys.readouterr().out == (
        "django 5.2.19: PYSEC-2026-1, https://osv.dev/vulnerability/PYSEC-2026-1\n"
        "django 5.2.19: GHSA-aaaa, https://osv.dev/vulnerability/GHSA-aaaa\n"
    )


@pytest.mark.parametrize(
    ("answer", "status"),
    [({"results": NOTHING}, 503), ({"results": NOTHING[:1]}, 200), ({"message": "no"}, 200), ([], 200), (None, 200)],
)
def test_an_answer_that_is_none_is_no_proof(
    lock: Path, capsys: pytest.CaptureFixture[str], answer: object, status: int
) -> None:
    with service(answer, status) as (address, asked):
        assert advisories.main(address, [lock]) == 0
    assert len(asked) == 1
    assert capsys.readouterr().out.startswith("not checked: no advisory service reachable (http://127.0.0.1:")


def test_a_service_that_is_not_there_is_no_hole(lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert advisories.main(f"http://127.0.0.1:{free_port()}/", [lock]) == 0
    assert capsys.readouterr().out.startswith("not checked: no advisory service reachable (http://127.0.0.1:")


def test_the_locks_are_understood() -> None:
    found = dict(advisories.locked(advisories.LOCKS))
    lines = [line for file in advisories.LOCKS for line in file.read_text().splitlines() if "==" in line.split("#")[0]]
    names = {line.split("==")[0].split("[")[0].lower() for line in lines if not line.startswith(" ")}
    assert set(found) == names
    assert {"django", "ruff", "psycopg-binary"} <= names

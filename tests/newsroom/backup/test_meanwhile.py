"""A backup taken while readers are counted and editors publish is of one point in time."""

import json
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.newsroom.backup.places import SCRIPT, Place, place
from tests.running import ROOT, Newsroom, until

SLUG = "ferry-sails"


class Readers:
    """Four readers who read one story repeatedly. `acknowledged` is the number of views that the newsroom counted."""

    def __init__(self, base: str) -> None:
        self._address = f"{base}/api/v1/articles/{SLUG}/views/"
        self.acknowledged = 0
        self._end = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._read) for _ in range(4)]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        request = urllib.request.Request(self._address, method="POST", headers={"User-Agent": "Mozilla/5.0 Firefox"})
        while not self._end.is_set():
            with urllib.request.urlopen(request, timeout=30) as answer:
                json.load(answer)
            with self._lock:
                self.acknowledged += 1


@pytest.fixture
def busy(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Place]:
    with django_db_blocker.unblock(), place(tmp_path / "busy", VIEW_DEDUPE_SECONDS="0", VIEWS_PER_MINUTE="0") as found:
        found.fill()
        yield found


def test_it_holds_every_view_of_before_and_every_original(busy: Place, empty: Place, tmp_path: Path) -> None:
    running = Newsroom(busy.environment, busy.folder, "--no-worker")
    editors = subprocess.Popen(
        [sys.executable, "-c", SCRIPT.format(module="editing", call="work()")], cwd=ROOT, env=busy.environment
    )
    try:
        running.read("/readyz", headers={"Host": "news.test"})
        with Readers(running.base) as readers:
            until(lambda: readers.acknowledged > 50)
            before = 7 + readers.acknowledged
            for _ in range(3):
                busy.backup(tmp_path / "backup")
            assert editors.poll() is None
    finally:
        editors.kill()
        editors.wait()
        running.kill()
    empty.restore(tmp_path / "backup")
    views = json.loads(empty.answers()[f"/api/v1/articles/{SLUG}/views/"][2])["views"]
    assert before < views <= 7 + readers.acknowledged + 4
    checked = empty.manage("check_views")
    assert checked.returncode == 0, checked.stdout
    assert int(empty.call("editing", "check()")) > 4

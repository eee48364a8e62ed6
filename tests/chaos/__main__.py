"""`make chaos`: counts under fire, and compares.

The real server with its processes, many connections, most of them on one story; processes are killed with -9 at random,
and once the whole of it with its database. Then every acknowledged view must have been counted exactly once: no two got
the same number, and a story has gained all of them, and at the most those besides that had no clear answer.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from pathlib import Path

from tests.chaos.agreement import compare, together
from tests.chaos.databases import PostgreSQL, Sqlite, database
from tests.chaos.readers import Reader
from tests.running import ROOT, in_group

STORIES = 12
EVERY = 1.5  # seconds between two kills


class Server:
    """`manage.py serve` on a database."""

    def __init__(self, environment: dict[str, str], port: int, log: Path) -> None:
        self.log = log
        self.environment = environment | {"PORT": str(port)}
        self.base = f"http://127.0.0.1:{port}"
        self.start()

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)

    def start(self) -> None:
        # Its children are killed at random, and the worker does not count views.
        command = [sys.executable, "manage.py", "serve", "--no-worker"]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.read("/readyz")

    def revive(self) -> None:
        """What a service manager does."""
        if self.process.poll() is not None:
            self.kill()
            self.start()

    def workers(self) -> list[int]:
        return [pid for pid, line in in_group(self.process.pid).items() if "multiprocessing.spawn" in line]

    def kill_one(self) -> None:
        if workers := self.workers():
            with contextlib.suppress(ProcessLookupError):
                os.kill(random.choice(workers), signal.SIGKILL)

    def kill(self) -> None:
        """All its processes, those too that have outlived their parent and still hold the port."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def read(self, path: str) -> bytes:
        """Ask until there is an answer: all processes may have just been killed. Raises TimeoutError."""
        last: Exception | None = None
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(self.base + path, timeout=10) as answer:
                    content: bytes = answer.read()
                    return content
            except (OSError, http.client.HTTPException) as error:
                last = error
                time.sleep(0.1)
        raise TimeoutError(f"The server does not answer ({last!r}):\n{self.log.read_text()[-2000:]}")

    def views(self, slug: str) -> int:
        return int(json.loads(self.read(f"/api/v1/articles/{slug}/views/"))["views"])


def main() -> None:
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, default=24)
    parser.add_argument("--port", type=int, default=8299)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, database(options.database, Path(name), options.port + 1) as store:
        environment = os.environ | {
            # Below the folder that PostgreSQL, which is somebody else, has to reach: this one is private.
            "DATA_DIR": str(Path(name) / "var"),
            "DATABASE_URL": store.url,
            "LOG_LEVEL": "ERROR",
            "TRUSTED_PROXIES": "127.0.0.1",
            "PUBLIC_URL": f"http://127.0.0.1:{options.port}",
        }
        server = Server(environment, options.port, Path(name) / "log")
        try:
            server.manage("seed_archive", "--articles", str(STORIES), "--verbosity", "0")
            wrong = run(server, store, options.seconds, options.readers)
            server.manage("check_views")
        finally:
            server.kill()
    if wrong:
        sys.exit("\n".join(wrong))


def run(server: Server, store: Sqlite | PostgreSQL, seconds: float, number: int) -> list[str]:
    """What is wrong after so many seconds."""
    slugs = [card["slug"] for card in json.loads(server.read("/api/v1/articles/?fields=slug"))["results"]]
    before = {slug: server.views(slug) for slug in slugs}
    stop = threading.Event()
    readers = [Reader(int(server.environment["PORT"]), slugs, stop) for _ in range(number)]
    for reader in readers:
        reader.start()
    kills = torment(server, store, seconds)
    stop.set()
    for reader in readers:
        reader.join()
    told = {slug: together([reader.told[slug] for reader in readers]) for slug in slugs}
    acknowledged = sum(len(one.numbers) for one in told.values())
    unclear = sum((one.unclear for one in told.values()), Counter())
    reasons = ", ".join(f"{reason} {times}" for reason, times in unclear.most_common())
    print(f"{store.name}: {kills} kills and a crash, {acknowledged} views acknowledged, ", end="")
    print(f"{unclear.total()} without a clear answer ({reasons}).")
    return [
        line for slug in slugs for line in compare(slug, told[slug], server.views(slug) - before[slug], before[slug])
    ]


def torment(server: Server, store: Sqlite | PostgreSQL, seconds: float) -> int:
    """Kill processes, and half-way everything. The number of kills."""
    end = time.monotonic() + seconds
    crash = time.monotonic() + seconds / 2
    kills = 0
    while time.monotonic() < end:
        time.sleep(EVERY * random.random() * 2)
        server.revive()
        server.kill_one()
        kills += 1
        if crash and time.monotonic() > crash:
            crash = 0
            store.crash()
            server.kill()
            server.start()
    time.sleep(0.5)
    server.revive()
    return kills


if __name__ == "__main__":
    main()

"""Newsrooms in their own processes, which end with the test whatever its result."""

import contextlib
import functools
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
# Seconds. The limit for slow machines; tests do not wait longer than necessary.
LONG = 60.0


class Newsroom:
    """`manage.py serve` in its own process group. `log` has its output.

    `inside` goes before the command, if it is to run on another machine (tests.scaling.network), which has `address`.
    """

    def __init__(
        self,
        environment: dict[str, str],
        folder: Path,
        *arguments: str,
        inside: Sequence[str] = (),
        address: str = "127.0.0.1",
    ) -> None:
        self.environment = environment
        self.port = int(environment["PORT"])
        self.base = f"http://{address}:{self.port}"
        self.log = folder / f"log-{time.monotonic_ns()}"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*inside, sys.executable, "manage.py", "serve", *arguments],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def read(self, path: str, headers: dict[str, str] | None = None) -> bytes:
        """The body at a path, once the server has started. Raises AssertionError if it never does."""
        end = time.monotonic() + LONG
        request = urllib.request.Request(self.base + path, headers=headers or {})
        while True:
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    content: bytes = answer.read()
                    return content
            except (OSError, http.client.HTTPException) as error:
                ended = self.process.poll() is not None
                if ended or time.monotonic() > end:
                    raise AssertionError(f"{path}: {error!r}\n{self.log.read_text()[-2000:]}") from error
            time.sleep(0.1)

    def pids(self, words: str = "") -> list[int]:
        """The group's living processes with these words in their command lines."""
        return [pid for pid, line in in_group(self.process.pid).items() if words in line]

    def workers(self) -> list[int]:
        """The processes of `work`. The server's first process also has the command among its arguments."""
        return [pid for pid in self.pids("manage.py work") if pid != self.process.pid]

    def answering(self) -> list[int]:
        return self.pids("multiprocessing.spawn")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end. Returns its exit code."""
        self.process.send_signal(number)
        return self.process.wait(LONG)

    def kill(self) -> None:
        """Kill everything that is left of it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def new_newsroom(folder: Path, *arguments: str, **values: str) -> Iterator[Newsroom]:
    """A newsroom that has its own database in `folder`, and makes it if there is none."""
    running = Newsroom(environment(folder, **values), folder, *arguments)
    try:
        yield running
    finally:
        running.kill()


@contextlib.contextmanager
def newsroom(folder: Path, *arguments: str, **values: str) -> Iterator[Newsroom]:
    """The same with tables from the beginning."""
    folder.mkdir(exist_ok=True)
    database = folder / "newsroom.sqlite3"
    if not ("DATABASE_URL" in values or database.exists()):
        database.write_bytes(migrated())
    with new_newsroom(folder, *arguments, **values) as running:
        yield running


def environment(folder: Path, **values: str) -> dict[str, str]:
    """The machine's environment without its databases, with a free port."""
    unwanted = {"DATABASE_URL", "REDIS_URL", "PUBLIC_URL"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    folder.mkdir(exist_ok=True)
    static = "ignore:No directory at:UserWarning"
    return kept | {"DATA_DIR": str(folder), "PORT": str(free_port()), "PYTHONWARNINGS": static} | values


@functools.cache
def migrated() -> bytes:
    """A database with tables and nothing in them. Making one takes seconds, and most tests are not about it."""
    with tempfile.TemporaryDirectory() as folder:
        manage(environment(Path(folder)), "migrate", "-v0")
        return (Path(folder) / "newsroom.sqlite3").read_bytes()


def manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True, timeout=LONG)
    return done.stdout


def in_group(group: int) -> dict[int, str]:
    """The command lines of a process group's living processes."""
    found = {}
    for process in psutil.process_iter(["cmdline", "status"]):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.getpgid(process.pid) == group and process.info["status"] != psutil.STATUS_ZOMBIE:
                found[process.pid] = " ".join(process.info["cmdline"] or [])
    return found


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < end, "It has not happened within a minute."
        time.sleep(0.1)

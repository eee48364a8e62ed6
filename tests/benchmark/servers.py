"""The servers that are measured: newsrooms of the archives, on ports of their own."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Final, NamedTuple

import psutil

from tests.benchmark.archives.keeping import ROOT
from tests.benchmark.load import read

STARTING: Final = 60  # seconds


class Server(NamedTuple):
    """A running newsroom."""

    base: str
    process: int

    def memory(self) -> list[float]:
        """Megabytes in memory of each process: the web processes, and the worker if there is one."""
        found = []
        for child in psutil.Process(self.process).children(recursive=True):
            with suppress(psutil.NoSuchProcess):  # it ended while we looked
                found.append(child.memory_info().rss / 1e6)
        return found


@contextmanager
def server(environment: Mapping[str, str], port: int, *, stored: bool = True, worker: bool = True) -> Iterator[Server]:
    """A server with two web processes. Without `stored`, every answer is made anew.

    Raises RuntimeError if it does not start.
    """
    variables = {
        **environment,
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "tests.benchmark.settings",
        "TRUSTED_PROXIES": "127.0.0.1",  # each view comes from an address of its own
        "VIEWS_PER_MINUTE": "0",
        "LOG_LEVEL": "ERROR",
        "PYTHONWARNINGS": "ignore",  # of static files that nobody asks for
    } | ({} if stored else {"NOTHING_STORED": "1"})
    if _is_taken(port):
        raise RuntimeError(f"Port {port} is in use. --port chooses another.")
    command = [sys.executable, "manage.py", "serve", *([] if worker else ["--no-worker"])]
    process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}"
        _wait(process, base)
        yield Server(base, process.pid)
    finally:
        process.terminate()
        process.wait()


def _is_taken(port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex(("127.0.0.1", port)) == 0


def _wait(process: "subprocess.Popen[bytes]", base: str) -> None:
    until = time.monotonic() + STARTING
    while time.monotonic() < until and process.poll() is None:
        try:
            read(base + "/healthz")
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server at {base} did not start.")

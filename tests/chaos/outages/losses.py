"""What can be taken away from a newsroom, and given back."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

from tests.chaos import databases
from tests.chaos.outages.stage import Stage
from tests.running import Newsroom, free_port, until

# Seconds within which the others must have ended after the first process was killed: those who are served meanwhile
# have five (newsroom.serving.parent).
ORPHANS: Final = 12.0
DISK: Final = 64 * 1024 * 1024


class Missing(Exception):
    """An outage cannot be tried here. The message says why."""


def needs(program: str) -> None:
    """Raises Missing where a program, which its Debian package is named after, is not installed."""
    if not shutil.which(program):
        raise Missing(f"{program} is not installed: apt-get install {program}")


class SmallDisk:
    """A disk that can be filled up."""

    def __init__(self, folder: Path) -> None:
        self.filler = folder / "filler"

    @contextmanager
    def full(self) -> Iterator[None]:
        with contextlib.suppress(OSError), self.filler.open("wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass
        try:
            yield
        finally:
            self.filler.unlink()


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """Raises Missing where a file system cannot be mounted."""
    if os.getuid() != 0 or not shutil.which("mount"):
        raise Missing("mounting a small disk needs root")
    options = f"size={DISK},mode=755"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "newsroom", str(folder)], capture_output=True, text=True
    )
    if done.returncode:
        raise Missing(f"a small disk cannot be mounted: {done.stderr.strip()}")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


class Redis:
    """A server of our own, which forgets everything when it goes."""

    def __init__(self, folder: Path, inside: Sequence[str] = (), address: str = "127.0.0.1") -> None:
        self.port = free_port()
        self.url = f"redis://{address}:{self.port}/0"
        self.folder = folder
        self.inside = inside
        self.address = address
        self.begin()

    def begin(self) -> None:
        where = ["--port", str(self.port), "--bind", self.address, "--dir", str(self.folder)]
        command = [*self.inside, "redis-server", *where, "--save", "", "--appendonly", "no", "--protected-mode", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()

    @contextmanager
    def away(self) -> Iterator[None]:
        self.end()
        try:
            yield
        finally:
            self.begin()


@contextmanager
def redis(folder: Path) -> Iterator[Redis]:
    needs("redis-server")
    server = Redis(folder)
    try:
        yield server
    finally:
        server.end()


class Database:
    """A database of an ordinary role in a cluster of our own: connections of superusers are not limited."""

    def __init__(self, cluster: databases.PostgreSQL) -> None:
        self.cluster = cluster
        self.url = f"postgres://courier@127.0.0.1:{cluster.port}/newsroom"
        self._tell("CREATE ROLE courier LOGIN", "CREATE DATABASE newsroom OWNER courier")

    @contextmanager
    def refusing(self) -> Iterator[None]:
        with self._changed("ALLOW_CONNECTIONS false", "ALLOW_CONNECTIONS true"):
            yield

    @contextmanager
    def exhausted(self) -> Iterator[None]:
        with self._changed("CONNECTION LIMIT 2", "CONNECTION LIMIT -1"):
            yield

    @contextmanager
    def stopped(self) -> Iterator[None]:
        self.cluster.stop("immediate")
        try:
            yield
        finally:
            self.cluster.start()

    def pictures(self) -> list[tuple[str, str]]:
        """Titles and files."""
        with psycopg.connect(self.url) as connection:
            return connection.execute("SELECT title, file FROM media_image").fetchall()

    @contextmanager
    def _changed(self, to: str, back: str) -> Iterator[None]:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'newsroom'"
        self._tell(f"ALTER DATABASE newsroom {to}", cut)
        try:
            yield
        finally:
            self._tell(f"ALTER DATABASE newsroom {back}")

    def _tell(self, *statements: str) -> None:
        with psycopg.connect(self.cluster.url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@contextmanager
def postgresql(folder: Path, port: int) -> Iterator[Database]:
    try:
        databases.binaries()
    except FileNotFoundError as error:
        raise Missing(str(error)) from error
    with databases.database("postgresql", folder, port) as cluster:
        assert isinstance(cluster, databases.PostgreSQL)
        yield Database(cluster)


@contextmanager
def worker_killed(stage: Stage) -> Iterator[None]:
    """The server starts another."""
    killed = stage.running.workers()
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    yield
    until(lambda: set(stage.running.workers()) - set(killed))


@contextmanager
def parent_killed(stage: Stage) -> Iterator[None]:
    """All others end by themselves, in seconds; then a service manager starts the server again."""
    killed = stage.running
    began = time.monotonic()
    killed.stop(signal.SIGKILL)
    until(lambda: not killed.pids())
    took = time.monotonic() - began
    assert took < ORPHANS, f"Processes outlived the first one by {took:.1f} seconds."
    yield
    stage.running = Newsroom(killed.environment, killed.log.parent)

"""Databases to be cruel to: a SQLite file, or a PostgreSQL cluster of our own from the distribution's binaries."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


class Sqlite:
    """Restarted by killing every process that has it open."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'chaos.sqlite3'}"

    def crash(self) -> None:
        return


class PostgreSQL:
    """A cluster in a folder, with the durability it has by default.

    `inside` goes before its commands, if it is to run on another machine (tests.scaling.network), which has `address`.
    """

    name = "PostgreSQL"

    def __init__(self, folder: Path, port: int, inside: Sequence[str] = (), address: str = "127.0.0.1") -> None:
        self.folder = folder / "cluster"
        self.port = port
        self.inside = inside
        self.address = address
        self.url = f"postgres://chaos@{address}:{port}/postgres"
        self.folder.mkdir()
        if os.getuid() == 0:
            # PostgreSQL refuses to run as root.
            folder.chmod(0o755)
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "-D", str(self.folder), "-U", "chaos", "-A", "trust")
        with (self.folder / "pg_hba.conf").open("a") as rules:
            rules.write(f"host all all {address}/24 trust\n")
        self.start()

    def crash(self) -> None:
        """Stop as if the machine had lost power, and start again."""
        self.stop("immediate")
        self.start()

    def stop(self, mode: str = "fast") -> None:
        """`immediate` is as if the machine had lost power."""
        self._run("pg_ctl", "-D", str(self.folder), "-m", mode, "stop")

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses={self.address}"
        self._run("pg_ctl", "-D", str(self.folder), "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def _run(self, program: str, *arguments: str) -> None:
        other = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        command = [*self.inside, *other, str(binaries() / program), *arguments]
        subprocess.run(command, cwd="/", check=True, capture_output=True)


def binaries() -> Path:
    """The folder of PostgreSQL's programs. Raises FileNotFoundError where there are none."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not folders:
        raise FileNotFoundError("PostgreSQL's programs are not installed: apt-get install postgresql")
    return folders[-1]


@contextmanager
def database(name: str, folder: Path, port: int) -> Iterator[Sqlite | PostgreSQL]:
    if name == "sqlite":
        yield Sqlite(folder)
        return
    cluster = PostgreSQL(folder, port)
    try:
        yield cluster
    finally:
        cluster.stop()

"""Starts editors (tests.benchmark.editor), and gives what they print."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from tests.benchmark.archives.keeping import ROOT

MOST: Final = 500  # publications: more than there is time for


@contextmanager
def publishing(environment: Mapping[str, str], every: float) -> Iterator[list[float]]:
    """An editor who publishes a story every so many seconds. Afterwards the list has the milliseconds of each."""
    took: list[float] = []
    process = _start(environment, "publish", str(MOST), str(every))
    try:
        # The first is published once the editor has sat down.
        assert process.stdout
        took += [float(process.stdout.readline())]
        yield took
        process.terminate()
        took += map(float, process.communicate()[0].split())
    finally:
        process.kill()
        process.wait()


def publish(environment: Mapping[str, str], times: int) -> list[float]:
    """Milliseconds of each of so many publications, one after another."""
    return [float(line) for line in tell(environment, "publish", str(times), "0").split()]


def tell(environment: Mapping[str, str], *arguments: str) -> str:
    """What an editor prints. Raises CalledProcessError if something fails."""
    process = _start(environment, *arguments)
    output, _ = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return output


def _start(environment: Mapping[str, str], *arguments: str) -> "subprocess.Popen[str]":
    variables = {**environment, "LOG_LEVEL": "ERROR"}
    command = [sys.executable, "-m", "tests.benchmark.editor", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True)

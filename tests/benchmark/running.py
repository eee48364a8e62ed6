"""Runs the parts of the measurement, each on the servers that it needs."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from tests.benchmark import beside, counting, latency, mixed, publishing, reading, refreshing
from tests.benchmark.archives.keeping import ROOT, Archive, ready
from tests.benchmark.figures import MEGABYTES, Figure
from tests.benchmark.options import Options
from tests.benchmark.servers import Server, server

LOADED: Final = {"reading", "ordinary", "mixed", "counting"}
Environments = Mapping[int, Mapping[str, str]]


def run(options: Options) -> Iterator[Figure]:
    """Make the archives that are missing, then measure part by part."""
    archives = [Archive(stories, options.database) for stories in options.sizes]
    environments = {archive.stories: ready(archive) for archive in archives}
    vendor = archives[0].vendor
    if "latency" in options.parts:
        yield from _latency(options, vendor, environments)
    if "publishing" in options.parts:
        yield from publishing.measure(environments, vendor, options.rounds)
    if LOADED & set(options.parts):
        for stories, environment in environments.items():
            yield from _loaded(options, vendor, stories, environment)
    if "refreshing" in options.parts:
        size = min(options.sizes, key=lambda stories: abs(stories - refreshing.ARCHIVE))
        with server(environments[size], options.port) as one:
            yield from refreshing.measure(one, environments[size], vendor, size)
    if "costs" in options.parts:
        variables = {**environments[options.sizes[-1]], "NOTHING_STORED": "1", "ALLOWED_HOSTS": "testserver"}
        command = [sys.executable, "-W", "ignore", "-m", "tests.benchmark.costs"]
        subprocess.run(command, cwd=ROOT, env=variables, check=True)


def _latency(options: Options, vendor: str, environments: Environments) -> list[Figure]:
    with ExitStack() as stack:
        bases = {
            stories: stack.enter_context(server(environment, options.port + number, stored=False, worker=False)).base
            for number, (stories, environment) in enumerate(environments.items())
        }
        return latency.measure(bases, vendor, 5 * options.rounds)


def _loaded(options: Options, vendor: str, stories: int, environment: Mapping[str, str]) -> Iterator[Figure]:
    """What is measured under load, on a server that stores no answer and one that does."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        variables = {**environment, "BARE": str(folder)}
        cold = stack.enter_context(server(variables, options.port, stored=False, worker=False))
        stored = stack.enter_context(server(variables, options.port + 1))
        load = (vendor, stories, options.connections, options.rounds, options.seconds)
        if "reading" in options.parts:
            yield from reading.measure(reading.Servers(cold.base, stored.base), folder, *load)
        if "ordinary" in options.parts:
            yield from beside.measure(cold.base, *load)
        if "counting" in options.parts:
            yield from counting.measure(stored.base, *load)
        if "mixed" in options.parts:
            yield from mixed.measure(stored.base, folder, environment, *load)
        yield from (_memory(vendor, stories, what, one) for what, one in (("cold", cold), ("stored", stored)))


def _memory(vendor: str, stories: int, kind: str, one: Server) -> Figure:
    """The processes of a server after all this."""
    return Figure(
        "memory", vendor, stories, what="largest process", kind=kind, unit=MEGABYTES, values=[max(one.memory())]
    )

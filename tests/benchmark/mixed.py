"""What a newsroom does all day: of 100 requests 95 read and 5 count a view, and every second a story is published.

The publications make stored answers wrong, each a second after the one before.
"""

from collections.abc import Mapping, Sequence
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Final

from tests.benchmark import working
from tests.benchmark.addresses import LIST, find
from tests.benchmark.counting import posts
from tests.benchmark.figures import MILLISECONDS, RATE, Figure
from tests.benchmark.load import Outcome, load, read, send

PART: Final = "mixed"
READ: Final = {"list": 4, "topic with sub-topics": 4, "random tag": 2, "detail": 8, "most viewed 24h": 1}
LEAST: Final = 5  # seconds: a shorter turn has hardly any publications


def measure(
    base: str,
    folder: Path,
    environment: Mapping[str, str],
    database: str,
    stories: int,
    connections: Sequence[int],
    rounds: int,
    seconds: int,
) -> list[Figure]:
    """Requests per second beside a bare view of the list's bytes, from `folder`, and milliseconds of publishing."""
    (folder / "front").write_bytes(read(base + LIST))
    asked = requests(base)
    seconds = max(seconds, LEAST)
    figures = []
    for number in connections:
        mixed: list[Outcome] = []
        others: list[Outcome] = []
        took: list[float] = []
        for _ in range(rounds):
            others.append(load(base, ["/bare/front"], number, seconds))
            with working.publishing(environment, every=1.0) as published:
                mixed.append(send(base, asked, number, seconds))
            took += published
        figures.append(
            Figure(
                PART,
                database,
                stories,
                connections=number,
                what="95 reads, 5 views",
                kind="stored",
                unit=RATE,
                values=[outcome.rate for outcome in mixed],
                against="bare view",
                others=[outcome.rate for outcome in others],
                errors=sum(outcome.errors for outcome in mixed),
            )
        )
        figures.append(
            Figure(
                PART,
                database,
                stories,
                connections=number,
                what="publish meanwhile",
                kind="new story",
                unit=MILLISECONDS,
                values=took,
            )
        )
    return figures


def requests(base: str) -> list[str]:
    """Four hundred requests, every twentieth a view."""
    paths = {one.name: cycle(one.paths) for one in find(base)}
    names = list(chain.from_iterable([name] * weight for name, weight in READ.items()))
    views = cycle(posts(base))
    reads = (f"GET {next(paths[name])}" for name in cycle(names))
    return list(chain.from_iterable([*islice(reads, 19), f"POST {next(views)}"] for _ in range(20)))

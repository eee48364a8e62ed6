"""One request at a time, nothing stored: milliseconds for each address, in archives of several sizes in turn."""

import http.client
import time
from collections.abc import Mapping, Sequence
from itertools import cycle
from urllib.parse import urlsplit

from tests.benchmark import addresses
from tests.benchmark.figures import MILLISECONDS, Figure
from tests.benchmark.load import FIREFOX

PART = "latency"


class Reader:
    """One connection to a server that is kept open. Every request of an address takes the next of its paths."""

    def __init__(self, base: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=60)
        self.turns = {one.name: cycle(one.paths) for one in addresses.find(base)}

    def ask(self, name: str) -> tuple[float, bool]:
        """Milliseconds until the whole answer was here, and whether it was another than 200."""
        path = next(self.turns[name])
        begun = time.perf_counter()
        self.connection.request("GET", path, headers={"User-Agent": FIREFOX})
        answer = self.connection.getresponse()
        answer.read()
        return (time.perf_counter() - begun) * 1000, answer.status != 200


def measure(bases: Mapping[int, str], database: str, rounds: int) -> list[Figure]:
    """Ask servers, by the number of their stories. The smallest is what the others are measured against."""
    readers = {stories: Reader(base) for stories, base in sorted(bases.items())}
    smallest = min(readers)
    times: dict[tuple[int, str], list[float]] = {}
    errors: dict[tuple[int, str], int] = {}
    names = list(readers[smallest].turns)
    for turn in range(rounds + 1):
        for name in names:
            for stories, reader in readers.items():
                took, wrong = reader.ask(name)
                if turn:  # the first request finds nothing in the database's memory
                    times.setdefault((stories, name), []).append(took)
                    errors[stories, name] = errors.get((stories, name), 0) + wrong
    return [_figure(database, stories, name, times, errors, smallest) for stories in readers for name in names]


def _figure(
    database: str,
    stories: int,
    name: str,
    times: Mapping[tuple[int, str], Sequence[float]],
    errors: Mapping[tuple[int, str], int],
    smallest: int,
) -> Figure:
    return Figure(
        PART,
        database,
        stories,
        what=name,
        kind="cold",
        unit=MILLISECONDS,
        values=list(times[stories, name]),
        against="" if stories == smallest else f"{smallest:,} stories",
        others=[] if stories == smallest else list(times[smallest, name]),
        errors=errors[stories, name],
    )

"""Counting views, beside a view of Django REST Framework that answers the same bytes and counts nothing."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from tests.benchmark.addresses import LIST
from tests.benchmark.figures import RATE, Figure
from tests.benchmark.load import Outcome, load, read

PART: Final = "counting"
FIXED: Final = "bare DRF POST"


def measure(
    base: str, database: str, stories: int, connections: Sequence[int], rounds: int, seconds: int
) -> list[Figure]:
    """Count for one story, and for a thousand in turn."""
    paths = list(posts(base))
    cases = [(number, read_) for number in connections for read_ in (paths[:1], paths)]
    counted: list[list[Outcome]] = [[] for _ in cases]
    fixed: list[list[Outcome]] = [[] for _ in cases]
    for _ in range(rounds):
        for place, (number, some) in enumerate(cases):
            fixed[place].append(load(base, ["/fixed/"], number, seconds, post=True))
            counted[place].append(load(base, some, number, seconds, post=True))
    return [
        Figure(
            PART,
            database,
            stories,
            connections=number,
            what=f"{len(some):,} read",
            kind="view",
            unit=RATE,
            values=[outcome.rate for outcome in counted[place]],
            against=FIXED,
            others=[outcome.rate for outcome in fixed[place]],
            errors=sum(outcome.errors for outcome in counted[place]),
        )
        for place, (number, some) in enumerate(cases)
    ]


def posts(base: str) -> Iterator[str]:
    """The paths that count views of the newest thousand stories."""
    for page in range(1, 11):
        cards = json.loads(read(f"{base}{LIST}?fields=slug&page_size=100&page={page}"))
        yield from (f"{LIST}{card['slug']}/views/" for card in cards["results"])
        if not cards["next"]:
            return

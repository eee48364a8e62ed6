"""Cold answers beside those of the ordinary newsroom: the same stories, at equal selectivity and offset."""

from collections.abc import Sequence
from typing import Final

from tests.benchmark.addresses import LIST, find, variants
from tests.benchmark.figures import RATE, Figure
from tests.benchmark.load import Outcome, load, settle

PART: Final = "ordinary"
ORDINARY: Final = "ordinary DRF"
# Seconds: slow answers need longer to be counted.
LEAST: Final = 4
COMPARED: Final = (
    "list",
    "rare tag",
    "most common tag",
    "topic with sub-topics",
    "author",
    "deep page",
    "detail",
)


def measure(
    base: str, database: str, stories: int, connections: Sequence[int], rounds: int, seconds: int
) -> list[Figure]:
    """Take turns on one server that stores no answer."""
    addresses = [one for one in find(base) if one.name in COMPARED]
    ours: dict[tuple[int, str], list[Outcome]] = {}
    theirs: dict[tuple[int, str], list[Outcome]] = {}
    for _ in range(rounds):
        for number in connections:
            for name, paths in addresses:
                cold = variants(paths)
                ours.setdefault((number, name), []).append(load(base, cold, number, seconds))
                settle(base, LIST)
                other = [path.replace(LIST, "/ordinary/articles/") for path in cold]
                theirs.setdefault((number, name), []).append(load(base, other, number, max(seconds, LEAST)))
                settle(base, LIST)
    return [
        Figure(
            PART,
            database,
            stories,
            connections=number,
            what=name,
            kind="cold",
            unit=RATE,
            values=[outcome.rate for outcome in taken],
            against=ORDINARY,
            others=[outcome.rate for outcome in theirs[number, name]],
            errors=sum(outcome.errors for outcome in (*taken, *theirs[number, name])),
        )
        for (number, name), taken in ours.items()
    ]

"""How long publishing a story takes, in archives of several sizes in turn."""

from collections.abc import Mapping
from typing import Final

from tests.benchmark import working
from tests.benchmark.figures import MILLISECONDS, Figure

PART: Final = "publishing"
TIMES: Final = 10


def measure(environments: Mapping[int, Mapping[str, str]], database: str, rounds: int) -> list[Figure]:
    """The smallest archive is what the others are measured against."""
    took: dict[int, list[float]] = {stories: [] for stories in sorted(environments)}
    for _ in range(rounds):
        for stories in took:
            took[stories] += working.publish(environments[stories], TIMES)
    smallest = min(took)
    return [
        Figure(
            PART,
            database,
            stories,
            what="publish",
            kind="new story",
            unit=MILLISECONDS,
            values=values,
            against="" if stories == smallest else f"{smallest:,} stories",
            others=[] if stories == smallest else took[smallest],
        )
        for stories, values in took.items()
    ]

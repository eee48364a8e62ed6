"""The targets that the newsroom is held to, and whether a run has met them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from tests.benchmark import beside, counting, latency, publishing, reading, refreshing
from tests.benchmark.figures import Figure, Spread

FILTERS: Final = ("list", "detail", "rare tag", "most common tag", "topic with sub-topics", "topic and tag", "author")
# Searches rank what they find, and have no target.
SEARCHES: Final = ("search: one word", "search: the", "search: a typo")
SMALLEST: Final = 10_000


@dataclass(frozen=True)
class Target:
    """What is asked of each figure that it is `of`: a ratio, or without one its median, at least or at most a limit."""

    name: str
    of: Callable[[Figure], bool]
    sqlite: float
    postgresql: float
    at_least: bool = True
    by_ratio: bool = True

    def limit(self, figure: Figure) -> float:
        return self.sqlite if figure.database == "sqlite" else self.postgresql


class Judged(NamedTuple):
    """A target and a figure that it asks something of."""

    target: Target
    figure: Figure
    found: Spread

    @property
    def is_met(self) -> bool:
        limit = self.target.limit(self.figure)
        return self.found.median >= limit if self.target.at_least else self.found.median <= limit


def _read(kind: str, figure: Figure) -> bool:
    return figure.part == reading.PART and figure.kind == kind and figure.what in FILTERS


def _beside(what: Sequence[str], figure: Figure) -> bool:
    return figure.part == beside.PART and figure.what in what


def _larger(part: str, figure: Figure) -> bool:
    return figure.part == part and figure.stories > SMALLEST and figure.what not in SEARCHES


def _refreshing(kinds: Sequence[str], figure: Figure) -> bool:
    return figure.part == refreshing.PART and figure.stories == refreshing.ARCHIVE and figure.kind in kinds


COMPARED: Final = ("topic with sub-topics", "rare tag", "most common tag", "deep page")
WAITS: Final = ("longest publication", "longest view")
MEMORY: Final = ("memory of who saves", "largest process of the server")
TARGETS: Final = (
    Target("stored, against a bare view", lambda one: _read(reading.STORED, one), 2.0, 1.0),
    Target("304, against a bare view", lambda one: _read(reading.UNCHANGED, one), 2.0, 1.0),
    Target("cold list, against ordinary DRF", lambda one: _beside(["list"], one), 20, 20),
    Target("cold topic, tags, deep page, against ordinary DRF", lambda one: _beside(COMPARED, one), 10, 10),
    Target("cold detail, against ordinary DRF", lambda one: _beside(["detail"], one), 4, 4),
    Target("cold, against 10,000 stories", lambda one: _larger(latency.PART, one), 1.5, 1.5, at_least=False),
    Target("cold, ms", lambda one: _larger(latency.PART, one), 30, 30, at_least=False, by_ratio=False),
    Target("publishing, against 10,000 stories", lambda one: _larger(publishing.PART, one), 1.5, 1.5, at_least=False),
    Target(
        "refreshing, s", lambda one: _refreshing(["shown by all stories"], one), 20, 20, at_least=False, by_ratio=False
    ),
    Target("refreshing, MB", lambda one: _refreshing(MEMORY, one), 150, 150, at_least=False, by_ratio=False),
    Target("waits while refreshing, ms", lambda one: _refreshing(WAITS, one), 200, 200, at_least=False, by_ratio=False),
    Target("counting, against a bare DRF POST", lambda one: one.part == counting.PART, 1.0, 0.8),
    Target(
        "process under load, MB",
        lambda one: one.part == "memory" and one.stories <= refreshing.ARCHIVE,
        150,
        150,
        at_least=False,
        by_ratio=False,
    ),
)


def judge(figures: Sequence[Figure]) -> list[Judged]:
    """Every target with every figure that it asks something of."""
    pairs = ((target, figure) for target in TARGETS for figure in figures if target.of(figure))
    judged = ((target, figure, figure.ratio if target.by_ratio else figure.spread) for target, figure in pairs)
    return [Judged(target, figure, found) for target, figure, found in judged if found]


def table(judged: Sequence[Judged]) -> str:
    """Met or missed, in Markdown."""
    lines = [
        "## Targets\n",
        "| target | | database | stories | connections | asked | found | |",
        "|---|---|---|---:|---:|---:|---:|---|",
    ]
    for one in judged:
        target, figure, found = one
        asked = f"{'≥' if target.at_least else '≤'} {target.limit(figure):g}"
        what = f"{figure.what}, {figure.kind}"
        place = f"{figure.database} | {figure.stories:,} | {figure.connections or ''}"
        lines.append(f"| {target.name} | {what} | {place} | {asked} | {found} | {'met' if one.is_met else 'missed'} |")
    return "\n".join(lines)

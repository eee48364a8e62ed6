"""What is measured: values that took turns with those of something else, and the ratios of such pairs."""

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final, NamedTuple

RATE: Final = "requests/s"
MILLISECONDS: Final = "ms"
SECONDS: Final = "s"
MEGABYTES: Final = "MB"
# Of these, less is better.
COSTS: Final = {MILLISECONDS, SECONDS, MEGABYTES}


class Spread(NamedTuple):
    """The median of some values, and the quartiles around it (of fewer than four values, the lowest and highest)."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Raises ValueError without values."""
        if not values:
            raise ValueError("There is no median of no values.")
        if len(values) < 4:
            return cls(statistics.median(values), min(values), max(values))
        low, median, high = statistics.quantiles(values, n=4, method="inclusive")
        return cls(median, low, high)

    def __str__(self) -> str:
        return f"{_short(self.median)} ({_short(self.low)}–{_short(self.high)})"


class Key(NamedTuple):
    """What a figure is of; equal in two runs that measured the same. Without connections: one request at a time."""

    part: str
    database: str
    stories: int
    connections: int
    what: str
    kind: str
    against: str


@dataclass(frozen=True)
class Figure:
    """Values of one thing, in `unit`. `others` are those of what it is measured `against`, each from the same turn."""

    part: str
    database: str
    stories: int
    what: str
    kind: str
    unit: str
    values: list[float]
    connections: int = 0
    against: str = ""
    others: list[float] = field(default_factory=list)
    errors: int = 0

    @property
    def key(self) -> Key:
        return Key(self.part, self.database, self.stories, self.connections, self.what, self.kind, self.against)

    @property
    def spread(self) -> Spread:
        return Spread.of(self.values)

    @property
    def ratio(self) -> Spread | None:
        """Of each value to the other of its turn; None if it is measured against nothing."""
        pairs = zip(self.values, self.others, strict=True) if self.others else ()
        ratios = [value / other for value, other in pairs if other]
        return Spread.of(ratios) if ratios else None


def as_json(figure: Figure) -> dict[str, Any]:
    """The figure as a JSON object, with values to four digits."""
    members = asdict(figure)
    return members | {name: [float(f"{value:.4g}") for value in members[name]] for name in ("values", "others")}


def from_json(members: dict[str, Any]) -> Figure:
    """Raises TypeError if the object is not of a figure."""
    return Figure(**members)


def _short(value: float) -> str:
    """Three digits, and all before the point."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"

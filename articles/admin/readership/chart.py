"""Bar charts as numbers for an SVG: every bar is one unit wide, and the top of the scale is 100 units high."""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 100


@dataclass(frozen=True)
class Bar:
    """A bar. Coordinates are text, because templates format numbers in the editor's language."""

    x: str
    y: str
    height: str
    label: str
    views: int


@dataclass(frozen=True)
class Chart:
    """Bars from the oldest to the newest, `ticks` of the scale from the top down, and three labels below them."""

    bars: list[Bar]
    ticks: list[int]
    labels: list[str]
    summary: str

    @property
    def width(self) -> int:
        return len(self.bars)


def chart(points: Sequence[tuple[str, int]], what: str) -> Chart:
    """A chart of labels and views. The summary, which begins with `what` it shows, is for screen readers."""
    labels = [label for label, _ in points]
    views = [count for _, count in points]
    top = scale(max(views))
    best = views.index(max(views))
    summary = f"{what}: {sum(views):,} views"
    if views[best]:
        summary += f", most of them, {views[best]:,}, on {labels[best]}"
    middle = labels[len(labels) // 2]
    return Chart(_bars(points, top), [top, top // 2, 0], [labels[0], middle, labels[-1]], f"{summary}.")


def sparkline(views: Sequence[int]) -> list[Bar]:
    """Bars without a scale; the highest has the full height."""
    return _bars([("", count) for count in views], max([*views, 1]))


def scale(most: int) -> int:
    """The end of a scale for values up to `most`: an even number with one digit that is not 0."""
    step = 1
    while most > 10 * step:
        step *= 10
    return next(even * step for even in (2, 4, 6, 8, 10) if even * step >= most)


def _bars(points: Sequence[tuple[str, int]], top: int) -> list[Bar]:
    bars = []
    for place, (label, count) in enumerate(points):
        height = count * HEIGHT / top
        bars.append(Bar(f"{place + 0.1:.1f}", f"{HEIGHT - height:.2f}", f"{height:.2f}", label, count))
    return bars

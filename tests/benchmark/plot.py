"""Draws ratios as bars, on a logarithmic scale, with a line for the spread. https://www.w3.org/TR/SVG2/"""

import math
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Final

from tests.benchmark.figures import COSTS, Figure, Spread

LABELS, WIDTH, ROW, MARGIN = 420, 480, 18, 40
SEEN: Final = {"light": "#4a6fa5", "line": "#333", "text": "#111", "grid": "#ccc"}


def bars(figures: Sequence[Figure]) -> str:
    """An SVG image with a bar for each figure that has a ratio."""
    rows = [(figure, ratio) for figure in figures if (ratio := figure.ratio) and ratio.low > 0]
    low = min((math.floor(math.log10(ratio.low)) for _, ratio in rows), default=-1)
    high = max((math.ceil(math.log10(ratio.high)) for _, ratio in rows), default=1)
    low, high = min(low, -1), max(high, 1)

    def across(value: float) -> float:
        return LABELS + (math.log10(value) - low) / (high - low) * WIDTH

    height = MARGIN + ROW * len(rows) + 10
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LABELS + WIDTH + 120}" height="{height}" '
        'font-family="sans-serif" font-size="11">',
        "<title>Ratios: the median as a bar, the spread as a line</title>",
    ]
    for power in range(low, high + 1):
        place = across(10.0**power)
        lines.append(f'<path d="M{place:.1f} {MARGIN - 8}V{height}" stroke="{SEEN["grid"]}"/>')
        lines.append(f'<text x="{place:.1f}" y="{MARGIN - 14}" text-anchor="middle">{10.0**power:g}</text>')
    for number, (figure, ratio) in enumerate(rows):
        lines += _bar(figure, ratio, MARGIN + ROW * number, across(1), across(ratio.median), across)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _bar(
    figure: Figure, ratio: Spread, top: int, one: float, end: float, across: Callable[[float], float]
) -> Iterator[str]:
    left, right = min(one, end), max(one, end)
    sense = "less is better" if figure.unit in COSTS else "more is better"
    words = f"{figure.what}, {figure.kind} / {figure.against}, {figure.database} {figure.stories:,}"
    words += f", {figure.connections} connections" if figure.connections else ""
    yield f'<text x="{LABELS - 6}" y="{top + 12}" text-anchor="end" fill="{SEEN["text"]}">{escape(words)}</text>'
    yield f'<rect x="{left:.1f}" y="{top + 3}" width="{right - left:.1f}" height="11" fill="{SEEN["light"]}">'
    yield f"<title>{escape(words)}: {ratio} ({sense})</title></rect>"
    yield f'<path d="M{across(ratio.low):.1f} {top + 8.5}H{across(ratio.high):.1f}" stroke="{SEEN["line"]}"/>'
    yield f'<text x="{max(right, across(ratio.high)) + 4:.1f}" y="{top + 12}">{ratio.median:.2f}</text>'

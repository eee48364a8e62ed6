"""Bar and line charts in the colours of a palette."""

import itertools
from dataclasses import dataclass
from math import ceil, floor, log10

from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import Colour, mix
from articles.demo.pictures.lettering import width, wrap, write
from articles.demo.pictures.palettes import Palette
from articles.demo.pictures.parts.land import outline
from articles.demo.pictures.spec import Spec

MARGIN = 0.09


@dataclass(frozen=True)
class Frame:
    """Where a chart is drawn and what its axis shows."""

    left: float
    top: float
    right: float
    bottom: float
    low: float
    high: float
    step: float
    ink: Colour
    soft: Colour

    def y(self, value: float) -> float:
        """The height at which a value lies."""
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)


def bar_chart(canvas: Canvas, palette: Palette, spec: Spec) -> None:
    """One bar a label, the largest in the accent colour, every value written over its bar."""
    frame = _frame(canvas, palette, spec, from_zero=True)
    slot = (frame.right - frame.left) / len(spec.values)
    size = _label_size(canvas, spec, slot)
    for index, (label, value) in enumerate(zip(spec.labels, spec.values, strict=True)):
        left, right = frame.left + slot * (index + 0.17), frame.left + slot * (index + 0.83)
        paint = palette.accent if value == max(spec.values) else mix(palette.near, palette.far, 0.35)
        if palette.dark and value != max(spec.values):
            paint = mix(palette.far, palette.haze, 0.6)
        bar = canvas.pen()
        bar.rectangle(left, min(frame.y(value), frame.y(0)), right, max(frame.y(value), frame.y(0)))
        canvas.fill(bar, (mix(paint, palette.haze, 0.12), paint))
        canvas.stipple(bar, palette.ink, "bottom", 0.4)
        centre = (left + right) / 2
        write(
            canvas,
            _number(value),
            centre,
            frame.y(max(value, 0)) - 0.016,
            size * 1.12,
            frame.ink,
            anchor="ms",
            bold=True,
        )
        write(canvas, label, centre, frame.bottom + 0.022, size, frame.ink, anchor="mt")
    _base(canvas, frame)


def line_chart(canvas: Canvas, palette: Palette, spec: Spec) -> None:
    """A line through the values over a shaded ground, first and last value written beside their points."""
    frame = _frame(canvas, palette, spec, from_zero=False)
    slot = (frame.right - frame.left) / max(1, len(spec.values) - 1)
    size = _label_size(canvas, spec, slot)
    points = [(frame.left + slot * index, frame.y(value)) for index, value in enumerate(spec.values)]
    area, line, dots, holes = canvas.pen(), canvas.pen(), canvas.pen(), canvas.pen()
    area.polygon([*points, (points[-1][0], frame.bottom), (points[0][0], frame.bottom)])
    canvas.fill(area, palette.accent, 0.16)
    canvas.stipple(area, palette.accent, "top", 0.55)
    for start, end in itertools.pairwise(points):
        line.line([start, end], 0.011)
    for x, y in points:
        line.ellipse(x, y, 0.0055)
        dots.ellipse(x, y, 0.0135)
        holes.ellipse(x, y, 0.0075)
    canvas.fill(line, palette.accent)
    canvas.fill(dots, palette.accent)
    canvas.fill(holes, _paper(palette))
    told = {0, len(points) - 1, spec.values.index(max(spec.values))}
    for index in told:
        x, y = points[index]
        write(canvas, _number(spec.values[index]), x, y - 0.032, size * 1.2, frame.ink, anchor="ms", bold=True)
    for index, label in enumerate(spec.labels):
        write(canvas, label, points[index][0], frame.bottom + 0.022, size, frame.ink, anchor="mt")
    _base(canvas, frame)


def _frame(canvas: Canvas, palette: Palette, spec: Spec, *, from_zero: bool) -> Frame:
    """Paper, heading, grid and axis."""
    paper = _paper(palette)
    canvas.sweep([mix(paper, palette.sky[-1], 0.12), mix(paper, palette.haze, 0.3)])
    far = canvas.pen()
    skyline = outline(canvas, 0.93, 0.14, 0.5)
    far.polygon([*skyline, (canvas.aspect + 0.02, 1.02), (-0.02, 1.02)])
    canvas.fill(far, mix(paper, palette.haze if palette.dark else palette.far, 0.14))
    ink = mix(palette.haze, (255, 255, 255), 0.75) if palette.dark else palette.ink
    soft = mix(paper, ink, 0.2)
    mark = canvas.pen()
    mark.rectangle(MARGIN, MARGIN - 0.018, MARGIN + 0.09, MARGIN - 0.006)
    canvas.fill(mark, palette.accent)
    top = MARGIN + 0.068
    for text in wrap(canvas, spec.heading, 0.058, canvas.aspect - 2 * MARGIN):
        write(canvas, text, MARGIN, top, 0.058, ink, bold=True)
        top += 0.07
    low, high, step = _axis(spec.values, from_zero)
    count = round((high - low) / step)
    texts = [_number(low + step * index) for index in range(count + 1)]
    gutter = max(width(canvas, text, 0.032) for text in texts) + 0.03
    inset = 0.0 if from_zero else 0.05
    frame = Frame(
        MARGIN + gutter + inset, top + 0.05, canvas.aspect - MARGIN - inset, 0.845, low, high, step, ink, soft
    )
    grid = canvas.pen()
    for index, text in enumerate(texts):
        y = frame.y(low + step * index)
        grid.rectangle(MARGIN + gutter, y - 0.0011, canvas.aspect - MARGIN, y + 0.0011)
        write(canvas, text, MARGIN + gutter - 0.018, y, 0.032, mix(ink, paper, 0.3), anchor="rm")
    canvas.fill(grid, soft)
    return frame


def _base(canvas: Canvas, frame: Frame) -> None:
    base = canvas.pen()
    y = frame.y(max(frame.low, 0.0))
    base.rectangle(frame.left - 0.005, y - 0.002, frame.right + 0.005, y + 0.002)
    canvas.fill(base, frame.ink)


def _paper(palette: Palette) -> Colour:
    return mix(palette.sky[1], palette.ink, 0.35) if palette.dark else mix(palette.haze, (255, 252, 245), 0.72)


def _axis(values: tuple[float, ...], from_zero: bool) -> tuple[float, float, float]:
    """Round numbers around the values, and the step between the lines of the grid."""
    least, most = min(values), max(values)
    if from_zero or least < (most - least):
        least = min(0.0, least)
    rough = (most - least or 1.0) / 4
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    low = floor(least / step) * step
    high = ceil(most / step) * step
    return low, high + (step * 0.0 if high - most > step * 0.12 else step), step


def _label_size(canvas: Canvas, spec: Spec, slot: float) -> float:
    longest = max(width(canvas, label, 0.036) for label in spec.labels)
    return 0.036 * min(1.0, slot * 0.94 / longest)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"

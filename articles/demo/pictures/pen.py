"""Draws shapes into a mask with smooth edges."""

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw

Point = tuple[float, float]
Box = tuple[int, int, int, int]

# The mask is drawn this many times larger, then reduced: more where little is drawn, so that it stays cheap.
FINE, COARSE = 4, 2
SMALL = 0.12


class Pen:
    """Collects shapes in canvas coordinates (see canvas.py). `on=False` cuts a hole into what was drawn before."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self.polygons: list[tuple[list[Point], bool]] = []

    def polygon(self, points: Sequence[Point], on: bool = True) -> None:
        self.polygons.append((list(points), on))

    def shape(self, x: float, y: float, size: float, points: Sequence[Point]) -> None:
        """A polygon around (x, y), its points in units of `size`."""
        self.polygon([(x + across * size, y + down * size) for across, down in points])

    def rectangle(self, left: float, top: float, right: float, bottom: float, on: bool = True) -> None:
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], on)

    def ellipse(self, x: float, y: float, rx: float, ry: float | None = None, on: bool = True) -> None:
        ry = rx if ry is None else ry
        steps = max(8, min(96, round(math.sqrt(max(rx, ry) * self.size[1]) * 4)))
        turns = (2 * math.pi * step / steps for step in range(steps))
        self.polygon([(x + rx * math.cos(turn), y + ry * math.sin(turn)) for turn in turns], on)

    def line(self, points: Sequence[Point], width: float, end: float | None = None) -> None:
        """A line of a width, or one that tapers from `width` to `end`."""
        last = len(points) - 1
        left: list[Point] = []
        right: list[Point] = []
        for index, (x, y) in enumerate(points):
            (x0, y0), (x1, y1) = points[max(0, index - 1)], points[min(last, index + 1)]
            length = math.hypot(x1 - x0, y1 - y0) or 1.0
            half = (width + ((width if end is None else end) - width) * index / last) / 2
            across, down = -(y1 - y0) / length * half, (x1 - x0) / length * half
            left.append((x + across, y + down))
            right.append((x - across, y - down))
        self.polygon([*left, *reversed(right)])

    def render(self) -> tuple[Image.Image, Box] | None:
        """The mask of the smallest box around the shapes, and that box in pixels; None outside the canvas."""
        box = self._box()
        if box[2] <= box[0] or box[3] <= box[1]:
            return None
        across, down = box[2] - box[0], box[3] - box[1]
        scale = FINE if across * down < SMALL * self.size[0] * self.size[1] else COARSE
        mask = Image.new("L", (across * scale, down * scale))
        draw = ImageDraw.Draw(mask)
        unit = self.size[1] * scale
        left, top = box[0] * scale, box[1] * scale
        for points, on in self.polygons:
            draw.polygon([(x * unit - left, y * unit - top) for x, y in points], fill=255 if on else 0)
        return mask.reduce(scale), box

    def _box(self) -> Box:
        unit = self.size[1]
        xs = [x * unit for points, on in self.polygons if on for x, _ in points]
        ys = [y * unit for points, on in self.polygons if on for _, y in points]
        if not xs:
            return 0, 0, 0, 0
        return (
            max(0, math.floor(min(xs)) - 1),
            max(0, math.floor(min(ys)) - 1),
            min(self.size[0], math.ceil(max(xs)) + 1),
            min(self.size[1], math.ceil(max(ys)) + 1),
        )

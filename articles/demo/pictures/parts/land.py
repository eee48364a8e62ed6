"""Land: ridges one behind the other, mottled ground, snow."""

import itertools

from PIL import ImageChops

from articles.demo.pictures import noise
from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import Colour, mix
from articles.demo.pictures.palettes import Palette
from articles.demo.pictures.pen import Point


def outline(canvas: Canvas, y: float, height: float, rough: float = 0.5, steps: int = 9) -> list[Point]:
    """A skyline from left to right around `y`, at most about `height` high, by midpoint displacement."""
    random = canvas.random
    heights = [random.uniform(-1, 1), random.uniform(-1, 1), random.uniform(-1, 1)]
    reach = 1.0
    for _ in range(steps - 1):
        reach *= rough
        between = [(a + b) / 2 + random.uniform(-reach, reach) for a, b in itertools.pairwise(heights)]
        heights = [value for pair in zip(heights, between, strict=False) for value in pair] + [heights[-1]]
    last = len(heights) - 1
    return [
        (-0.02 + (canvas.aspect + 0.04) * place / last, y - value * height / 2) for place, value in enumerate(heights)
    ]


def mass(canvas: Canvas, skyline: list[Point], paint: Colour, foot: Colour, bottom: float = 1.02) -> None:
    """Everything below a skyline, misting over into `foot` towards its own bottom."""
    pen = canvas.pen()
    pen.polygon([*skyline, (skyline[-1][0], bottom), (skyline[0][0], bottom)])
    canvas.fill(pen, (paint, foot))


def ridges(
    canvas: Canvas, palette: Palette, top: float, bottom: float, count: int, height: float, rough: float
) -> None:
    """Range after range from `top` to `bottom`, each nearer and darker than the last, with mist in the valleys."""
    for index in range(count):
        share = index / max(1, count - 1)
        y = top + (bottom - top) * share**1.1
        paint = palette.depth(0.1 + 0.75 * share)
        skyline = outline(canvas, y, height * (0.55 + 0.6 * share), rough)
        mass(canvas, skyline, paint, mix(paint, palette.haze, 0.55 - 0.3 * share), min(1.02, y + height * 1.3))
        canvas.veil(palette.haze, y + height * 0.2, min(1, y + height * 1.3), 0, 0.34 * (1 - share))


def mottle(
    canvas: Canvas, paint: Colour, top: float, strength: float = 0.5, cells: tuple[float, float] = (5, 9)
) -> None:
    """Uneven ground from `top` down: patches of another colour."""
    size = canvas.width, canvas.height - round(top * canvas.height)
    patches = noise.fractal(canvas.texture, size, cells, 5)
    grains = canvas.grains(size)
    mask = ImageChops.subtract(patches, grains.point(lambda value: value * 0.7))
    canvas.wash(paint, mask.point(lambda value: min(255, value * 2.2) * strength), top)

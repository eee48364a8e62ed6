"""Trees and grass."""

from math import cos, pi, sin

from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import Colour, mix
from articles.demo.pictures.pen import Pen


def conifer(canvas: Canvas, pen: Pen, x: float, y: float, size: float) -> None:
    """A fir of height `size` standing at (x, y)."""
    random = canvas.random
    left, right = [], []
    tiers = 7
    for tier in range(tiers):
        top = y - size * (1 - tier / (tiers + 0.6))
        width = size * 0.2 * ((tier + 1) / tiers) * random.uniform(0.8, 1.15)
        low = top + size / tiers * 1.12
        left += [(x - width * 0.22, top), (x - width, low)]
        right += [(x + width * 0.22, top), (x + width * random.uniform(0.85, 1.1), low)]
    pen.polygon([(x, y - size * 1.03), *right, *reversed(left)])
    pen.rectangle(x - size * 0.018, y - size * 0.1, x + size * 0.018, y)


def leafy(canvas: Canvas, crown: Pen, trunk: Pen, x: float, y: float, size: float) -> None:
    """A round tree of height `size`: overlapping balls of leaves on a forked trunk."""
    random = canvas.random
    trunk.line([(x, y), (x, y - size * 0.5)], size * 0.06, size * 0.03)
    for lean in (-0.16, 0.15):
        trunk.line([(x, y - size * 0.3), (x + size * lean, y - size * 0.6)], size * 0.03, size * 0.012)
    for turn in range(9):
        angle = 2 * pi * turn / 9 + random.uniform(-0.3, 0.3)
        reach = size * random.uniform(0.1, 0.21)
        crown.ellipse(
            x + cos(angle) * reach, y - size * 0.66 + sin(angle) * reach * 0.85, size * random.uniform(0.13, 0.2)
        )


def bare(canvas: Canvas, pen: Pen, x: float, y: float, size: float, angle: float = -pi / 2, depth: int = 6) -> None:
    """A tree without leaves, branching as it grows."""
    random = canvas.random
    length = size * 0.3
    tip = x + cos(angle) * length, y + sin(angle) * length
    pen.line([(x, y), tip], size * 0.05, size * 0.034)
    if depth:
        for turn in (-0.42, 0.38):
            bare(
                canvas, pen, *tip, size * random.uniform(0.66, 0.8), angle + turn * random.uniform(0.5, 1.4), depth - 1
            )


def wood(canvas: Canvas, y: float, height: float, paint: Colour, foot: Colour, spacing: float = 0.3) -> None:
    """A row of firs across the whole width with solid ground under it."""
    random = canvas.random
    pen = canvas.pen()
    x = -height * 0.2
    while x < canvas.aspect + height * 0.2:
        size = height * random.uniform(0.55, 1.0)
        conifer(canvas, pen, x, y + height * 0.12 * random.random(), size)
        x += height * spacing * random.uniform(0.35, 1.0)
    pen.rectangle(-0.01, y - height * 0.1, canvas.aspect + 0.01, y + height * 0.9)
    canvas.fill(pen, (paint, foot))


def grove(canvas: Canvas, y: float, height: float, leaves: Colour, foot: Colour) -> None:
    """A row of round trees across the whole width, in leaves of several shades."""
    random = canvas.random
    trunk, crowns = canvas.pen(), (canvas.pen(), canvas.pen(), canvas.pen())
    x = 0.0
    while x < canvas.aspect + height * 0.2:
        leafy(
            canvas,
            random.choice(crowns),
            trunk,
            x,
            y + height * 0.1 * random.random(),
            height * random.uniform(0.75, 1.1),
        )
        x += height * random.uniform(0.16, 0.42)
    trunk.rectangle(-0.01, y, canvas.aspect + 0.01, y + height)
    canvas.fill(trunk, foot)
    for shade, crown in zip((0.0, 0.22, 0.4), crowns, strict=True):
        canvas.fill(crown, (mix(leaves, foot, shade * 0.5), mix(leaves, foot, shade + 0.25)))
        canvas.stipple(crown, foot, "bottom", 0.7)


def grass(canvas: Canvas, pen: Pen, top: float, bottom: float, size: float, count: int) -> None:
    """Blades in tufts between two heights, longer towards the viewer."""
    random = canvas.random
    for _ in range(count):
        near = random.random()
        x, y = random.uniform(0, canvas.aspect), top + (bottom - top) * near
        length = size * (0.35 + 0.65 * near)
        for blade in range(3):
            lean = random.uniform(-0.5, 0.5) * length
            foot = x + blade * size * 0.1
            pen.line([(foot, y), (foot + lean * 0.3, y - length * 0.6), (foot + lean, y - length)], size * 0.06, 0.0004)

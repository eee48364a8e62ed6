"""People as silhouettes."""

from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.pen import Pen


def person(canvas: Canvas, pen: Pen, x: float, y: float, size: float, *, arms_up: bool = False) -> None:
    """Somebody of height `size` whose feet are at (x, y)."""
    random = canvas.random
    width = size * random.uniform(0.1, 0.135)
    pen.ellipse(x, y - size * 0.91, size * 0.068, size * 0.082)
    stride = size * random.uniform(0.02, 0.11)
    shoulder, hip = y - size * 0.8, y - size * 0.44
    pen.polygon(
        [
            (x - width * 0.8, shoulder + size * 0.02),
            (x - width * 0.3, shoulder - size * 0.025),
            (x + width * 0.3, shoulder - size * 0.025),
            (x + width * 0.8, shoulder + size * 0.02),
            (x + width * random.uniform(0.7, 1.0), hip),
            (x - width * random.uniform(0.7, 1.0), hip),
        ]
    )
    pen.line([(x - width * 0.4, hip - size * 0.02), (x - stride, y)], size * 0.085, size * 0.05)
    pen.line([(x + width * 0.4, hip - size * 0.02), (x + stride, y)], size * 0.085, size * 0.05)
    for side in (-1, 1):
        hand = (
            (x + side * width * 1.5, y - size * 1.08)
            if arms_up
            else (x + side * width * random.uniform(0.8, 1.5), y - size * 0.42)
        )
        pen.line([(x + side * width * 0.7, shoulder + size * 0.02), hand], size * 0.052, size * 0.036)


def heads(canvas: Canvas, pen: Pen, y: float, size: float, spacing: float = 0.9, arms: float = 0.0) -> None:
    """A crowd seen from behind across the whole width; a share `arms` of it holds a hand up."""
    random = canvas.random
    x = -size
    while x < canvas.aspect + size:
        top = y + random.uniform(-0.25, 0.25) * size
        tall = size * random.uniform(0.9, 1.1)
        pen.ellipse(x, top, tall * 0.34, tall * 0.42)
        pen.polygon(
            [
                (x - tall * 0.16, top + tall * 0.3),
                (x + tall * 0.16, top + tall * 0.3),
                (x + tall * 0.7, top + tall * 0.72),
                (x + tall * 0.78, top + tall * 2.2),
                (x - tall * 0.78, top + tall * 2.2),
                (x - tall * 0.7, top + tall * 0.72),
            ]
        )
        if random.random() < arms:
            side = random.choice((-1, 1))
            elbow = x + side * tall * 0.85, top - tall * 0.1
            hand = x + side * tall * random.uniform(0.4, 0.9), top - tall * random.uniform(1.0, 1.5)
            pen.line([(x + side * tall * 0.6, top + tall * 0.9), elbow, hand], tall * 0.24, tall * 0.16)
        x += size * 2 * spacing * random.uniform(0.55, 1.0)
    pen.rectangle(-0.01, y + size * 1.4, canvas.aspect + 0.01, y + size * 6)

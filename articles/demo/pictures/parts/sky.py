"""Skies: light, sun or moon, clouds, stars, birds."""

from PIL import Image, ImageChops

from articles.demo.pictures import noise
from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import Colour, mix
from articles.demo.pictures.palettes import Palette


def sky(canvas: Canvas, palette: Palette, horizon: float, *, sun: float | None = None, cover: float = 0.5) -> None:
    """A whole sky down to `horizon`. `sun` is where the sun stands across (0 to 1); `cover` how cloudy it is."""
    canvas.sweep(palette.sky, 0, horizon)
    canvas.sweep([palette.sky[-1], palette.haze], horizon, 1)
    x = canvas.aspect * (canvas.random.uniform(0.2, 0.8) if sun is None else sun)
    y = horizon * (1 - palette.sun_height)
    if palette.dark:
        stars(canvas, horizon)
    canvas.glow(x, y, 0.95, mix(palette.sun, palette.sky[-1], 0.5), 0.5)
    canvas.glow(x, y, 0.4, palette.sun, 0.5)
    disc = canvas.pen()
    radius = 0.04 if palette.dark else 0.055
    disc.ellipse(x, y, radius)
    if palette.dark:
        disc.ellipse(x + radius * 0.5, y - radius * 0.22, radius * 0.86, on=False)
    canvas.fill(disc, palette.sun)
    if cover:
        clouds(canvas, palette, horizon, cover)


def clouds(canvas: Canvas, palette: Palette, horizon: float, cover: float) -> None:
    """Long soft clouds, lit from below near the horizon and by the sky above."""
    height = round(canvas.height * horizon)
    lit = mix(palette.sun, palette.haze, 0.3)
    shaded = mix(palette.sky[len(palette.sky) // 2], palette.sky[0], 0.35)
    for paint, strength, cells in ((shaded, 0.75, (2.2, 5)), (lit, 0.9, (2.6, 7))):
        lumps = noise.fractal(canvas.texture, (canvas.width, height), cells, 5)
        threshold = 220 - 120 * cover
        mask = lumps.point(lambda v, t=threshold, s=strength: min(255, max(0, v - t) * 2.6) * s)
        canvas.wash(paint, ImageChops.multiply(mask, _middle(mask.size)))


def stars(canvas: Canvas, horizon: float) -> None:
    """Stars, fewer towards the horizon."""
    random = canvas.random
    for size, paint, count in ((0.0011, (214, 226, 250), 210), (0.0021, (255, 247, 224), 34)):
        pen = canvas.pen()
        for _ in range(count):
            pen.ellipse(
                random.uniform(0, canvas.aspect), horizon * random.random() ** 1.5, size * random.uniform(0.6, 1.2)
            )
        canvas.fill(pen, paint, 0.85)


def birds(canvas: Canvas, paint: Colour, x: float, y: float, count: int = 7, size: float = 0.02) -> None:
    """A loose flock around a point."""
    random = canvas.random
    pen = canvas.pen()
    for _ in range(count):
        left, top = x + random.gauss(0, size * 5), y + random.gauss(0, size * 2.2)
        span, lift = size * random.uniform(0.6, 1.1), size * random.uniform(0.25, 0.5)
        wing = [(left - span, top - lift), (left - span * 0.45, top - lift * 0.75), (left, top)]
        pen.line(wing, size * 0.05, size * 0.16)
        pen.line([(2 * left - px, py) for px, py in wing], size * 0.05, size * 0.16)
    canvas.fill(pen, paint)


def _middle(size: tuple[int, int]) -> Image.Image:
    """Opaque between the upper third and the horizon, clear at both edges."""
    column = Image.new("L", (1, 64))
    column.putdata([round(255 * min(1, row / 26) * min(1, (64 - row) / 7)) for row in range(64)])
    return column.resize(size, Image.Resampling.BILINEAR)

"""Water: reflections broken by ripples, glints, boats."""

from math import sin

from PIL import Image

from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import Colour, mix
from articles.demo.pictures.palettes import Palette
from articles.demo.pictures.pen import Pen


def water(canvas: Canvas, palette: Palette, horizon: float, *, mirror: float = 0.5, calm: float = 1.0) -> None:
    """Water from `horizon` down, mirroring what is already painted above it."""
    line = round(horizon * canvas.height)
    depth = canvas.height - line
    above = canvas.image.crop((0, max(0, line - depth), canvas.width, line))
    reflection = _rippled(above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((canvas.width, depth)), calm)
    canvas.sweep(palette.water, horizon, 1)
    fade = Image.linear_gradient("L").resize((canvas.width, depth)).point(lambda value: (255 - value * 0.8) * mirror)
    canvas.image.paste(reflection, (0, line), fade)
    ripples(canvas, horizon, mix(palette.water[1], palette.ink, 0.35), 150, 0.30)
    ripples(canvas, horizon, mix(palette.water[0], palette.haze, 0.4), 170, 0.34)


def ripples(canvas: Canvas, horizon: float, paint: Colour, count: int, opacity: float) -> None:
    """Flat strokes that grow and spread out towards the viewer."""
    random = canvas.random
    pen = canvas.pen()
    for _ in range(count):
        near = random.random() ** 1.7
        y = horizon + 0.004 + (1 - horizon) * near
        _stroke(pen, random.uniform(0, canvas.aspect), y, 0.012 + 0.16 * near * random.random())
    canvas.fill(pen, paint, opacity)


def glints(
    canvas: Canvas, horizon: float, x: float, paint: Colour, *, spread: float = 0.16, opacity: float = 0.85
) -> None:
    """The path of light that leads from a lamp or the sun to the viewer."""
    random = canvas.random
    pen = canvas.pen()
    for _ in range(130):
        near = random.random() ** 1.3
        y = horizon + 0.003 + (1 - horizon) * near
        reach = spread * (0.18 + 0.82 * near)
        _stroke(pen, x + random.gauss(0, reach * 0.42), y, reach * random.uniform(0.08, 0.5) * (1.1 - near * 0.5))
    canvas.fill(pen, paint, opacity)


def sailing_boat(canvas: Canvas, x: float, y: float, size: float, hull: Colour, sail: Colour) -> None:
    """A small boat under sail whose waterline is at (x, y); `size` is the height of its mast."""
    body, cloth, mast = canvas.pen(), canvas.pen(), canvas.pen()
    body.shape(x, y, size, [(-0.42, -0.12), (0.46, -0.12), (0.3, 0), (-0.3, 0)])
    mast.line([(x, y - size * 0.1), (x, y - size)], size * 0.025)
    cloth.shape(x, y, size, [(0.03, -0.96), (0.4, -0.2), (0.03, -0.17)])
    cloth.shape(x, y, size, [(-0.03, -0.86), (-0.33, -0.22), (-0.03, -0.17)])
    canvas.fill(cloth, sail)
    canvas.stipple(cloth, hull, "left", 0.5)
    canvas.fill(mast, hull)
    canvas.fill(body, hull)
    shadow = canvas.pen()
    for step in range(5):
        reach = size * (0.32 - step * 0.045)
        _stroke(shadow, x + size * 0.05 * sin(step * 2.1), y + size * (0.03 + 0.055 * step), reach)
    canvas.fill(shadow, hull, 0.5)


def ship(canvas: Canvas, x: float, y: float, size: float, hull: Colour, house: Colour) -> None:
    """A cargo ship seen from the side; `size` is its length."""
    body, upper, load = canvas.pen(), canvas.pen(), canvas.pen()
    body.shape(x, y, size, [(-0.5, -0.1), (0.36, -0.1), (0.5, -0.13), (0.45, 0), (-0.46, 0)])
    upper.rectangle(x - size * 0.43, y - size * 0.235, x - size * 0.29, y - size * 0.1)
    upper.rectangle(x - size * 0.405, y - size * 0.27, x - size * 0.315, y - size * 0.23)
    upper.line([(x - size * 0.36, y - size * 0.26), (x - size * 0.36, y - size * 0.33)], size * 0.006)
    for column in range(8):
        for row in range(canvas.random.randint(1, 3)):
            left = x - size * 0.26 + column * size * 0.075
            load.rectangle(
                left, y - size * (0.138 + 0.036 * row), left + size * 0.068, y - size * (0.106 + 0.036 * row)
            )
    canvas.fill(load, mix(hull, house, 0.35))
    canvas.stipple(load, hull, "right", 0.8)
    canvas.fill(upper, house)
    canvas.fill(body, hull)


def _stroke(pen: Pen, x: float, y: float, width: float) -> None:
    """A flat lens: as thick as a ripple of that width would be."""
    thick = 0.0012 + width * 0.022
    pen.polygon(
        [
            (x - width, y),
            (x - width * 0.3, y - thick),
            (x + width * 0.5, y - thick * 0.8),
            (x + width, y),
            (x + width * 0.3, y + thick),
            (x - width * 0.5, y + thick * 0.8),
        ]
    )


def _rippled(image: Image.Image, calm: float) -> Image.Image:
    """The picture in strips shifted to and fro, further apart towards the bottom."""
    result = image.copy()
    top, height = 0, 2
    while top < image.height:
        near = top / image.height
        shift = round(image.height * (0.004 + 0.035 * near) / calm * sin(top * 0.9) * sin(top * 0.113 + 1))
        strip = image.crop((0, top, image.width, min(image.height, top + height)))
        result.paste(strip, (shift, top))
        top += height
        height = 2 + round(near * 7)
    return result

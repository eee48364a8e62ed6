"""Portraits for bylines and profiles."""

import itertools

from articles.demo.pictures import noise
from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import Colour, colour, mix
from articles.demo.pictures.palettes import Palette
from articles.demo.pictures.pen import Pen, Point

SKIN = [colour(code) for code in ("f2c9a8", "e3ab82", "c98a5e", "a56a43", "7c4b2e", "5a3521")]
HAIR = [colour(code) for code in ("1d1512", "3a241a", "5e3a22", "8c5a30", "b9b2ab", "d9b374")]


def portrait(canvas: Canvas, palette: Palette) -> None:
    """Head and shoulders before a soft ground, lit from one side; features are only hinted at."""
    random = canvas.random
    _ground(canvas, palette)
    skin, hair = random.choice(SKIN), random.choice(HAIR)
    cloth = random.choice([palette.near, palette.accent, palette.leaf, mix(palette.near, palette.haze, 0.5)])
    x, y, size = canvas.aspect * 0.5, 0.43, 0.21
    style = random.randrange(4)
    if style in (1, 3):
        _fill_hair(canvas, _long_hair(canvas.pen(), x, y, size), hair)
    _shoulders(canvas, palette, x, y, size, cloth, skin)
    _head(canvas, x, y, size, skin, palette)
    _fill_hair(canvas, _cap(canvas.pen(), x, y, size, style), hair)
    _features(canvas, x, y, size, skin, hair)
    if random.random() < 0.4:
        _glasses(canvas, x, y, size, palette.ink)
    canvas.glow(x - 0.35, y - 0.25, 0.6, palette.sun, 0.25)


def _ground(canvas: Canvas, palette: Palette) -> None:
    back = palette.backdrop
    canvas.sweep([mix(back, palette.haze, 0.25), mix(back, palette.near, 0.3)])
    canvas.glow(canvas.aspect * 0.42, 0.36, 0.75, mix(palette.sun, palette.haze, 0.4), 0.45)
    brush = noise.fractal(canvas.texture, canvas.size, (4, 2), 5).point(lambda value: max(0, value - 110) * 0.7)
    canvas.wash(mix(back, palette.accent, 0.22), brush)
    disc = canvas.pen()
    disc.ellipse(canvas.aspect * 0.5 + 0.02, 0.47, 0.37)
    canvas.fill(disc, mix(palette.haze, palette.lamp, 0.3), 0.4)


def _shoulders(canvas: Canvas, palette: Palette, x: float, y: float, size: float, cloth: Colour, skin: Colour) -> None:
    neck, body, collar = canvas.pen(), canvas.pen(), canvas.pen()
    neck.shape(x, y, size, [(-0.4, 0.5), (0.4, 0.5), (0.48, 1.85), (-0.48, 1.85)])
    edge: list[Point] = [
        (x - size * 0.46, y + size * 1.26),
        (x - size * 1.25, y + size * 1.52),
        (x - size * 1.75, y + size * 2.0),
        (x - size * 1.98, 1.02),
    ]
    body.polygon([*edge, *((2 * x - px, py) for px, py in reversed(edge)), (x, y + size * 1.78)])
    canvas.fill(neck, mix(skin, (60, 20, 20), 0.22))
    canvas.stipple(neck, (40, 16, 18), "right", 0.7)
    canvas.fill(body, (mix(cloth, palette.haze, 0.12), mix(cloth, palette.ink, 0.3)))
    canvas.stipple(body, palette.ink, "right", 0.75)
    for side in (-1, 1):
        collar.polygon(
            [
                (x + side * size * 0.46, y + size * 1.2),
                (x + side * size * 0.78, y + size * 1.42),
                (x + side * size * 0.34, y + size * 2.0),
                (x, y + size * 1.72),
            ]
        )
    canvas.fill(collar, mix(cloth, (255, 255, 255), 0.72 if canvas.random.random() < 0.5 else 0.1))
    canvas.stipple(collar, palette.ink, "bottom", 0.4)


def _head(canvas: Canvas, x: float, y: float, size: float, skin: Colour, palette: Palette) -> None:
    face, ears, shade = canvas.pen(), canvas.pen(), canvas.pen()
    half: list[Point] = [
        (0.0, -1.02),
        (0.42, -0.95),
        (0.7, -0.62),
        (0.76, -0.1),
        (0.7, 0.36),
        (0.5, 0.78),
        (0.2, 1.02),
        (0.0, 1.06),
    ]
    right = [(x + px * size, y + py * size) for px, py in _rounded(half)]
    face.polygon([*right, *((2 * x - px, py) for px, py in reversed(right))])
    for side in (-1, 1):
        ears.ellipse(x + side * size * 0.76, y + size * 0.06, size * 0.12, size * 0.2)
    canvas.fill(ears, mix(skin, (120, 40, 40), 0.22))
    canvas.fill(face, (mix(skin, (255, 240, 225), 0.1), mix(skin, (150, 60, 50), 0.14)))
    shade.polygon(
        [
            (x + size * 0.12, y - size * 1.02),
            *right,
            (x + size * 0.12, y + size * 1.05),
            (x + size * 0.34, y + size * 0.4),
            (x + size * 0.26, y - size * 0.2),
        ]
    )
    canvas.fill(shade, mix(skin, palette.near, 0.42), 0.42)
    canvas.stipple(face, mix(skin, (40, 10, 20), 0.6), "right", 0.75)


def _features(canvas: Canvas, x: float, y: float, size: float, skin: Colour, hair: Colour) -> None:
    dark, brows, mouth, cheeks = (canvas.pen() for _ in range(4))
    for side in (-1, 1):
        eye = x + side * size * 0.33
        dark.line(
            [(eye - size * 0.13, y + size * 0.01), (eye, y - size * 0.035), (eye + size * 0.13, y + size * 0.01)],
            size * 0.035,
        )
        dark.ellipse(eye, y + size * 0.015, size * 0.048)
        brows.line(
            [
                (eye - side * size * 0.17, y - size * 0.17),
                (eye, y - size * 0.23),
                (eye + side * size * 0.17, y - size * 0.17),
            ],
            size * 0.065,
            size * 0.025,
        )
        cheeks.ellipse(eye + side * size * 0.08, y + size * 0.36, size * 0.17, size * 0.12)
    dark_line = mix(skin, (50, 15, 15), 0.6)
    nose = canvas.pen()
    nose.line(
        [(x + size * 0.04, y - size * 0.05), (x + size * 0.13, y + size * 0.32), (x - size * 0.02, y + size * 0.37)],
        size * 0.02,
        size * 0.05,
    )
    mouth.shape(x, y, size, [(-0.24, 0.6), (0, 0.63), (0.24, 0.6), (0.1, 0.7), (-0.1, 0.7)])
    canvas.fill(cheeks, mix(skin, (210, 70, 60), 0.5), 0.3)
    canvas.fill(nose, dark_line, 0.7)
    canvas.fill(mouth, mix(skin, (150, 30, 40), 0.55))
    canvas.fill(brows, mix(hair, (30, 20, 20), 0.4))
    canvas.fill(dark, (32, 22, 24))


def _cap(pen: Pen, x: float, y: float, size: float, style: int) -> Pen:
    """The hair over the forehead: parted, fringe, cropped or swept up."""
    over: list[Point] = [
        (-0.82, -0.02),
        (-0.9, -0.55),
        (-0.62, -1.08),
        (-0.1, -1.24),
        (0.48, -1.14),
        (0.86, -0.66),
        (0.82, -0.02),
    ]
    under: dict[int, list[Point]] = {
        0: [(0.72, -0.2), (0.62, -0.5), (0.1, -0.62), (-0.3, -0.78), (-0.6, -0.46), (-0.72, -0.16)],
        1: [(0.74, -0.1), (0.6, -0.42), (0.2, -0.44), (-0.25, -0.4), (-0.58, -0.36), (-0.74, -0.1)],
        2: [(0.74, -0.3), (0.6, -0.72), (0.2, -0.82), (-0.2, -0.82), (-0.6, -0.72), (-0.74, -0.3)],
        3: [(0.76, -0.16), (0.58, -0.58), (0.0, -0.92), (-0.1, -0.94), (-0.6, -0.52), (-0.76, -0.16)],
    }
    pen.polygon([(x + px * size, y + py * size) for px, py in _rounded([*over, *under[style]])])
    return pen


def _long_hair(pen: Pen, x: float, y: float, size: float) -> Pen:
    shape: list[Point] = [
        (-0.85, -0.5),
        (-0.98, 0.2),
        (-1.06, 0.95),
        (-0.8, 1.35),
        (0.8, 1.35),
        (1.06, 0.95),
        (0.98, 0.2),
        (0.85, -0.5),
        (0.0, -1.1),
    ]
    pen.polygon([(x + px * size, y + py * size) for px, py in _rounded(shape)])
    return pen


def _fill_hair(canvas: Canvas, pen: Pen, hair: Colour) -> None:
    canvas.fill(pen, (mix(hair, (255, 235, 210), 0.14), mix(hair, (10, 6, 8), 0.25)))
    canvas.stipple(pen, mix(hair, (0, 0, 0), 0.6), "right", 0.8)
    canvas.stipple(pen, mix(hair, (255, 235, 210), 0.4), "left", 0.35)


def _glasses(canvas: Canvas, x: float, y: float, size: float, paint: Colour) -> None:
    frame = canvas.pen()
    for side in (-1, 1):
        frame.ellipse(x + side * size * 0.33, y, size * 0.235, size * 0.2)
    for side in (-1, 1):
        frame.ellipse(x + side * size * 0.33, y, size * 0.2, size * 0.165, on=False)
    frame.line([(x - size * 0.12, y - size * 0.03), (x + size * 0.12, y - size * 0.03)], size * 0.035)
    canvas.fill(frame, paint)


def _rounded(points: list[Point], rounds: int = 3) -> list[Point]:
    """Corners cut off again and again until the line is a curve (Chaikin 1974); the ends stay."""
    for _ in range(rounds):
        cut = [points[0]]
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            cut += [(x0 * 0.75 + x1 * 0.25, y0 * 0.75 + y1 * 0.25), (x0 * 0.25 + x1 * 0.75, y0 * 0.25 + y1 * 0.75)]
        points = [*cut, points[-1]]
    return points

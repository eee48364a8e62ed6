"""A harbour: houses round a basin, boats, cranes."""

from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import Colour, colour, mix
from articles.demo.pictures.palettes import Palette
from articles.demo.pictures.parts.buildings import crane, gabled
from articles.demo.pictures.parts.land import ridges
from articles.demo.pictures.parts.sky import birds, sky
from articles.demo.pictures.parts.water import glints, water

# Limewash: ochre, brick, rose, sand, slate blue.
FACADES = ("d9a441", "b4533c", "d98b83", "e6d3ac", "6f8ea3")


def harbour(canvas: Canvas, palette: Palette) -> None:
    """Old houses round a basin, masts, fishing boats, their lights on the water."""
    random = canvas.random
    horizon = 0.56
    sky(canvas, palette, horizon, cover=0.55)
    ridges(canvas, palette, horizon - 0.13, horizon - 0.06, 2, 0.1, 0.5)
    cranes = canvas.pen()
    for place, size, turned in ((0.06, 0.34, 1.0), (0.24, 0.3, 1.0), (0.84, 0.38, -1.0)):
        crane(cranes, canvas.aspect * place, horizon - 0.02, size, turned)
    canvas.fill(cranes, palette.depth(0.45))
    canvas.veil(palette.haze, horizon - 0.3, horizon, 0, 0.4)
    lamps = _quay(canvas, palette, horizon)
    water(canvas, palette, horizon, mirror=0.85, calm=1.3)
    for x in lamps:
        glints(canvas, horizon, x, palette.lamp, spread=0.035, opacity=0.5)
    places = [(0.13, 0.1, 0.3), (0.4, 0.04, 0.2), (0.87, 0.06, 0.24), (0.66, 0.22, 0.46)]
    for place, drop, size in sorted(places, key=lambda one: one[1]):
        paint = random.choice((palette.accent, palette.near, mix(palette.accent, palette.lamp, 0.6)))
        _fishing_boat(canvas, palette, canvas.aspect * place, horizon + drop, size, paint)
    birds(canvas, mix(palette.ink, palette.haze, 0.15), canvas.aspect * 0.7, horizon * 0.35, 7)


def _quay(canvas: Canvas, palette: Palette, horizon: float) -> list[float]:
    """Houses along the water. Returns where lamps stand."""
    random = canvas.random
    x, lamps = -0.03, []
    base = horizon - 0.022
    tones = [palette.haze, palette.far, *map(colour, FACADES)]
    dim = 0.7 if palette.dark else 0.1
    while x < canvas.aspect:
        width, height = random.uniform(0.06, 0.1), random.uniform(0.13, 0.23)
        wall = mix(mix(random.choice(tones), palette.haze, 0.2), palette.near, dim + random.uniform(0, 0.2))
        front, roof, panes = canvas.pen(), canvas.pen(), canvas.pen()
        gabled(front, x, base, width, height)
        roof.line(
            [
                (x - 0.006, base - height * 0.64),
                (x + width / 2, base - height * 1.01),
                (x + width + 0.006, base - height * 0.64),
            ],
            0.011,
        )
        roof.rectangle(x + width * 0.7, base - height * 0.98, x + width * 0.8, base - height * 0.75)
        for row in range(3):
            for column in range(3):
                left = x + width * (0.17 + 0.26 * column)
                top = base - height * (0.6 - 0.19 * row)
                if random.random() < 0.8:
                    panes.rectangle(left, top, left + width * 0.14, top + height * 0.1)
        canvas.fill(front, wall)
        canvas.stipple(front, palette.ink, "left", 0.45)
        canvas.fill(roof, mix(palette.ink, palette.accent, 0.25))
        warm = palette.sun_height < 0.2 or palette.dark
        canvas.fill(panes, palette.lamp if warm else mix(palette.ink, palette.sky[1], 0.35), 0.9)
        if random.random() < 0.45:
            lamps.append(x + width / 2)
        x += width * random.choice((1.0, 1.0, 1.12))
    wall_pen = canvas.pen()
    wall_pen.rectangle(0, base, canvas.aspect, horizon)
    canvas.fill(wall_pen, mix(palette.near, palette.ink, 0.4))
    for x in lamps:
        canvas.glow(x, base - 0.01, 0.09, palette.lamp, 0.7)
    return lamps


def _fishing_boat(canvas: Canvas, palette: Palette, x: float, y: float, size: float, paint: Colour) -> None:
    hull, trim, dark, glass = canvas.pen(), canvas.pen(), canvas.pen(), canvas.pen()
    hull.shape(x, y, size, [(-0.5, -0.13), (-0.1, -0.11), (0.25, -0.14), (0.52, -0.24), (0.4, 0), (-0.42, 0)])
    trim.shape(
        x,
        y,
        size,
        [
            (-0.5, -0.13),
            (-0.1, -0.11),
            (0.25, -0.14),
            (0.52, -0.24),
            (0.5, -0.2),
            (0.25, -0.11),
            (-0.1, -0.08),
            (-0.49, -0.1),
        ],
    )
    cabin = canvas.pen()
    cabin.shape(x, y, size, [(-0.05, -0.1), (-0.05, -0.33), (0.15, -0.33), (0.2, -0.1)])
    dark.rectangle(x - size * 0.08, y - size * 0.36, x + size * 0.18, y - size * 0.325)
    dark.line([(x - size * 0.18, y - size * 0.1), (x - size * 0.18, y - size * 0.78)], size * 0.016, size * 0.009)
    dark.line([(x - size * 0.18, y - size * 0.7), (x + size * 0.5, y - size * 0.22)], size * 0.005)
    dark.line([(x - size * 0.18, y - size * 0.7), (x - size * 0.48, y - size * 0.13)], size * 0.005)
    dark.line([(x - size * 0.18, y - size * 0.3), (x - size * 0.44, y - size * 0.5)], size * 0.012)
    glass.rectangle(x - size * 0.02, y - size * 0.29, x + size * 0.05, y - size * 0.22)
    glass.rectangle(x + size * 0.08, y - size * 0.29, x + size * 0.14, y - size * 0.22)
    shade = canvas.pen()
    shade.ellipse(x, y + size * 0.015, size * 0.5, size * 0.05)
    canvas.fill(shade, palette.ink, 0.45)
    canvas.fill(cabin, mix(palette.haze, palette.near, 0.6 if palette.dark else 0.12))
    canvas.fill(hull, mix(paint, palette.near, 0.6 if palette.dark else 0.1))
    canvas.stipple(hull, palette.ink, "bottom", 0.9)
    canvas.fill(trim, mix(palette.haze, palette.near, 0.5 if palette.dark else 0.05))
    canvas.fill(dark, palette.ink)
    canvas.fill(glass, palette.lamp)

"""The city seen from the water."""

from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import mix
from articles.demo.pictures.palettes import Palette
from articles.demo.pictures.parts.land import ridges
from articles.demo.pictures.parts.sky import birds, sky
from articles.demo.pictures.parts.towers import rows
from articles.demo.pictures.parts.water import glints, sailing_boat, ship, water


def bridge(canvas: Canvas, palette: Palette) -> None:
    """A suspension bridge over an estuary, the city behind it."""
    random = canvas.random
    horizon = 0.6
    sun = random.uniform(0.3, 0.45)
    sky(canvas, palette, horizon, sun=sun, cover=0.65)
    ridges(canvas, palette, horizon - 0.09, horizon - 0.02, 2, 0.09, 0.5)
    rows(canvas, palette, horizon, [(0.05, 0.16, 0.3)], peak=0.7)
    canvas.veil(palette.haze, horizon - 0.2, horizon, 0, 0.5)
    _suspension(canvas, palette, horizon)
    water(canvas, palette, horizon, mirror=0.8)
    glints(canvas, horizon, canvas.aspect * sun, palette.sun, opacity=0.6)
    ship(canvas, canvas.aspect * 0.3, horizon + 0.06, 0.22, mix(palette.near, palette.ink, 0.3), palette.haze)
    sailing_boat(
        canvas,
        canvas.aspect * 0.72,
        horizon + 0.22,
        0.24,
        palette.ink,
        mix(palette.sun, palette.near, 0.55 if palette.dark else 0.1),
    )
    birds(canvas, palette.near, canvas.aspect * 0.55, horizon * 0.3, 6, 0.017)


def skyline(canvas: Canvas, palette: Palette) -> None:
    """The city across the water."""
    horizon = 0.66
    sky(canvas, palette, horizon, cover=0.6)
    lit = 0.65 if palette.dark or palette.sun_height < 0.2 else 0.22
    depths = [(0.08, 0.34, 0.1), (0.06, 0.46, 0.35), (0.04, 0.26, 0.65)]
    rows(canvas, palette, horizon, depths, peak=canvas.random.uniform(0.4, 0.65), lit=lit)
    water(canvas, palette, horizon, mirror=0.85, calm=1.2)
    ship(canvas, canvas.aspect * canvas.random.uniform(0.2, 0.8), horizon + 0.09, 0.3, palette.ink, palette.haze)
    birds(canvas, palette.near, canvas.aspect * 0.22, horizon * 0.3, 7, 0.016)


def _suspension(canvas: Canvas, palette: Palette, horizon: float) -> None:
    paint = mix(palette.accent, palette.near, 0.55 if palette.dark else 0.18)
    deck, top = horizon - 0.1, horizon - 0.46
    towers = canvas.aspect * 0.24, canvas.aspect * 0.78
    middle = (towers[0] + towers[1]) / 2
    half = (towers[1] - towers[0]) / 2
    hangers, cable, tower, road_pen = canvas.pen(), canvas.pen(), canvas.pen(), canvas.pen()
    lamps = []
    steps = 120
    curve = []
    for step in range(steps + 1):
        x = -0.05 + (canvas.aspect + 0.1) * step / steps
        inside = towers[0] <= x <= towers[1]
        share = abs(x - middle) / half if inside else max(0.0, 1 - min(abs(x - end) for end in towers) / (half * 0.95))
        y = deck - 0.018 - (deck - 0.018 - top) * share**2 if inside else deck - (deck - top) * share**1.15
        curve.append((x, y))
        if step % 2 == 0 and y < deck - 0.01:
            hangers.line([(x, y), (x, deck)], 0.0019)
        if step % 6 == 0:
            lamps.append(x)
    cable.line(curve, 0.0075)
    for x in towers:
        for side in (-0.024, 0.024):
            tower.polygon(
                [
                    (x + side * 1.25 - 0.011, horizon + 0.01),
                    (x + side - 0.007, top - 0.015),
                    (x + side + 0.007, top - 0.015),
                    (x + side * 1.25 + 0.011, horizon + 0.01),
                ]
            )
        for y in (top + 0.01, top + 0.13, top + 0.25, deck - 0.03):
            tower.rectangle(x - 0.03, y, x + 0.03, y + 0.015)
        tower.rectangle(x - 0.05, horizon - 0.015, x + 0.05, horizon + 0.01)
    road_pen.rectangle(-0.01, deck - 0.007, canvas.aspect + 0.01, deck + 0.009)
    for index in range(90):
        x = canvas.aspect * index / 89
        road_pen.line([(x, deck + 0.007), (x + canvas.aspect / 89, deck + 0.024)], 0.002)
    road_pen.rectangle(-0.01, deck + 0.023, canvas.aspect + 0.01, deck + 0.027)
    canvas.fill(hangers, mix(paint, palette.haze, 0.3), 0.8)
    canvas.fill(cable, mix(paint, palette.ink, 0.15))
    canvas.fill(road_pen, mix(paint, palette.ink, 0.45))
    canvas.fill(tower, (paint, mix(paint, palette.ink, 0.35)))
    canvas.stipple(tower, palette.ink, "bottom", 0.6)
    for x in lamps:
        canvas.glow(x, deck - 0.016, 0.028, palette.lamp, 1.0)

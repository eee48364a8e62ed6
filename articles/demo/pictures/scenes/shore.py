"""Scenes by the open sea."""

from math import pi, sin

from PIL import Image, ImageChops

from articles.demo.pictures import noise
from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import Colour, mix
from articles.demo.pictures.palettes import Palette
from articles.demo.pictures.parts.buildings import gabled
from articles.demo.pictures.parts.land import mass, outline, ridges
from articles.demo.pictures.parts.plants import grass
from articles.demo.pictures.parts.sky import birds, sky
from articles.demo.pictures.parts.water import glints, ripples, sailing_boat, ship, water
from articles.demo.pictures.pen import Point

# Limewash: ochre, brick, rose, sand, slate blue.
FACADES = ("d9a441", "b4533c", "d98b83", "e6d3ac", "6f8ea3")


def coast(canvas: Canvas, palette: Palette) -> None:
    """Headlands, a lighthouse on the last of them, surf along a beach."""
    random = canvas.random
    horizon = random.uniform(0.43, 0.5)
    sun = random.uniform(0.25, 0.45)
    sky(canvas, palette, horizon, sun=sun, cover=0.6)
    water(canvas, palette, horizon, mirror=0.35)
    glints(canvas, horizon, canvas.aspect * sun, palette.sun, opacity=0.6)
    _cliff(canvas, palette, canvas.aspect * 0.36, horizon + 0.004, 0.07, 0.2)
    _cliff(canvas, palette, canvas.aspect * 0.52, horizon + 0.024, 0.15, 0.5)
    _lighthouse(canvas, palette, canvas.aspect * 0.79, horizon - 0.185, 0.22)
    _cliff(canvas, palette, canvas.aspect * 0.68, horizon + 0.075, 0.27, 0.85)
    _beach(canvas, palette)
    birds(canvas, mix(palette.ink, palette.haze, 0.2), canvas.aspect * 0.3, horizon * 0.55, 6)


def sunrise(canvas: Canvas, palette: Palette) -> None:
    """The sun on the water, islands, one sail."""
    random = canvas.random
    horizon = random.uniform(0.5, 0.58)
    sun = random.uniform(0.4, 0.6)
    sky(canvas, palette, horizon, sun=sun, cover=0.75)
    x = canvas.aspect * sun
    canvas.glow(x, horizon, 0.8, palette.sun, 0.55)
    disc = canvas.pen()
    disc.ellipse(x, horizon - 0.03, 0.1)
    canvas.fill(disc, (mix(palette.sun, palette.lamp, 0.5), mix(palette.sun, palette.accent, 0.6)))
    ridges(canvas, palette, horizon - 0.015, horizon + 0.005, 2, 0.07, 0.55)
    water(canvas, palette, horizon, mirror=0.75)
    glints(canvas, horizon, x, palette.sun, spread=0.24)
    side = 1 if sun < 0.5 else -1
    sailing_boat(canvas, x + side * 0.34, horizon + 0.17, 0.25, palette.ink, mix(palette.near, palette.ink, 0.3))
    sailing_boat(canvas, x + side * 0.62, horizon + 0.045, 0.075, palette.ink, palette.near)
    birds(canvas, palette.near, x - side * 0.35, horizon * 0.5, 8, 0.018)


def storm(canvas: Canvas, palette: Palette) -> None:
    """Heavy sky, rain in the distance, lightning, breaking waves and a ship in them."""
    random = canvas.random
    horizon = 0.55
    dark = mix(palette.sky[0], palette.ink, 0.55)
    canvas.sweep([dark, mix(palette.sky[0], palette.ink, 0.2), mix(palette.sky[-1], palette.sky[0], 0.45)], 0, horizon)
    canvas.glow(canvas.aspect * 0.34, horizon, 0.7, palette.haze, 0.55)
    _thunderheads(canvas, palette, dark, horizon)
    rain = canvas.pen()
    for _ in range(240):
        x, top = canvas.aspect * random.triangular(0.45, 1.1, 0.8), random.uniform(0.14, horizon - 0.1)
        rain.line([(x, top), (x - 0.05, min(horizon, top + random.uniform(0.1, 0.3)))], 0.0014)
    canvas.fill(rain, palette.haze, 0.16)
    bolt: list[Point] = [(canvas.aspect * 0.66, 0.1)]
    while bolt[-1][1] < horizon:
        bolt.append((bolt[-1][0] + random.uniform(-0.04, 0.03), bolt[-1][1] + random.uniform(0.025, 0.06)))
    canvas.glow(*bolt[0], 0.5, palette.lamp, 0.6)
    flash = canvas.pen()
    flash.line(bolt, 0.009, 0.002)
    flash.line([bolt[4], *((x + 0.03 * step, y + 0.02 * step) for step, (x, y) in enumerate(bolt[4:8]))], 0.004, 0.001)
    canvas.fill(flash, mix(palette.lamp, (255, 255, 255), 0.6))
    canvas.sweep([mix(palette.water[0], dark, 0.6), mix(palette.water[1], palette.ink, 0.3)], horizon, 1)
    ship(canvas, canvas.aspect * 0.33, horizon + 0.035, 0.42, palette.ink, mix(palette.haze, palette.near, 0.4))
    canvas.glow(canvas.aspect * 0.33 - 0.15, horizon - 0.07, 0.08, palette.lamp, 0.9)
    for step in range(6):
        _swell(canvas, palette, horizon + 0.035 + 0.075 * step**1.12, 0.3 + 0.13 * step)


def _thunderheads(canvas: Canvas, palette: Palette, dark: Colour, horizon: float) -> None:
    size = canvas.width, round(canvas.height * horizon * 0.92)
    for paint, cells, floor, strength in (
        (mix(dark, palette.haze, 0.35), (2.4, 2.0), 90, 0.9),
        (dark, (3.0, 2.4), 110, 1.0),
        (mix(palette.ink, dark, 0.4), (3.4, 3.4), 140, 0.95),
    ):
        lumps = noise.fractal(canvas.texture, size, cells, 6)
        mask = lumps.point(lambda value, f=floor, s=strength: min(255, max(0, value - f) * 4.5) * s)
        fade = (
            Image.linear_gradient("L").transpose(Image.Transpose.ROTATE_180).point(lambda value: min(255, value * 2.2))
        )
        canvas.wash(paint, ImageChops.multiply(mask, fade.resize(size)))


def _cliff(canvas: Canvas, palette: Palette, start: float, foot: float, height: float, nearness: float) -> None:
    random = canvas.random
    top: list[Point] = [(start, foot)]
    x = start
    while x < canvas.aspect + 0.05:
        x += random.uniform(0.008, 0.022)
        # Steep at the sea, then rolling on.
        rise = height * min(1.0, ((x - start) / (height * 0.55)) ** 0.55) * (0.9 + 0.1 * sin(x * 7))
        top.append((x, foot - rise + random.gauss(0, height * 0.012)))
    pen = canvas.pen()
    pen.polygon([*top, (x, foot)])
    rock = mix(mix(palette.near, palette.ground, 0.45), palette.haze, 0.62 - 0.6 * nearness)
    canvas.fill(pen, (mix(rock, palette.sun, 0.15), mix(rock, palette.near, 0.25)))
    faces = canvas.pen()
    for _ in range(15):
        left = random.uniform(start + height * 0.1, canvas.aspect)
        low, wide = foot - height * random.uniform(0.0, 0.35), height * random.uniform(0.05, 0.16)
        faces.polygon([(left, low - height * 0.55), (left + wide, low), (left + wide * 0.4, foot), (left - wide, foot)])
    canvas.fill(faces, mix(rock, palette.ink, 0.5), 0.25)
    canvas.stipple(pen, palette.ink, "bottom", 0.5)
    turf = canvas.pen()
    edge = top[3:]
    turf.polygon([*edge, *((px, py + height * (0.13 + 0.09 * sin(px * 23)) + 0.006) for px, py in reversed(edge))])
    green = mix(palette.leaf, palette.haze, 0.5 - 0.5 * nearness)
    canvas.fill(turf, green)
    canvas.stipple(turf, mix(green, palette.ink, 0.6), "right", 0.5)
    surf = canvas.pen()
    for _ in range(26):
        left = random.uniform(start - 0.02, canvas.aspect)
        surf.ellipse(left, foot + 0.002, random.uniform(0.01, 0.05), 0.003 + 0.004 * nearness)
    canvas.fill(surf, mix(palette.haze, (255, 255, 255), 0.5), 0.75)


def _lighthouse(canvas: Canvas, palette: Palette, x: float, y: float, size: float) -> None:
    white = mix((255, 255, 255), palette.haze, 0.35)
    tower, bands, dark = canvas.pen(), canvas.pen(), canvas.pen()
    tower.shape(x, y, size, [(-0.1, 0), (-0.062, -0.78), (0.062, -0.78), (0.1, 0)])
    for low in (0.12, 0.42):
        wide = 0.1 - 0.038 * low / 0.78
        bands.polygon(
            [
                (x - size * wide, y - size * low),
                (x - size * (wide - 0.008), y - size * (low + 0.16)),
                (x + size * (wide - 0.008), y - size * (low + 0.16)),
                (x + size * wide, y - size * low),
            ]
        )
    dark.rectangle(x - size * 0.09, y - size * 0.8, x + size * 0.09, y - size * 0.77)
    dark.rectangle(x - size * 0.045, y - size * 0.9, x + size * 0.045, y - size * 0.8)
    dark.shape(x, y, size, [(-0.06, -0.9), (0, -1), (0.06, -0.9)])
    gabled(dark, x + size * 0.14, y, size * 0.26, size * 0.2)
    canvas.fill(tower, white)
    canvas.fill(bands, palette.accent)
    canvas.stipple(tower, palette.ink, "right", 0.5)
    canvas.fill(dark, palette.ink)
    canvas.glow(x, y - size * 0.85, size * 0.8, palette.lamp, 0.9)


def _beach(canvas: Canvas, palette: Palette) -> None:
    sand = mix(palette.ground, palette.near, 0.35) if palette.dark else palette.ground
    edges: list[list[Point]] = []
    for shift in (0.0, 0.022, 0.04):
        steps = [canvas.aspect * step / 60 for step in range(61)]
        edges.append(
            [(x, 0.99 + shift - 0.33 * (1 - x / canvas.aspect) ** 2.2 + 0.012 * sin(x * 9 + shift * 90)) for x in steps]
        )
    foam = mix(palette.haze, (255, 255, 255), 0.6)
    for edge, paint, opacity in zip(edges, (foam, mix(sand, palette.near, 0.35), sand), (0.9, 1.0, 1.0), strict=True):
        pen = canvas.pen()
        pen.polygon([*edge, (canvas.aspect, 1.1), (0, 1.1)])
        canvas.fill(pen, paint, opacity)
    dune = outline(canvas, 0.97, 0.08, 0.45)
    tilted = [(x, y + 0.2 * (x / canvas.aspect)) for x, y in dune]
    mass(canvas, tilted, mix(sand, palette.near, 0.3), mix(sand, palette.ink, 0.4))
    blades = canvas.pen()
    grass(canvas, blades, 0.97, 1.05, 0.12, 70)
    canvas.fill(blades, mix(palette.leaf, palette.ink, 0.4))


def _swell(canvas: Canvas, palette: Palette, y: float, size: float) -> None:
    random = canvas.random
    phase, length = random.uniform(0, 2 * pi), 0.42 * size
    crest: list[Point] = []
    for step in range(161):
        x = canvas.aspect * step / 160
        # Sharp crests and wide troughs, as wind waves have them.
        wave = abs(sin(x / length * pi + phase)) * 0.75 + abs(sin(x / length * 1.7 + phase * 2)) * 0.25
        crest.append((x, y + 0.085 * size * wave + 0.006 * size * sin(x * 23 + phase)))
    pen = canvas.pen()
    pen.polygon([*crest, (canvas.aspect, 1.05), (0, 1.05)])
    top = mix(palette.water[0], palette.water[1], 0.35 + 0.4 * size)
    canvas.fill(pen, (mix(top, palette.haze, 0.12), mix(palette.water[1], palette.ink, 0.45)))
    canvas.stipple(pen, palette.ink, "bottom", 0.5)
    rim = canvas.pen()
    rim.polygon([*crest, *((x, py + (0.075 * size - (py - y) * 0.7) * 0.5) for x, py in reversed(crest))])
    canvas.fill(rim, mix(palette.water[0], palette.haze, 0.35), 0.4)
    canvas.stipple(rim, mix(palette.haze, (255, 255, 255), 0.3), "top", 0.5)
    foam = canvas.pen()
    for x, crest_y in crest:
        lift = 1 - (crest_y - y) / (0.04 * size)
        for _ in range(round(5 * lift) if lift > 0 else 0):
            foam.ellipse(
                x + random.gauss(0, 0.01),
                crest_y + 0.02 * size * random.random() ** 2,
                0.012 * size * random.random(),
                0.002 * size,
            )
    canvas.fill(foam, mix(palette.haze, (255, 255, 255), 0.5), 0.8)
    ripples(canvas, min(0.98, y + 0.06 * size), palette.haze, 30, 0.16)

"""Woods, fields and rivers."""

from math import sin

from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import Colour, mix
from articles.demo.pictures.palettes import Palette
from articles.demo.pictures.parts.buildings import gabled
from articles.demo.pictures.parts.land import mass, mottle, outline, ridges
from articles.demo.pictures.parts.plants import bare, grass, grove, leafy, wood
from articles.demo.pictures.parts.sky import birds, sky
from articles.demo.pictures.parts.water import glints, water
from articles.demo.pictures.pen import Point


def forest(canvas: Canvas, palette: Palette) -> None:
    """Row behind row of trees in mist, light falling in from above, a path between them."""
    random = canvas.random
    glow = mix(palette.haze, palette.sun, 0.4)
    turning = palette.leaf[0] > palette.leaf[1] + 40
    canvas.sweep([mix(palette.sky[1], palette.leaf, 0.35), mix(palette.haze, palette.leaf, 0.15), glow])
    x = canvas.aspect * random.uniform(0.4, 0.6)
    canvas.glow(x, 0.4, 0.85, palette.sun, 0.75)
    for row in range(4):
        share = row / 3
        paint = mix(mix(palette.haze, palette.leaf, 0.3), mix(palette.leaf, palette.ink, 0.62), share**0.9)
        y, height, top = 0.62 + 0.07 * row, 0.42 + 0.06 * row, mix(paint, glow, 0.3 - 0.25 * share)
        if turning:
            grove(canvas, y, height, mix(paint, palette.leaf, 0.45), mix(paint, palette.ink, 0.4))
        else:
            wood(canvas, y, height, top, paint, 0.42)
        canvas.veil(glow, 0.4, 0.8 + 0.05 * row, 0.0, 0.5 - 0.13 * row)
    _shafts(canvas, palette, x)
    floor = outline(canvas, 0.88, 0.06, 0.5)
    mass(canvas, floor, mix(palette.leaf, palette.ink, 0.35), palette.ink)
    path = canvas.pen()
    bend = [
        (x + 0.05 * sin(9 * share) * (1 - share), 0.87 + 0.15 * share, 0.012 + 0.2 * share**1.6)
        for share in (step / 20 for step in range(21))
    ]
    path.polygon([*((px - half, py) for px, py, half in bend), *((px + half, py) for px, py, half in reversed(bend))])
    trodden = mix(palette.leaf, palette.ground, 0.35)
    canvas.fill(path, (mix(glow, trodden, 0.5), mix(trodden, palette.ink, 0.65)))
    canvas.stipple(path, palette.ink, "bottom", 0.6)
    _trunks(canvas, palette, x)
    blades = canvas.pen()
    grass(canvas, blades, 0.93, 1.06, 0.08, 150)
    canvas.fill(blades, mix(palette.leaf, palette.ink, 0.72))


def field(canvas: Canvas, palette: Palette) -> None:
    """Furrows running to the horizon, hedges, a farm, a tree at the edge."""
    random = canvas.random
    horizon = random.uniform(0.44, 0.5)
    sky(canvas, palette, horizon, cover=0.7)
    ridges(canvas, palette, horizon - 0.02, horizon + 0.02, 3, 0.07, 0.45)
    tones = [palette.ground, mix(palette.leaf, palette.ground, 0.5), palette.leaf]
    for index in range(3):
        y = horizon + 0.015 + 0.035 * index
        mass(canvas, outline(canvas, y, 0.03, 0.4), mix(tones[index], palette.haze, 0.4 - 0.12 * index), tones[index])
        _hedge(canvas, mix(palette.leaf, palette.near, 0.55), y + 0.004, 0.016 + 0.006 * index)
    _farm(canvas, palette, canvas.aspect * random.uniform(0.6, 0.78), horizon + 0.075, 0.13)
    top = horizon + 0.1
    canvas.sweep([mix(palette.ground, palette.haze, 0.25), mix(palette.ground, palette.near, 0.45)], top, 1)
    mottle(canvas, mix(palette.leaf, palette.ground, 0.4), top, 0.5)
    _furrows(canvas, mix(palette.near, palette.leaf, 0.4), canvas.aspect * random.uniform(0.35, 0.6), top)
    crown, trunk = canvas.pen(), canvas.pen()
    x = canvas.aspect * 0.14
    if palette.dark or palette.ground[2] > 200:
        bare(canvas, trunk, x, 0.9, 0.6)
    else:
        leafy(canvas, crown, trunk, x, 0.9, 0.56)
    canvas.fill(trunk, palette.ink)
    canvas.fill(crown, (mix(palette.leaf, palette.sun, 0.12), mix(palette.leaf, palette.near, 0.55)))
    canvas.stipple(crown, palette.ink, "bottom", 0.85)
    blades = canvas.pen()
    grass(canvas, blades, 0.96, 1.08, 0.1, 130)
    canvas.fill(blades, mix(palette.leaf, palette.ink, 0.55))
    birds(canvas, palette.near, canvas.aspect * 0.62, horizon * 0.45, 9, 0.014)


def river(canvas: Canvas, palette: Palette) -> None:
    """A river winding towards the viewer between wooded banks."""
    random = canvas.random
    horizon = 0.4
    sky(canvas, palette, horizon, sun=0.52, cover=0.5)
    ridges(canvas, palette, horizon - 0.05, horizon + 0.01, 3, 0.14, 0.5)
    water(canvas, palette, horizon + 0.03, mirror=0.7, calm=1.4)
    glints(canvas, horizon + 0.03, canvas.aspect * 0.53, palette.sun, opacity=0.55)
    green = mix(palette.leaf, palette.ground, 0.35)
    for index, (y, reach) in enumerate(((0.45, 0.42), (0.52, 0.5), (0.62, 0.4), (0.76, 0.36), (0.95, 0.34))):
        from_left = index % 2 == 0
        near = index / 4
        _bank(
            canvas,
            palette,
            y,
            canvas.aspect * reach,
            from_left,
            mix(mix(green, palette.haze, 0.4 - 0.4 * near), palette.near, 0.15 + 0.35 * near),
        )
    blades = canvas.pen()
    grass(canvas, blades, 0.98, 1.1, 0.16, 110)
    for _ in range(18):
        x, y = random.uniform(0, canvas.aspect * 0.4), random.uniform(0.8, 0.92)
        blades.ellipse(x, y, 0.005, 0.02)
        blades.line([(x, y), (x + 0.005, y + 0.2)], 0.0025)
    canvas.fill(blades, mix(palette.leaf, palette.ink, 0.65))
    birds(canvas, palette.near, canvas.aspect * 0.3, horizon * 0.5, 6, 0.016)


def _shafts(canvas: Canvas, palette: Palette, x: float) -> None:
    for _ in range(7):
        top, spread = x + canvas.random.gauss(0, 0.28), canvas.random.uniform(0.02, 0.06)
        shaft = canvas.pen()
        lean = (top - x) * 0.8 - 0.22
        shaft.polygon(
            [
                (top - spread * 0.4, -0.01),
                (top + spread * 0.4, -0.01),
                (top + lean + spread * 2, 0.95),
                (top + lean - spread, 0.95),
            ]
        )
        canvas.fill(shaft, palette.sun, 0.13)


def _trunks(canvas: Canvas, palette: Palette, x: float) -> None:
    random = canvas.random
    dark = mix(palette.leaf, palette.ink, 0.85)
    for place in (0.04, 0.14, 0.23, 0.79, 0.9, 0.98):
        left = canvas.aspect * place
        wide = random.uniform(0.018, 0.045)
        pen = canvas.pen()
        pen.line(
            [(left, 1.02), (left + random.gauss(0, 0.01), 0.5), (left + random.gauss(0, 0.02), -0.02)],
            wide * 1.3,
            wide * 0.8,
        )
        for _ in range(5):
            y = random.uniform(0.02, 0.5)
            turn = random.choice((-1, 1)) * random.uniform(0.05, 0.16)
            pen.line([(left, y), (left + turn * 0.6, y - 0.02), (left + turn, y + 0.02)], wide * 0.26, 0.001)
        canvas.fill(pen, dark)
        canvas.stipple(pen, mix(palette.sun, palette.leaf, 0.4), "right" if left < x else "left", 0.5)


def _hedge(canvas: Canvas, paint: Colour, y: float, size: float) -> None:
    random = canvas.random
    pen = canvas.pen()
    x = 0.0
    while x < canvas.aspect:
        if random.random() < 0.8:
            pen.ellipse(x, y, size * random.uniform(0.5, 1.3), size * random.uniform(0.4, 0.9))
        x += size * random.uniform(0.5, 1.6)
    canvas.fill(pen, paint)


def _farm(canvas: Canvas, palette: Palette, x: float, y: float, size: float) -> None:
    wall, roof, light = canvas.pen(), canvas.pen(), canvas.pen()
    for left, wide, tall in ((0.0, 1.0, 0.42), (1.05, 0.55, 0.6), (-0.5, 0.42, 0.3)):
        gabled(wall, x + left * size, y, wide * size * 0.8, tall * size)
        start, end = x + left * size - 0.006, x + (left + wide * 0.8) * size + 0.006
        peak = (start + end) / 2
        roof.polygon([(start, y - tall * size * 0.62), (peak, y - tall * size * 1.04), (end, y - tall * size * 0.62)])
        light.rectangle(peak - 0.006, y - tall * size * 0.42, peak + 0.006, y - tall * size * 0.24)
    canvas.fill(wall, mix(palette.haze, palette.near, 0.5 if palette.dark else 0.2))
    canvas.fill(roof, mix(palette.accent, palette.near, 0.4))
    canvas.fill(light, palette.lamp)


def _furrows(canvas: Canvas, paint: Colour, x: float, top: float) -> None:
    pen = canvas.pen()
    for index in range(-34, 35):
        foot = x + index * 0.12
        pen.polygon([(x + index * 0.0135, top), (x + index * 0.0135 + 0.001, top), (foot + 0.034, 1.02), (foot, 1.02)])
    canvas.fill(pen, paint, 0.5)


def _bank(canvas: Canvas, palette: Palette, y: float, reach: float, from_left: bool, paint: Colour) -> None:
    random = canvas.random
    thick = 0.025 + 0.16 * (y - 0.4) ** 1.2
    shape: list[Point] = []
    for step in range(41):
        share = step / 40
        x = reach * share if from_left else canvas.aspect - reach * share
        shape.append((x, y - thick * (1 - share**2.2) * 0.6 + random.gauss(0, 0.0015)))
    low = [(x, y + thick * (1 - (step / 40) ** 2.2) * 0.8) for step, (x, _) in enumerate(shape)]
    crown, trunk, land = canvas.pen(), canvas.pen(), canvas.pen()
    for x, top in shape[:30:3]:
        size = (0.05 + 0.42 * (y - 0.4)) * random.uniform(0.6, 1.0)
        if random.random() < 0.75:
            leafy(canvas, crown, trunk, x, top + 0.012, size)
    land.polygon([*shape, *reversed(low)])
    canvas.fill(trunk, palette.near)
    canvas.fill(crown, (mix(paint, palette.leaf, 0.5), mix(paint, palette.near, 0.4)))
    canvas.stipple(crown, palette.near, "bottom", 0.6)
    canvas.fill(land, (paint, mix(paint, palette.near, 0.6)))
    canvas.stipple(land, palette.ink, "bottom", 0.4)

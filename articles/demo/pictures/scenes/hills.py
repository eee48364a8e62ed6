"""Hills: mountains and wind farms."""

from math import cos, pi, sin

from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import mix
from articles.demo.pictures.palettes import PALETTES, Palette
from articles.demo.pictures.parts.land import mass, mottle, outline, ridges
from articles.demo.pictures.parts.plants import conifer, grass, wood
from articles.demo.pictures.parts.sky import birds, sky
from articles.demo.pictures.parts.water import glints, water
from articles.demo.pictures.pen import Point


def mountains(canvas: Canvas, palette: Palette) -> None:
    """Peaks with snow on their lit side, ranges in mist, firs in front of a lake."""
    random = canvas.random
    sky(canvas, palette, 0.6, cover=0.45)
    for y, height, nearness in ((0.56, 0.32, 0.1), (0.62, 0.46, 0.4)):
        _peaks(canvas, palette, y, height, nearness)
        canvas.veil(palette.haze, y - 0.16, y + 0.06, 0, 0.6)
    ridges(canvas, palette, 0.6, 0.7, 3, 0.11, 0.55)
    wood(canvas, 0.735, 0.08, mix(palette.leaf, palette.near, 0.5), palette.near)
    canvas.veil(palette.haze, 0.6, 0.76, 0, 0.3)
    water(canvas, palette, 0.75, mirror=0.9, calm=1.6)
    shore = outline(canvas, 0.98, 0.1, 0.5)
    mass(canvas, shore, mix(palette.near, palette.ink, 0.5), palette.ink)
    firs = canvas.pen()
    for _ in range(16):
        side = random.choice((0.0, 1.0))
        x = canvas.aspect * (side + (0.5 - side) * random.random() ** 1.7 * 0.85)
        conifer(canvas, firs, x, random.uniform(0.95, 1.06), random.uniform(0.16, 0.42))
    canvas.fill(firs, (mix(palette.near, palette.ink, 0.55), palette.ink))


def wind_farm(canvas: Canvas, palette: Palette) -> None:
    """Turbines on hills, or out in the water where the light is the sea's; small far away and large close by."""
    random = canvas.random
    if palette is PALETTES["sea"]:
        _offshore(canvas, palette)
        return
    sky(canvas, palette, 0.66, cover=0.6)
    for row in range(4):
        y = 0.58 + 0.1 * row
        skyline = outline(canvas, y, 0.12, 0.42)
        tone = mix(palette.depth(0.15 + 0.25 * row), palette.leaf, 0.2 + 0.15 * row)
        size = 0.11 * 1.95**row
        if row < 3:
            count = (7, 4, 2)[row]
            for index in range(count):
                place = (index + random.uniform(0.15, 0.85)) / count
                x, foot = skyline[round(place * (len(skyline) - 1))]
                _turbine(canvas, palette, x, foot + 0.01, size * random.uniform(0.9, 1.1), row / 3)
        mass(canvas, skyline, tone, mix(tone, palette.haze if row < 3 else palette.ink, 0.35))
        canvas.veil(palette.haze, y, y + 0.14, 0, 0.3 - 0.1 * row)
    mottle(canvas, mix(palette.leaf, palette.ink, 0.4), 0.88, 0.6)
    blades = canvas.pen()
    grass(canvas, blades, 0.93, 1.05, 0.06, 180)
    canvas.fill(blades, mix(palette.leaf, palette.ink, 0.55))


def _offshore(canvas: Canvas, palette: Palette) -> None:
    horizon = 0.64
    sky(canvas, palette, horizon, sun=0.3, cover=0.6)
    canvas.veil(palette.haze, horizon - 0.15, horizon, 0, 0.5)
    rows = [(0.0, 0.12, 11), (0.02, 0.2, 7), (0.07, 0.36, 4), (0.17, 0.68, 2)]
    for row, (drop, size, count) in enumerate(rows):
        if row == 2:
            water(canvas, palette, horizon, mirror=0.6)
            glints(canvas, horizon, canvas.aspect * 0.3, palette.sun, opacity=0.6)
        for index in range(count):
            x = canvas.aspect * (index + 0.5 + 0.22 * (row % 2) + canvas.random.uniform(-0.06, 0.06)) / count
            foot = canvas.pen()
            foot.rectangle(x - size * 0.028, horizon + drop - size * 0.09, x + size * 0.028, horizon + drop)
            _turbine(canvas, palette, x, horizon + drop, size, row / 3)
            canvas.fill(foot, mix(palette.lamp, palette.accent, 0.5))
            if row > 1:
                glints(canvas, horizon + drop, x, mix(palette.haze, (255, 255, 255), 0.5), spread=0.03, opacity=0.5)
    birds(canvas, palette.near, canvas.aspect * 0.6, 0.2, 7, 0.014)


def _peaks(canvas: Canvas, palette: Palette, foot: float, height: float, nearness: float) -> None:
    random = canvas.random
    # Where the ground is grass in spring, the hills are green to the top.
    green = palette.ground[1] - palette.ground[0] > 20
    rock = mix(palette.depth(nearness), palette.leaf, 0.3 if green else 0.0)
    snow = (
        mix(rock, palette.ground, 0.6)
        if green
        else mix((255, 255, 255), mix(palette.sun, palette.haze, 0.5), 0.35 if not palette.dark else 0.85)
    )
    if palette.dark:
        snow = mix(palette.haze, palette.sun, 0.4)
    centres = [canvas.aspect * (index + random.uniform(0.1, 0.9)) / 4 for index in range(-1, 5)]
    for x in random.sample(centres, len(centres)):
        tall = height * random.uniform(0.5, 1.05)
        wide = tall * random.uniform(0.85, 1.15)
        left, right = _slope(canvas, x, foot, -wide, tall), _slope(canvas, x, foot, wide, tall)
        pen = canvas.pen()
        pen.polygon([*left, *reversed(right)])
        canvas.fill(pen, (mix(rock, palette.ink, 0.12), mix(rock, palette.haze, 0.5)))
        lit = canvas.pen()
        middle = _slope(canvas, x, foot, wide * random.uniform(-0.1, 0.25), tall)
        lit.polygon([*left, *reversed(middle)])
        canvas.fill(lit, mix(rock, palette.sun, 0.28), 0.75)
        cap = canvas.pen()
        cut = random.randint(6, 9)
        edge: list[Point] = [
            (px + random.gauss(0, 0.006), py + random.uniform(-0.01, 0.05) * (index % 2))
            for index, (px, py) in enumerate(_between(left[cut], right[cut], 9))
        ]
        cap.polygon([*left[: cut + 1], *edge, *reversed(right[: cut + 1])])
        canvas.fill(cap, snow)
        canvas.stipple(cap, mix(rock, palette.sky[0], 0.5), "right", 1.1)


def _slope(canvas: Canvas, x: float, foot: float, wide: float, tall: float) -> list[Point]:
    steps = 22
    return [
        (
            x + wide * (step / steps) ** 1.15 + canvas.random.gauss(0, abs(wide) * 0.012 * min(step, 1)),
            foot - tall * (1 - step / steps),
        )
        for step in range(steps + 1)
    ]


def _between(start: Point, end: Point, steps: int) -> list[Point]:
    return [
        (start[0] + (end[0] - start[0]) * step / steps, start[1] + (end[1] - start[1]) * step / steps)
        for step in range(steps + 1)
    ]


def _turbine(canvas: Canvas, palette: Palette, x: float, y: float, size: float, nearness: float) -> None:
    white = mix(mix((255, 255, 255), palette.haze, 0.3), palette.near, 0.45 if palette.dark else 0.0)
    pen = canvas.pen()
    hub = y - size * 0.72
    pen.line([(x, y), (x, hub)], size * 0.034, size * 0.017)
    pen.ellipse(x, hub, size * 0.021)
    turn = canvas.random.uniform(0, 2 * pi / 3)
    for blade in range(3):
        angle = turn + blade * 2 * pi / 3
        root = x + cos(angle) * size * 0.05, hub + sin(angle) * size * 0.05
        tip = x + cos(angle) * size * 0.44, hub + sin(angle) * size * 0.44
        pen.line([(x, hub), root], size * 0.012, size * 0.034)
        pen.line([root, tip], size * 0.034, size * 0.006)
    canvas.fill(pen, mix(palette.haze, white, 0.35 + 0.65 * nearness))
    canvas.stipple(pen, palette.near, "right", 0.45)

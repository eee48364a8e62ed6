"""A map of the town and its waters."""

import itertools
from math import cos, pi, sin

from articles.demo.pictures import noise
from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import mix
from articles.demo.pictures.lettering import width, write
from articles.demo.pictures.palettes import Palette
from articles.demo.pictures.parts.land import outline
from articles.demo.pictures.pen import Point
from articles.demo.pictures.spec import Spec


def town_map(canvas: Canvas, palette: Palette, spec: Spec) -> None:
    """Coast, river, parks, streets and railway; the places named by the labels are marked."""
    land = mix(palette.ground, (255, 250, 240), 0.6) if not palette.dark else mix(palette.sky[1], palette.ink, 0.2)
    sea = mix(palette.water[0], palette.water[1], 0.25 if not palette.dark else 0.6)
    line = mix(land, palette.near if not palette.dark else palette.haze, 0.32)
    canvas.sweep([mix(land, (255, 255, 255), 0.06), land])
    relief = noise.fractal(canvas.texture, canvas.size, (4, 3), 5).point(lambda value: max(0, value - 110) * 0.35)
    canvas.wash(mix(land, palette.leaf, 0.4), relief)
    shore = [(x, y + 0.16 * sin(x * 2.1 + 0.6)) for x, y in outline(canvas, 0.77, 0.09, 0.55)]
    river = _river(canvas, shore)
    _parks(canvas, mix(land, palette.leaf, 0.5), shore)
    _streets(canvas, line, land, shore, river)
    water = canvas.pen()
    water.polygon([*shore, (canvas.aspect + 0.02, 1.02), (-0.02, 1.02)])
    water.line(river, 0.022, 0.06)
    canvas.fill(water, sea)
    for step in range(1, 5):
        contour = canvas.pen()
        contour.line([(x, y + 0.026 * step) for x, y in shore], 0.0016)
        canvas.fill(contour, mix(sea, palette.water[1], 0.6), 0.7 - 0.14 * step)
    edge = canvas.pen()
    edge.line(shore, 0.003)
    canvas.fill(edge, mix(sea, palette.ink, 0.5))
    _crossings(canvas, palette, river, line)
    _places(canvas, palette, spec, shore)
    _title(canvas, palette, spec.heading)
    _scale(canvas, palette)


def _river(canvas: Canvas, shore: list[Point]) -> list[Point]:
    random = canvas.random
    mouth = shore[round(len(shore) * random.uniform(0.42, 0.58))]
    top = mouth[0] + random.uniform(-0.3, 0.3)
    steps = 40
    sway = random.uniform(0.06, 0.11)
    return [
        (top + (mouth[0] - top) * share + sway * sin(share * 7) * (1 - share), -0.03 + (mouth[1] + 0.05) * share)
        for share in (step / steps for step in range(steps + 1))
    ]


def _parks(canvas: Canvas, paint: tuple[int, int, int], shore: list[Point]) -> None:
    random = canvas.random
    for _ in range(6):
        pen = canvas.pen()
        x, y, size = random.uniform(0.1, canvas.aspect - 0.1), random.uniform(0.2, 0.62), random.uniform(0.03, 0.085)
        turns = [2 * pi * turn / 14 for turn in range(14)]
        pen.polygon(
            [
                (x + cos(t) * size * random.uniform(0.75, 1.3), y + sin(t) * size * random.uniform(0.6, 1.0))
                for t in turns
            ]
        )
        canvas.fill(pen, paint)
        canvas.stipple(pen, mix(paint, (20, 60, 30), 0.4), "bottom", 0.5)


def _streets(
    canvas: Canvas, line: tuple[int, int, int], land: tuple[int, int, int], shore: list[Point], river: list[Point]
) -> None:
    """A grid bent by the shore, a ring road, roads out of town and a railway."""
    random = canvas.random
    small, large, core, rail = canvas.pen(), canvas.pen(), canvas.pen(), canvas.pen()
    lean = random.uniform(-0.25, 0.25)
    for index in range(-6, 46):
        x = index * 0.043
        small.line(
            [(x + lean * y + 0.015 * sin(y * 9 + index), y) for y in (step / 14 * 0.95 for step in range(15))], 0.0022
        )
    for index in range(19):
        y = 0.03 + index * 0.05
        small.line(
            [
                (x, y - lean * (x - canvas.aspect / 2) * 0.35 + 0.016 * sin(x * 4 + index * 0.3))
                for x in (canvas.aspect * step / 24 for step in range(25))
            ],
            0.0022,
        )
    centre = canvas.aspect * 0.5, 0.5
    ring = [
        (centre[0] + cos(2 * pi * turn / 60) * 0.42, centre[1] + sin(2 * pi * turn / 60) * 0.27) for turn in range(61)
    ]
    for road, wide in ((large, 0.011), (core, 0.006)):
        road.line(ring, wide)
    for turn in range(7):
        angle = 2 * pi * turn / 7 + random.uniform(-0.2, 0.2)
        bend = random.uniform(-0.3, 0.3)
        way = [
            (centre[0] + cos(angle + bend * r) * r, centre[1] + sin(angle + bend * r) * r)
            for r in (0.08 * step for step in range(1, 17))
        ]
        large.line(way, 0.011)
        core.line(way, 0.006)
    track = [(canvas.aspect * step / 30, 0.2 + 0.14 * sin(step / 30 * 3 + lean)) for step in range(31)]
    rail.line(track, 0.003)
    for (x0, y0), (x1, y1) in itertools.pairwise(track):
        for part in (0.0, 0.25, 0.5, 0.75):
            x, y = x0 + (x1 - x0) * part, y0 + (y1 - y0) * part
            rail.line([(x, y - 0.006), (x, y + 0.006)], 0.002)
    canvas.fill(small, line, 0.55)
    canvas.fill(large, mix(line, (60, 50, 40), 0.25))
    canvas.fill(core, mix(land, (255, 255, 255), 0.5))
    canvas.fill(rail, mix(line, (20, 20, 30), 0.5))


def _crossings(canvas: Canvas, palette: Palette, river: list[Point], line: tuple[int, int, int]) -> None:
    deck = canvas.pen()
    for index in (12, 19, 26, 33):
        x, y = river[index]
        deck.line([(x - 0.04, y + 0.004), (x + 0.04, y - 0.004)], 0.009)
    canvas.fill(deck, mix(line, palette.ink, 0.5))


def _places(canvas: Canvas, palette: Palette, spec: Spec, shore: list[Point]) -> None:
    """Numbered by nothing but their names: a ring and a label each, spread over the land."""
    random = canvas.random
    count = len(spec.labels)
    size = 0.036
    for index, label in enumerate(spec.labels):
        x = canvas.aspect * (index + 0.5 + random.uniform(-0.18, 0.18)) / max(count, 1)
        x = min(max(x, 0.16), canvas.aspect - 0.16)
        _, coast = min((abs(px - x), py) for px, py in shore)
        y = 0.32 + (coast - 0.42) * ((index * 2) % 3) / 2
        ring, dot, box = canvas.pen(), canvas.pen(), canvas.pen()
        ring.ellipse(x, y, 0.021)
        dot.ellipse(x, y, 0.0145)
        half = width(canvas, label, size) / 2
        middle = min(max(x, half + 0.05), canvas.aspect - half - 0.05)
        box.rectangle(middle - half - 0.014, y + 0.034, middle + half + 0.014, y + 0.086)
        canvas.glow(x, y, 0.09, palette.accent, 0.5)
        canvas.fill(ring, (255, 255, 255))
        canvas.fill(dot, palette.accent)
        canvas.fill(box, mix(palette.ink, palette.near, 0.2), 0.92)
        write(canvas, label, middle, y + 0.0605, size, (255, 255, 255), anchor="mm", bold=True)


def _title(canvas: Canvas, palette: Palette, heading: str) -> None:
    if not heading:
        return
    box = canvas.pen()
    box.rectangle(0.06, 0.06, 0.06 + width(canvas, heading, 0.048) + 0.07, 0.15)
    mark = canvas.pen()
    mark.rectangle(0.06, 0.06, 0.072, 0.15)
    canvas.fill(box, mix((255, 252, 245), palette.haze, 0.15))
    canvas.fill(mark, palette.accent)
    write(canvas, heading, 0.098, 0.106, 0.048, palette.ink, anchor="lm", bold=True)


def _scale(canvas: Canvas, palette: Palette) -> None:
    light, dark = canvas.pen(), canvas.pen()
    left, y, part = canvas.aspect - 0.36, 0.93, 0.07
    light.rectangle(left, y, left + 4 * part, y + 0.009)
    for index in (0, 2):
        dark.rectangle(left + index * part, y, left + (index + 1) * part, y + 0.009)
    canvas.fill(light, (255, 255, 255))
    canvas.fill(dark, palette.ink)
    write(canvas, "0", left, y - 0.014, 0.028, (255, 255, 255), anchor="ms")
    write(canvas, "1 km", left + 4 * part, y - 0.014, 0.028, (255, 255, 255), anchor="ms")
    north = canvas.pen()
    x, top = left - 0.07, 0.87
    north.polygon([(x, top), (x + 0.018, top + 0.062), (x, top + 0.048), (x - 0.018, top + 0.062)])
    canvas.fill(north, (255, 255, 255))
    write(canvas, "N", x, top - 0.01, 0.03, (255, 255, 255), anchor="ms", bold=True)

"""Scenes of town life: a reading room, a market."""

from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import Colour, mix
from articles.demo.pictures.palettes import Palette
from articles.demo.pictures.parts.people import person
from articles.demo.pictures.parts.sky import sky


def library(canvas: Canvas, palette: Palette) -> None:
    """A reading room: shelves up to the vault, tall windows, lamps on the tables, readers."""
    random = canvas.random
    middle, floor = canvas.aspect * 0.5, 0.64
    wood = mix(mix((112, 70, 42), palette.near, 0.3), palette.accent, 0.08)
    canvas.sweep([mix(wood, palette.ink, 0.55), mix(wood, palette.lamp, 0.25)], 0, floor)
    _tall_window(canvas, palette, middle, floor)
    for step in range(4):
        near = (step + 1) / 4
        for side in (-1, 1):
            _shelf(canvas, palette, wood, middle, floor, side, near)
    canvas.sweep([mix(wood, palette.lamp, 0.2), mix(wood, palette.ink, 0.5)], floor, 1)
    shine = canvas.pen()
    shine.polygon([(middle - 0.13, floor), (middle + 0.13, floor), (middle + 0.34, 1.02), (middle - 0.34, 1.02)])
    canvas.fill(shine, palette.sun, 0.22)
    for row in range(3):
        near = (row + 1) / 3
        y = floor + 0.05 + 0.27 * near**1.5
        for side in (-1, 1):
            x = middle + side * (0.2 + 0.32 * near)
            _table(canvas, palette, wood, x, y, 0.16 + 0.26 * near)
    dust = canvas.pen()
    for _ in range(120):
        dust.ellipse(middle + random.gauss(0, 0.24), random.uniform(0.1, 0.8), random.uniform(0.0008, 0.002))
    canvas.fill(dust, palette.sun, 0.6)


def market(canvas: Canvas, palette: Palette) -> None:
    """Stalls under striped awnings, heaps of fruit, people between them."""
    random = canvas.random
    middle, ground = canvas.aspect * 0.5, 0.6
    sky(canvas, palette, ground, sun=0.5, cover=0.5)
    houses = canvas.pen()
    x = -0.02
    while x < canvas.aspect:
        width, height = random.uniform(0.09, 0.17), random.uniform(0.22, 0.4)
        houses.polygon(
            [
                (x, ground),
                (x, ground - height),
                (x + width / 2, ground - height - 0.05),
                (x + width, ground - height),
                (x + width, ground),
            ]
        )
        x += width
    canvas.fill(houses, (palette.depth(0.35), mix(palette.far, palette.haze, 0.5)))
    canvas.stipple(houses, palette.near, "right", 0.35)
    canvas.veil(palette.haze, ground - 0.3, ground, 0, 0.4)
    canvas.sweep([mix(palette.ground, palette.haze, 0.4), mix(palette.ground, palette.near, 0.55)], ground - 0.005, 1)
    canvas.glow(middle, ground, 0.5, palette.sun, 0.5)
    for row in range(4):
        near = (row + 1) / 4
        y = ground + 0.02 + 0.3 * near**1.6
        walkers = canvas.pen()
        for _ in range(5):
            person(canvas, walkers, middle + random.gauss(0, 0.1 + 0.08 * near), y, 0.1 + 0.2 * near**1.2)
        for side in (-1, 1):
            _stall(canvas, palette, middle + side * (0.26 + 0.4 * near**1.3), y, 0.15 + 0.33 * near**1.3, side)
        canvas.fill(walkers, mix(palette.depth(0.4 + 0.6 * near), palette.ink, 0.25 * near))
        canvas.stipple(walkers, palette.accent, "top", 0.5)
    bulbs = canvas.pen()
    for start, end, sag in ((0.12, 0.3, 0.12), (0.3, 0.06, 0.15)):
        cord = [
            (canvas.aspect * share, start + (end - start) * share + sag * 4 * share * (1 - share))
            for share in (step / 16 for step in range(17))
        ]
        wire = canvas.pen()
        wire.line(cord, 0.0016)
        canvas.fill(wire, palette.near, 0.6)
        for x, y in cord:
            bulbs.ellipse(x, y + 0.006, 0.0065)
            canvas.glow(x, y + 0.006, 0.035, palette.lamp, 0.8)
    canvas.fill(bulbs, palette.lamp)


def _tall_window(canvas: Canvas, palette: Palette, middle: float, floor: float) -> None:
    light = mix(palette.sky[-1], palette.sun, 0.5) if not palette.dark else mix(palette.sky[2], palette.sun, 0.15)
    glass, bars = canvas.pen(), canvas.pen()
    for offset, width, top in ((-0.2, 0.075, 0.2), (0.0, 0.1, 0.11), (0.2, 0.075, 0.2)):
        x = middle + offset
        glass.rectangle(x - width, top, x + width, floor - 0.12)
        glass.ellipse(x, top, width, width * 0.95)
        for share in (-0.33, 0.33):
            bars.line([(x + width * share, top - width * 0.9), (x + width * share, floor - 0.12)], 0.004)
        for row in range(7):
            y = top + (floor - 0.12 - top) * row / 6
            bars.rectangle(x - width, y - 0.002, x + width, y + 0.002)
    canvas.fill(glass, (mix(light, palette.sky[1], 0.4), light))
    canvas.fill(bars, mix((112, 70, 42), palette.ink, 0.6))
    canvas.glow(middle, 0.3, 0.65, light, 0.7)


def _shelf(canvas: Canvas, palette: Palette, wood: Colour, middle: float, floor: float, side: int, near: float) -> None:
    random = canvas.random
    inner, outer = middle + side * (0.24 + 0.1 * near + 0.28 * (near - 0.25)), middle + side * (0.24 + 0.62 * near)
    top_inner, top_outer = floor - 0.46 - 0.12 * near, floor - 0.5 - 0.42 * near
    foot_inner, foot_outer = floor, floor + 0.2 * near**1.6
    case = canvas.pen()
    case.polygon([(inner, foot_inner), (inner, top_inner), (outer, top_outer), (outer, foot_outer)])
    canvas.fill(case, mix(wood, palette.ink, 0.35 + 0.25 * near))
    tones = [
        palette.accent,
        palette.leaf,
        palette.far,
        mix(palette.lamp, wood, 0.5),
        mix(wood, palette.ink, 0.3),
        palette.ground,
    ]
    pens = [canvas.pen() for _ in tones]
    rows, columns = 7, 14
    for row in range(rows):
        for column in range(columns):
            if random.random() < 0.06:
                continue
            start, end = (column + 0.06) / columns, (column + 0.9) / columns
            tall = random.uniform(0.6, 0.86)
            corners = []
            for share, level in ((start, 0.06), (start, tall), (end, tall), (end, 0.06)):
                low = foot_inner + (foot_outer - foot_inner) * share
                high = top_inner + (top_outer - top_inner) * share
                corners.append((inner + (outer - inner) * share, low - (low - high) * (row + level) / rows))
            random.choice(pens).polygon(corners)
    for tone, pen in zip(tones, pens, strict=True):
        canvas.fill(pen, mix(tone, wood, 0.35))
    canvas.stipple(case, palette.ink, "right" if side > 0 else "left", 0.55 + 0.25 * near)
    canvas.stipple(case, palette.ink, "top", 0.5)


def _table(canvas: Canvas, palette: Palette, wood: Colour, x: float, y: float, size: float) -> None:
    reader, top, lamp, shade = canvas.pen(), canvas.pen(), canvas.pen(), canvas.pen()
    person(canvas, reader, x - size * 0.12, y + size * 0.36, size * 0.85)
    canvas.fill(reader, mix(palette.near, palette.ink, 0.5))
    canvas.stipple(reader, palette.lamp, "right", 0.35)
    top.shape(x, y, size, [(-0.55, 0), (0.55, 0), (0.62, 0.1), (-0.62, 0.1)])
    for leg in (-0.5, 0.5):
        top.line([(x + size * leg, y + size * 0.05), (x + size * leg, y + size * 0.5)], size * 0.05)
    canvas.fill(top, (mix(wood, palette.lamp, 0.3), mix(wood, palette.ink, 0.45)))
    lamp.line([(x + size * 0.22, y + size * 0.04), (x + size * 0.22, y - size * 0.2)], size * 0.02)
    shade.shape(x, y, size, [(0.1, -0.17), (0.15, -0.27), (0.29, -0.27), (0.34, -0.17)])
    canvas.fill(lamp, palette.ink)
    canvas.fill(shade, mix(palette.leaf, (40, 120, 80), 0.5))
    canvas.glow(x + size * 0.22, y - size * 0.1, size * 0.5, palette.lamp, 0.5)


def _stall(canvas: Canvas, palette: Palette, x: float, y: float, size: float, side: int) -> None:
    random = canvas.random
    posts, awning, stripes, table = (canvas.pen() for _ in range(4))
    left, right = x - size * 0.5, x + size * 0.5
    for foot in (left + size * 0.04, right - size * 0.04):
        posts.line([(foot, y), (foot, y - size * 0.85)], size * 0.025)
    awning.polygon(
        [
            (left, y - size * 0.98),
            (right, y - size * 0.98),
            (right + size * 0.1, y - size * 0.76),
            (left - size * 0.1, y - size * 0.76),
        ]
    )
    count = 8
    for index in range(count):
        start, end = index / count, (index + 1) / count
        low_left, low_right = left - size * 0.1 + size * 1.2 * start, left - size * 0.1 + size * 1.2 * end
        awning.ellipse((low_left + low_right) / 2, y - size * 0.76, size * 0.075, size * 0.05)
        if index % 2:
            stripes.polygon(
                [
                    (left + size * start, y - size * 0.98),
                    (left + size * end, y - size * 0.98),
                    (low_right, y - size * 0.76),
                    (low_left, y - size * 0.76),
                ]
            )
            stripes.ellipse((low_left + low_right) / 2, y - size * 0.76, size * 0.075, size * 0.05)
    table.rectangle(left, y - size * 0.36, right, y)
    tint = random.choice([palette.accent, palette.leaf, palette.near, mix(palette.accent, palette.lamp, 0.6)])
    canvas.fill(posts, mix(palette.near, palette.ink, 0.3))
    keeper = canvas.pen()
    person(canvas, keeper, x + side * size * 0.12, y - size * 0.02, size * 0.76)
    canvas.fill(keeper, mix(palette.near, palette.far, 0.2))
    canvas.fill(table, (mix(palette.ground, palette.near, 0.4), mix(palette.near, palette.ink, 0.4)))
    canvas.stipple(table, palette.ink, "bottom", 0.6)
    for tone in (palette.accent, palette.leaf, palette.lamp, mix(palette.accent, palette.lamp, 0.5)):
        fruit = canvas.pen()
        start = left + size * random.uniform(0.05, 0.7)
        for index in range(24):
            fruit.ellipse(
                start + size * 0.24 * random.random(),
                y - size * (0.37 + 0.085 * random.random() * (1 - abs(index / 12 - 1) * 0.5)),
                size * 0.026,
            )
        canvas.fill(fruit, mix(tone, palette.near, 0.35 if palette.dark else 0.0))
        canvas.stipple(fruit, palette.ink, "bottom", 0.5)
    canvas.fill(awning, mix(palette.haze, (255, 255, 255), 0.1 if palette.dark else 0.5))
    canvas.fill(stripes, mix(tint, palette.near, 0.3 if palette.dark else 0.0))
    canvas.stipple(awning, palette.ink, "top", 0.35)
    canvas.glow(x, y - size * 0.6, size * 0.5, palette.lamp, 0.6 if palette.dark else 0.25)

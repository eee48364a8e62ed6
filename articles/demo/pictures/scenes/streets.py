"""Streets and roads."""

from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import Colour, mix
from articles.demo.pictures.palettes import Palette
from articles.demo.pictures.parts.buildings import lamp_post
from articles.demo.pictures.parts.land import ridges
from articles.demo.pictures.parts.people import person
from articles.demo.pictures.parts.sky import birds, sky
from articles.demo.pictures.parts.towers import rows
from articles.demo.pictures.parts.water import glints, water


def night_city(canvas: Canvas, palette: Palette) -> None:
    """A street of lit windows after rain, lamps, people going home."""
    random = canvas.random
    ground, middle = 0.72, canvas.aspect * 0.5
    sky(canvas, palette, ground, sun=0.78, cover=0.35)
    rows(canvas, palette, ground, [(0.3, 0.5, 0.35)], peak=0.5, lit=0.4)
    canvas.glow(middle, ground, 0.6, palette.lamp, 0.55)
    for step in range(3):
        near = (step + 1) / 3
        for side in (-1, 1):
            _street_front(canvas, palette, middle, ground, side, near)
    canvas.sweep([mix(palette.near, palette.lamp, 0.22), palette.ink], ground, 1)
    water(canvas, palette, ground, mirror=0.8, calm=1.5)
    canvas.veil(palette.ink, ground, 1, 0.25, 0.65)
    for step in range(4):
        share = (step + 0.6) / 4
        for side in (-1, 1):
            x = middle + side * (0.12 + 0.56 * share**1.4)
            lamp_post(canvas, x, ground + 0.02 + 0.1 * share, 0.13 + 0.3 * share, palette.ink, palette.lamp, 0.9)
            glints(canvas, ground + 0.03 + 0.1 * share, x, palette.lamp, spread=0.05, opacity=0.4)
    people, shadows = canvas.pen(), canvas.pen()
    for _ in range(7):
        near = random.random()
        x, y = middle + random.gauss(0, 0.22 + 0.1 * near), ground + 0.03 + 0.2 * near
        person(canvas, people, x, y, 0.1 + 0.16 * near)
        shadows.ellipse(x, y, 0.02 + 0.02 * near, 0.004)
    canvas.fill(shadows, palette.ink, 0.6)
    canvas.fill(people, palette.ink)


def road(canvas: Canvas, palette: Palette) -> None:
    """A road over the hills, its markings and lamps, one car."""
    random = canvas.random
    horizon = 0.5
    sky(canvas, palette, horizon, sun=0.56, cover=0.6)
    ridges(canvas, palette, horizon - 0.1, horizon, 4, 0.16, 0.5)
    canvas.sweep([mix(palette.leaf, palette.haze, 0.35), mix(palette.leaf, palette.near, 0.5)], horizon + 0.02, 1)
    _verges(canvas, palette, horizon)
    edge = [(0.0, 0.006), (0.08, 0.02), (0.25, 0.09), (0.55, 0.3), (1.0, 0.72)]
    centre = [(0.0, 0.6), (0.08, 0.57), (0.25, 0.53), (0.55, 0.5), (1.0, 0.48)]
    left, right, line = [], [], canvas.pen()
    for (down, half), (_, across) in zip(edge, centre, strict=True):
        y = horizon + 0.02 + (0.5 - 0.0) * down
        left.append((canvas.aspect * across - half, y))
        right.append((canvas.aspect * across + half, y))
    surface = canvas.pen()
    surface.polygon([*left, *reversed(right)])
    asphalt = mix(palette.near, palette.far, 0.25)
    canvas.fill(surface, (mix(asphalt, palette.haze, 0.45), mix(asphalt, palette.ink, 0.35)))
    canvas.stipple(surface, palette.ink, "bottom", 0.35)
    for index in range(len(left) - 1):
        for start, end in ((0.1, 0.45), (0.6, 0.95)):
            line.polygon(
                [
                    _on(left, right, index, start, 0.485),
                    _on(left, right, index, start, 0.515),
                    _on(left, right, index, end, 0.515),
                    _on(left, right, index, end, 0.485),
                ]
            )
        for side in (0.045, 0.945):
            line.polygon(
                [
                    _on(left, right, index, 0, side),
                    _on(left, right, index, 0, side + 0.012),
                    _on(left, right, index, 1, side + 0.012),
                    _on(left, right, index, 1, side),
                ]
            )
    canvas.fill(line, mix(palette.haze, (255, 255, 255), 0.6), 0.85)
    for index in range(4):
        share = index / 3
        x, y = _on(left, right, index, 0.5, 1.06)
        lamp_post(
            canvas,
            x,
            y,
            0.07 + 0.38 * share**1.4,
            palette.ink,
            palette.lamp,
            0.75 if palette.sun_height < 0.4 or palette.dark else 0.2,
        )
    _car(canvas, palette, *_on(left, right, 2, 0.75, 0.72), 0.115)
    birds(canvas, palette.near, canvas.aspect * random.uniform(0.15, 0.4), 0.2, 6, 0.016)


def _street_front(canvas: Canvas, palette: Palette, middle: float, ground: float, side: int, near: float) -> None:
    random = canvas.random
    outer, inner = (
        middle + side * canvas.aspect * 0.62 * near**1.1,
        middle + side * canvas.aspect * 0.62 * (near * 0.5) ** 1.1,
    )
    tall_inner, tall_outer = 0.3 + 0.2 * near, 0.42 + 0.42 * near
    drop = 0.02 + 0.1 * near
    front, panes, shop = canvas.pen(), canvas.pen(), canvas.pen()
    front.polygon(
        [
            (inner, ground + drop * 0.4),
            (inner, ground - tall_inner),
            (outer, ground - tall_outer),
            (outer, ground + drop),
        ]
    )
    columns, floors = 4 + round(3 * near), 6
    for column in range(columns):
        for floor in range(floors):
            if random.random() > 0.55:
                continue
            start, end = (column + 0.25) / columns, (column + 0.72) / columns
            corners = []
            for share, level in ((start, 0.24), (start, 0.8), (end, 0.8), (end, 0.24)):
                tall = tall_inner + (tall_outer - tall_inner) * share
                height = 0.16 + 0.82 * (floor + level) / floors
                corners.append((inner + (outer - inner) * share, ground - tall * height))
            panes.polygon(corners)
    for column in range(columns):
        start, end = (column + 0.1) / columns, (column + 0.85) / columns
        shop.polygon(
            [
                (inner + (outer - inner) * start, ground - 0.085 * (0.5 + 0.5 * near)),
                (inner + (outer - inner) * end, ground - 0.1 * (0.5 + 0.5 * near)),
                (inner + (outer - inner) * end, ground + drop * 0.4),
                (inner + (outer - inner) * start, ground + drop * 0.3),
            ]
        )
    wall = mix(mix(palette.near, palette.accent, 0.12), palette.ink, 0.2 + 0.4 * near)
    canvas.fill(front, (mix(wall, palette.far, 0.3), mix(wall, palette.lamp, 0.12)))
    canvas.stipple(front, palette.ink, "right" if side > 0 else "left", 0.7)
    canvas.fill(panes, palette.lamp, 0.82)
    canvas.fill(shop, mix(palette.lamp, palette.accent, random.uniform(0, 0.4)), 0.75)
    canvas.glow((inner + outer) / 2, ground, 0.16 + 0.1 * near, palette.lamp, 0.45)


def _verges(canvas: Canvas, palette: Palette, horizon: float) -> None:
    random = canvas.random
    for tone in (palette.ground, palette.leaf, mix(palette.leaf, palette.near, 0.4)):
        pen = canvas.pen()
        for _ in range(26):
            near = random.random() ** 1.6
            pen.ellipse(
                random.uniform(0, canvas.aspect), horizon + 0.05 + 0.5 * near, 0.06 + 0.3 * near, 0.003 + 0.025 * near
            )
        canvas.fill(pen, tone, 0.4)


def _on(
    left: list[tuple[float, float]], right: list[tuple[float, float]], index: int, down: float, across: float
) -> tuple[float, float]:
    """A point of the road: in its piece `index`, `down` along it and `across` from the left edge."""
    start = left[index][0] + (right[index][0] - left[index][0]) * across, left[index][1]
    end = left[index + 1][0] + (right[index + 1][0] - left[index + 1][0]) * across, left[index + 1][1]
    return start[0] + (end[0] - start[0]) * down, start[1] + (end[1] - start[1]) * down


def _car(canvas: Canvas, palette: Palette, x: float, y: float, size: float) -> None:
    body, dark, glass, lights = canvas.pen(), canvas.pen(), canvas.pen(), canvas.pen()
    dark.ellipse(x, y, size * 0.6, size * 0.07)
    for side in (-1, 1):
        dark.rectangle(x + side * size * 0.36 - size * 0.09, y - size * 0.14, x + side * size * 0.36 + size * 0.09, y)
        lights.rectangle(
            x + side * size * 0.37 - size * 0.085,
            y - size * 0.32,
            x + side * size * 0.37 + size * 0.085,
            y - size * 0.24,
        )
    body.shape(
        x,
        y,
        size,
        [
            (-0.5, -0.1),
            (-0.5, -0.36),
            (-0.42, -0.43),
            (-0.33, -0.72),
            (0.33, -0.72),
            (0.42, -0.43),
            (0.5, -0.36),
            (0.5, -0.1),
        ],
    )
    glass.shape(x, y, size, [(-0.34, -0.44), (-0.28, -0.66), (0.28, -0.66), (0.34, -0.44)])
    canvas.fill(dark, palette.ink, 0.8)
    canvas.fill(body, _painted(palette))
    canvas.stipple(body, palette.ink, "bottom", 0.8)
    canvas.fill(glass, mix(palette.sky[1], palette.ink, 0.45))
    canvas.fill(lights, mix(palette.accent, (255, 60, 40), 0.6))
    for side in (-1, 1):
        canvas.glow(x + side * size * 0.37, y - size * 0.28, size * 0.4, (255, 90, 60), 0.7)


def _painted(palette: Palette) -> Colour:
    return mix(palette.lamp, palette.near, 0.35 if palette.dark else 0.1)

"""Scenes of work: trains, factories, greenhouses."""

from articles.demo.pictures import noise
from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import mix
from articles.demo.pictures.palettes import Palette
from articles.demo.pictures.parts.buildings import crane
from articles.demo.pictures.parts.land import mass, mottle, outline, ridges
from articles.demo.pictures.parts.people import person
from articles.demo.pictures.parts.plants import grass
from articles.demo.pictures.parts.sky import birds, sky
from articles.demo.pictures.pen import Point


def train(canvas: Canvas, palette: Palette) -> None:
    """A train crossing a viaduct in the evening country."""
    random = canvas.random
    sky(canvas, palette, 0.62, cover=0.6)
    ridges(canvas, palette, 0.42, 0.6, 4, 0.18, 0.5)
    canvas.veil(palette.haze, 0.45, 0.75, 0, 0.45)
    deck = 0.53
    stone = mix(palette.depth(0.6), palette.ground, 0.3)
    viaduct = canvas.pen()
    viaduct.rectangle(-0.01, deck, canvas.aspect + 0.01, 0.95)
    span = canvas.aspect / 6
    for index in range(-1, 7):
        centre = span * (index + 0.5)
        viaduct.ellipse(centre, deck + 0.05 + span * 0.4, span * 0.4, on=False)
        viaduct.rectangle(centre - span * 0.4, deck + 0.05 + span * 0.4, centre + span * 0.4, 1.0, on=False)
    rim = canvas.pen()
    rim.rectangle(-0.01, deck - 0.008, canvas.aspect + 0.01, deck + 0.016)
    canvas.fill(viaduct, (mix(stone, palette.sun, 0.12), mix(stone, palette.haze, 0.3)))
    canvas.stipple(viaduct, palette.ink, "bottom", 0.4)
    canvas.fill(rim, mix(stone, palette.ink, 0.4))
    _carriages(canvas, palette, deck - 0.008)
    for row in range(3):
        y = 0.78 + 0.08 * row
        paint = mix(mix(palette.leaf, palette.haze, 0.3 - 0.15 * row), palette.ink, 0.1 + 0.25 * row)
        mass(canvas, outline(canvas, y, 0.07, 0.5), paint, mix(paint, palette.ink, 0.35))
        bushes = canvas.pen()
        for _ in range(46):
            size = random.uniform(0.008, 0.024) * (1 + 0.7 * row)
            bushes.ellipse(random.uniform(0, canvas.aspect), y + random.uniform(0, 0.03), size, size * 0.8)
        canvas.fill(bushes, mix(paint, palette.leaf, 0.4))
        canvas.stipple(bushes, palette.ink, "bottom", 0.5)
    blades = canvas.pen()
    grass(canvas, blades, 0.97, 1.07, 0.09, 130)
    canvas.fill(blades, mix(palette.leaf, palette.ink, 0.75))
    birds(canvas, palette.near, canvas.aspect * 0.25, 0.22, 7, 0.016)


def factory(canvas: Canvas, palette: Palette) -> None:
    """Sheds with saw-tooth roofs, chimneys, tanks, a crane, drifting steam."""
    random = canvas.random
    ground = 0.76
    sky(canvas, palette, ground, cover=0.55)
    ridges(canvas, palette, ground - 0.12, ground - 0.04, 2, 0.08, 0.5)
    far, near = canvas.pen(), canvas.pen()
    crane(far, canvas.aspect * 0.08, ground, 0.42)
    crane(far, canvas.aspect * 0.8, ground, 0.36, -1.0)
    for place in (0.3, 0.36, 0.62):
        far.line(
            [(canvas.aspect * place, ground), (canvas.aspect * place, ground - random.uniform(0.28, 0.42))],
            0.026,
            0.018,
        )
    canvas.fill(far, palette.depth(0.45))
    canvas.veil(palette.haze, ground - 0.35, ground, 0, 0.45)
    chimneys: list[Point] = []
    for place, height in ((0.52, 0.58), (0.575, 0.5), (0.9, 0.4)):
        x = canvas.aspect * place
        near.polygon(
            [(x - 0.024, ground), (x - 0.015, ground - height), (x + 0.015, ground - height), (x + 0.024, ground)]
        )
        near.rectangle(x - 0.018, ground - height, x + 0.018, ground - height + 0.012)
        chimneys.append((x, ground - height))
    left = canvas.aspect * 0.12
    tooth = canvas.aspect * 0.066
    for index in range(5):
        x = left + tooth * index
        near.polygon([(x, ground), (x, ground - 0.24), (x + tooth, ground - 0.17), (x + tooth, ground)])
    near.rectangle(canvas.aspect * 0.46, ground - 0.14, canvas.aspect * 0.7, ground)
    for index in range(3):
        x = canvas.aspect * (0.74 + 0.065 * index)
        near.rectangle(x - 0.042, ground - 0.16, x + 0.042, ground)
        near.ellipse(x, ground - 0.16, 0.042, 0.02)
    for x, y in chimneys:
        _steam(canvas, palette, x, y)
    paint = palette.depth(0.85)
    canvas.fill(near, (mix(paint, palette.accent, 0.12), mix(paint, palette.ink, 0.4)))
    canvas.stipple(near, palette.ink, "right", 0.5)
    glass = canvas.pen()
    for index in range(5):
        x = left + tooth * index
        for pane in range(4):
            glass.rectangle(
                x + tooth * (0.1 + 0.21 * pane), ground - 0.13, x + tooth * (0.25 + 0.21 * pane), ground - 0.085
            )
    for pane in range(14):
        if random.random() < 0.7:
            x = canvas.aspect * (0.468 + 0.0165 * pane)
            glass.rectangle(x, ground - 0.11, x + 0.014, ground - 0.07)
    canvas.fill(glass, palette.lamp, 0.9)
    for x, y in chimneys:
        canvas.glow(x, y + 0.03, 0.04, palette.accent, 1.0)
    canvas.sweep([mix(palette.near, palette.ground, 0.3), palette.ink], ground, 1)
    mottle(canvas, mix(palette.ground, palette.haze, 0.25), ground, 0.4, (3, 12))
    _rails(canvas, mix(palette.haze, palette.far, 0.3), canvas.aspect * 0.5, ground)


def greenhouse(canvas: Canvas, palette: Palette) -> None:
    """Inside a glasshouse: ribs of iron, benches of seedlings, somebody at work."""
    random = canvas.random
    middle, ground = canvas.aspect * 0.5, 0.62
    bright = mix(palette.haze, palette.sun, 0.5) if not palette.dark else mix(palette.haze, palette.lamp, 0.3)
    canvas.sweep([palette.sky[1], mix(palette.sky[-1], bright, 0.5), bright], 0, ground)
    canvas.glow(middle, ground * 0.85, 0.8, palette.sun, 0.7)
    leaves = canvas.pen()
    for _ in range(70):
        leaves.ellipse(
            random.uniform(0, canvas.aspect), ground - random.uniform(-0.02, 0.1), random.uniform(0.02, 0.06)
        )
    canvas.fill(leaves, mix(palette.leaf, palette.haze, 0.55))
    panes = canvas.pen()
    for index in range(26):
        panes.polygon(
            [
                (middle, 0.3),
                (canvas.aspect * (index / 12.5 - 0.54), -0.02),
                (canvas.aspect * (index / 12.5 - 0.535), -0.02),
            ]
        )
    canvas.fill(panes, mix(palette.near, palette.haze, 0.4), 0.6)
    for rib in range(7):
        near = (rib + 1) / 7
        reach, rise = canvas.aspect * (0.1 + 0.56 * near**1.6), 0.12 + 0.62 * near**1.6
        foot = ground + 0.3 * near**2
        pen = canvas.pen()
        arch = [(middle + reach * (step / 12 - 1), foot - rise * (1 - abs(step / 12 - 1) ** 2.4)) for step in range(25)]
        pen.line(arch, 0.004 + 0.014 * near**2)
        for step in (0, 24):
            pen.line([arch[step], (arch[step][0], 1.02)], 0.004 + 0.014 * near**2)
        canvas.fill(pen, mix(palette.haze, palette.near, 0.25 + 0.6 * near))
    canvas.sweep([mix(palette.ground, palette.haze, 0.4), mix(palette.ground, palette.near, 0.5)], ground, 1)
    someone = canvas.pen()
    person(canvas, someone, middle + 0.05, ground + 0.09, 0.24)
    canvas.fill(someone, mix(palette.accent, palette.near, 0.35))
    canvas.stipple(someone, palette.ink, "bottom", 0.9)
    for row in range(6):
        near = (row + 1) / 6
        for side in (-1, 1):
            _bench(canvas, palette, middle, ground, side, near)
    mist = noise.fractal(canvas.texture, (canvas.width, canvas.height), (2, 3), 4).point(
        lambda value: max(0, value - 120) * 0.5
    )
    canvas.wash(bright, mist)


def _carriages(canvas: Canvas, palette: Palette, deck: float) -> None:
    x, height, length = canvas.aspect * 0.06, 0.07, 0.25
    body, stripe, glass, dark, roof = (canvas.pen() for _ in range(5))
    count = 5
    for index in range(count):
        end = x + length
        nose = 0.075 if index == count - 1 else 0.0
        body.polygon(
            [
                (x, deck - 0.01),
                (x, deck - height),
                (end - nose, deck - height),
                (end - nose * 0.2, deck - 0.03),
                (end, deck - 0.01),
            ]
        )
        roof.rectangle(x + 0.01, deck - height - 0.006, end - nose - 0.005, deck - height + 0.004)
        stripe.rectangle(x, deck - 0.026, end - nose * 0.2, deck - 0.017)
        panes = 7 if not nose else 5
        for pane in range(panes):
            left = x + length * (0.06 + 0.128 * pane)
            glass.rectangle(left, deck - height * 0.82, left + length * 0.095, deck - height * 0.48)
        if nose:
            glass.polygon(
                [
                    (end - 0.07, deck - height * 0.9),
                    (end - 0.052, deck - height * 0.9),
                    (end - 0.026, deck - height * 0.5),
                    (end - 0.06, deck - height * 0.5),
                ]
            )
        for wheel in (0.14, 0.22, 0.78, 0.86):
            dark.ellipse(x + length * wheel, deck - 0.006, 0.007)
        x = end + 0.008
    canvas.fill(dark, palette.ink)
    canvas.fill(body, mix(palette.haze, palette.near, 0.35 if palette.dark else 0.04))
    canvas.stipple(body, palette.near, "bottom", 0.5)
    canvas.fill(roof, palette.near)
    canvas.fill(stripe, palette.accent)
    canvas.fill(
        glass, palette.lamp if palette.dark or palette.sun_height < 0.3 else mix(palette.ink, palette.sky[0], 0.4)
    )
    canvas.glow(x - 0.02, deck - 0.03, 0.16, palette.lamp, 0.9)


def _steam(canvas: Canvas, palette: Palette, x: float, y: float) -> None:
    random = canvas.random
    for layer, (paint, opacity) in enumerate(
        ((mix(palette.haze, palette.near, 0.25), 0.5), (mix(palette.haze, palette.sun, 0.5), 0.5))
    ):
        pen = canvas.pen()
        for puff in range(15):
            share = puff / 14
            size = 0.014 + 0.075 * share
            pen.ellipse(
                x + 0.5 * share**1.25 + random.gauss(0, 0.2) * size,
                y - 0.015 - 0.22 * share**0.8 - layer * 0.3 * size,
                size * random.uniform(0.7, 1.05),
            )
        canvas.fill(pen, paint, opacity)
        canvas.stipple(pen, palette.near, "bottom", 0.25)


def _rails(canvas: Canvas, paint: tuple[int, int, int], x: float, top: float) -> None:
    rails, sleepers = canvas.pen(), canvas.pen()
    for index in range(14):
        near = (index / 13) ** 2
        y = top + 0.005 + (1 - top) * near
        sleepers.rectangle(x - 0.02 - 0.3 * near, y, x + 0.02 + 0.3 * near, y + 0.003 + 0.014 * near)
    for side in (-1, 1):
        rails.polygon(
            [(x + side * 0.012, top), (x + side * 0.014, top), (x + side * 0.235, 1.02), (x + side * 0.215, 1.02)]
        )
    canvas.fill(sleepers, paint, 0.25)
    canvas.fill(rails, paint, 0.9)


def _bench(canvas: Canvas, palette: Palette, middle: float, ground: float, side: int, near: float) -> None:
    random = canvas.random
    y = ground + 0.03 + 0.33 * near**1.7
    inner, outer = middle + side * (0.1 + 0.22 * near), middle + side * (0.2 + 0.75 * near)
    height = 0.03 + 0.1 * near
    table, plants, bloom = canvas.pen(), canvas.pen(), canvas.pen()
    table.polygon([(inner, y), (outer, y), (outer, y + height * 0.25), (inner, y + height * 0.25)])
    table.line([(inner + side * 0.02, y), (inner + side * 0.02, y + height * 1.6)], 0.012 * near + 0.002)
    for _ in range(26):
        x = inner + (outer - inner) * random.random()
        tall = height * random.uniform(0.6, 1.4)
        for lean in (-0.5, -0.2, 0.2, 0.5):
            plants.line(
                [
                    (x, y + 0.004),
                    (x + lean * tall * 0.5, y - tall * 0.6),
                    (x + lean * tall, y - tall * random.uniform(0.7, 1)),
                ],
                tall * 0.06,
                tall * 0.16,
            )
        if random.random() < 0.35:
            bloom.ellipse(x, y - tall, tall * 0.075)
    canvas.fill(plants, mix(palette.leaf, palette.near, 0.15 + 0.45 * near))
    canvas.stipple(plants, palette.ink, "bottom", 0.8)
    canvas.fill(bloom, mix(palette.accent, palette.haze, 0.3 - 0.3 * near))
    canvas.fill(table, mix(palette.near, palette.ground, 0.4 - 0.3 * near))

"""Scenes with an audience: a stadium, a concert."""

from math import cos, pi, sin

from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import mix
from articles.demo.pictures.palettes import Palette
from articles.demo.pictures.parts.people import heads, person
from articles.demo.pictures.parts.sky import sky


def stadium(canvas: Canvas, palette: Palette) -> None:
    """A pitch under floodlights, full stands, players."""
    random = canvas.random
    sky(canvas, palette, 0.4, cover=0.4)
    roof = canvas.pen()
    roof.polygon(
        [
            (-0.01, 0.06),
            (canvas.aspect * 0.5, 0.225),
            (canvas.aspect + 0.01, 0.06),
            (canvas.aspect + 0.01, 0.16),
            (canvas.aspect * 0.5, 0.25),
            (-0.01, 0.16),
        ]
    )
    stand_pen = canvas.pen()
    stand_pen.polygon(
        [
            (-0.01, 0.16),
            (canvas.aspect * 0.5, 0.25),
            (canvas.aspect + 0.01, 0.16),
            (canvas.aspect + 0.01, 0.62),
            (-0.01, 0.62),
        ]
    )
    canvas.fill(stand_pen, (mix(palette.near, palette.ink, 0.2), mix(palette.near, palette.far, 0.2)))
    tones = [palette.accent, palette.haze, palette.lamp, palette.far, mix(palette.near, palette.haze, 0.3)]
    crowd = {tone: canvas.pen() for tone in tones}
    for row in range(15):
        y = 0.235 + 0.021 * row
        count = 105
        for seat in range(count):
            x = canvas.aspect * (seat + random.uniform(0.1, 0.9)) / count
            if y > 0.19 + 0.09 * (1 - abs(x / canvas.aspect * 2 - 1)) and random.random() < 0.86:
                crowd[tones[min(4, int(random.random() ** 1.3 * 5))]].polygon(_seat(x, y, 0.0042 + 0.00015 * row))
    for tone, pen in crowd.items():
        canvas.fill(pen, tone, 0.8)
    canvas.veil(palette.ink, 0.16, 0.45, 0.55, 0.0)
    canvas.fill(roof, mix(palette.ink, palette.near, 0.3))
    boards = canvas.pen()
    boards.rectangle(0, 0.545, canvas.aspect, 0.575)
    canvas.fill(boards, mix(palette.near, palette.ink, 0.3))
    for index in range(6):
        board = canvas.pen()
        board.rectangle(canvas.aspect * (index + 0.04) / 6, 0.55, canvas.aspect * (index + 0.96) / 6, 0.571)
        canvas.fill(board, random.choice([palette.accent, palette.lamp, palette.haze, palette.far]))
    _pitch(canvas, palette, 0.575)
    for side in (-1, 1):
        x = canvas.aspect * (0.5 + side * 0.37)
        _floodlight(canvas, palette, x, 0.08, 0.11)
    canvas.veil(palette.lamp, 0.3, 0.75, 0.0, 0.1)
    _players(canvas, palette)


def stage(canvas: Canvas, palette: Palette) -> None:
    """A concert: beams of light, musicians against them, raised hands."""
    random = canvas.random
    middle, floor = canvas.aspect * 0.5, 0.62
    canvas.sweep(
        [palette.ink, mix(palette.ink, palette.sky[0], 0.6), mix(palette.sky[1], palette.accent, 0.45)], 0, floor + 0.1
    )
    canvas.glow(middle, floor - 0.12, 0.75, palette.accent, 0.8)
    canvas.glow(middle, floor - 0.1, 0.4, palette.lamp, 0.9)
    truss = canvas.pen()
    truss.rectangle(0.02, 0.055, canvas.aspect - 0.02, 0.062)
    truss.rectangle(0.02, 0.095, canvas.aspect - 0.02, 0.1)
    for index in range(44):
        x = 0.02 + (canvas.aspect - 0.04) * index / 43
        truss.line([(x, 0.06), (x + 0.018, 0.097), (x + 0.035, 0.06)], 0.003)
    tints = [palette.lamp, palette.accent, palette.haze, mix(palette.sky[0], palette.haze, 0.5), palette.sun]
    for index in range(9):
        x = canvas.aspect * (0.08 + 0.84 * index / 8)
        target = middle + (x - middle) * random.uniform(-0.7, 0.9)
        beam = canvas.pen()
        beam.polygon(
            [(x - 0.006, 0.12), (x + 0.006, 0.12), (target + 0.12, floor + 0.08), (target - 0.12, floor + 0.08)]
        )
        canvas.fill(beam, tints[index % 5], 0.2)
        truss.rectangle(x - 0.015, 0.098, x + 0.015, 0.13)
        canvas.glow(x, 0.13, 0.09, tints[index % 5], 1.0)
    canvas.fill(truss, mix(palette.ink, palette.far, 0.15))
    stage_pen = canvas.pen()
    stage_pen.polygon(
        [(canvas.aspect * 0.1, floor), (canvas.aspect * 0.9, floor), (canvas.aspect, floor + 0.09), (0, floor + 0.09)]
    )
    canvas.fill(stage_pen, (mix(palette.accent, palette.lamp, 0.4), mix(palette.accent, palette.ink, 0.7)))
    if palette.dark:
        _orchestra(canvas, palette, floor)
    else:
        _band(canvas, palette, floor)
    canvas.veil(palette.accent, floor - 0.2, floor + 0.12, 0, 0.22)
    for row in range(4):
        pen = canvas.pen()
        heads(canvas, pen, 0.7 + 0.072 * row, 0.034 + 0.014 * row, arms=0.0 if palette.dark else 0.4 - 0.06 * row)
        canvas.fill(pen, (mix(palette.accent, palette.ink, 0.5 + 0.16 * row), palette.ink))


def _orchestra(canvas: Canvas, palette: Palette, floor: float) -> None:
    """Rows of players on steps with their instruments, the conductor in front."""
    random = canvas.random
    for row in range(3):
        players, gear = canvas.pen(), canvas.pen()
        y = floor - 0.09 + 0.045 * row
        for index in range(11 + row):
            x = canvas.aspect * (0.2 + 0.6 * (index + 0.5) / (11 + row)) + random.gauss(0, 0.004)
            person(canvas, players, x, y + 0.03, 0.13 + 0.012 * row)
            if (index + row) % 3 == 0:
                gear.ellipse(x + 0.015, y - 0.02, 0.015, 0.026)
                gear.line([(x + 0.015, y - 0.03), (x + 0.028, y - 0.115)], 0.004)
            else:
                gear.line([(x - 0.004, y - 0.075), (x + 0.032, y - 0.065)], 0.009, 0.004)
                gear.line([(x + 0.012, y - 0.1), (x + 0.03, y - 0.04)], 0.002)
        canvas.fill(players, mix(palette.ink, palette.accent, 0.22 - 0.08 * row))
        canvas.fill(gear, mix(palette.accent, palette.lamp, 0.35), 0.85)
        canvas.veil(palette.accent, y - 0.05, y + 0.05, 0.0, 0.12)
    conductor, stick = canvas.pen(), canvas.pen()
    x = canvas.aspect * 0.5
    conductor.rectangle(x - 0.06, floor + 0.025, x + 0.06, floor + 0.055)
    person(canvas, conductor, x, floor + 0.03, 0.25, arms_up=True)
    stick.line([(x + 0.042, floor - 0.235), (x + 0.085, floor - 0.29)], 0.003, 0.001)
    canvas.fill(conductor, palette.ink)
    canvas.fill(stick, palette.lamp)


def _band(canvas: Canvas, palette: Palette, floor: float) -> None:
    """Three musicians, drums and loudspeakers."""
    band, gear = canvas.pen(), canvas.pen()
    for place, size in ((0.32, 0.27), (0.5, 0.31), (0.7, 0.28)):
        x = canvas.aspect * place
        person(canvas, band, x, floor + 0.03, size)
        gear.line([(x + 0.035, floor + 0.035), (x + 0.035, floor - size * 0.72)], 0.004)
        gear.ellipse(x + 0.028, floor - size * 0.74, 0.009)
        if place != 0.5:
            gear.ellipse(x - 0.012, floor - size * 0.36, 0.036, 0.024)
            gear.line([(x - 0.01, floor - size * 0.37), (x - 0.13, floor - size * 0.55)], 0.008)
    x = canvas.aspect * 0.6
    gear.ellipse(x, floor - 0.03, 0.05)
    for offset in (-0.075, 0.075):
        gear.rectangle(x + offset - 0.027, floor - 0.075, x + offset + 0.027, floor - 0.04)
        gear.line([(x + offset * 1.25, floor), (x + offset * 1.25, floor - 0.15)], 0.003)
        gear.line([(x + offset * 1.25 - 0.04, floor - 0.147), (x + offset * 1.25 + 0.04, floor - 0.155)], 0.005, 0.003)
    for side in (0.13, 0.87):
        gear.rectangle(canvas.aspect * side - 0.07, floor - 0.3, canvas.aspect * side + 0.07, floor + 0.02)
    canvas.fill(gear, palette.ink)
    canvas.fill(band, palette.ink)


def _seat(x: float, y: float, size: float) -> list[tuple[float, float]]:
    return [
        (x - size, y + size * 1.6),
        (x - size * 0.7, y - size * 0.4),
        (x, y - size * 1.5),
        (x + size * 0.7, y - size * 0.4),
        (x + size, y + size * 1.6),
    ]


def _pitch(canvas: Canvas, palette: Palette, top: float) -> None:
    green = mix((74, 140, 72), palette.leaf, 0.4)
    if palette.dark:
        green = mix(green, palette.lamp, 0.1)
    canvas.sweep([mix(green, palette.lamp, 0.2), mix(green, palette.near, 0.25)], top, 1)
    stripes, chalk = canvas.pen(), canvas.pen()
    middle = canvas.aspect * 0.5
    for index in range(-9, 10, 2):
        stripes.polygon(
            [
                (middle + 0.09 * index, top),
                (middle + 0.09 * (index + 1), top),
                (middle + 0.26 * (index + 1), 1.01),
                (middle + 0.26 * index, 1.01),
            ]
        )
    canvas.fill(stripes, mix(green, palette.ink, 0.5), 0.28)
    for turn in range(72):
        angles = (2 * pi * turn / 72, 2 * pi * (turn + 1) / 72)
        points = [(middle + cos(a) * 0.26, 0.76 + sin(a) * 0.075) for a in angles]
        chalk.line(points, 0.005)
    chalk.rectangle(-0.01, top + 0.02, canvas.aspect + 0.01, top + 0.0235)
    chalk.line([(middle, top + 0.02), (middle, 1.01)], 0.004, 0.008)
    chalk.ellipse(middle, 0.76, 0.008, 0.004)
    canvas.fill(chalk, (255, 255, 255), 0.75)


def _floodlight(canvas: Canvas, palette: Palette, x: float, y: float, size: float) -> None:
    frame, lamps = canvas.pen(), canvas.pen()
    frame.rectangle(x - size * 0.62, y - size * 0.3, x + size * 0.62, y + size * 0.3)
    for column in range(6):
        for row in range(3):
            lamps.ellipse(x + size * (column - 2.5) * 0.2, y + size * (row - 1) * 0.19, size * 0.07)
    canvas.fill(frame, palette.ink)
    canvas.fill(lamps, mix(palette.lamp, (255, 255, 255), 0.7))
    canvas.glow(x, y, size * 4.5, palette.lamp, 0.75)
    canvas.glow(x, y, size * 1.4, (255, 255, 255), 0.7)


def _players(canvas: Canvas, palette: Palette) -> None:
    random = canvas.random
    teams = (mix(palette.accent, palette.ink, 0.1), mix(palette.haze, (255, 255, 255), 0.4))
    shadows, ball = canvas.pen(), canvas.pen()
    pens = canvas.pen(), canvas.pen()
    for index in range(13):
        near = random.random()
        x, y = canvas.aspect * (0.06 + 0.88 * (index + random.random()) / 13), 0.64 + 0.28 * near
        person(canvas, pens[index % 2], x, y, 0.075 + 0.12 * near)
        shadows.ellipse(x + 0.02, y, 0.035 + 0.03 * near, 0.004 + 0.003 * near)
    ball.ellipse(canvas.aspect * 0.5 + 0.08, 0.83, 0.0085)
    canvas.fill(shadows, palette.ink, 0.35)
    for pen, tone in zip(pens, teams, strict=True):
        canvas.fill(pen, tone)
        canvas.stipple(pen, palette.ink, "bottom", 0.9)
    canvas.fill(ball, (255, 255, 255))

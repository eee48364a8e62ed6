"""Rows of towers, one in front of the other."""

from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import mix
from articles.demo.pictures.palettes import Palette
from articles.demo.pictures.parts.buildings import stand, tower_row, windows


def rows(
    canvas: Canvas,
    palette: Palette,
    base: float,
    depths: list[tuple[float, float, float]],
    peak: float,
    lit: float = 0.25,
) -> None:
    """Rows of towers one before the other: lowest and highest height, nearness."""
    for low, high, nearness in depths:
        blocks = tower_row(canvas, base, (low, high), (0.035 + 0.02 * nearness, 0.075 + 0.035 * nearness), peak)
        houses, shaded, panes = canvas.pen(), canvas.pen(), canvas.pen()
        for block in blocks:
            stand(canvas, houses, block)
            shaded.rectangle((block.left * 0.4 + block.right * 0.6), block.top, block.right, block.bottom)
            windows(canvas, panes, block, 0.0052 + 0.002 * nearness, lit)
        paint = palette.depth(0.12 + 0.75 * nearness)
        canvas.fill(houses, (paint, mix(paint, palette.haze, 0.42 - 0.25 * nearness)))
        canvas.fill(shaded, mix(paint, palette.ink, 0.5), 0.22)
        canvas.fill(panes, palette.lamp, 0.25 + 0.6 * nearness if lit < 0.5 else 0.55 + 0.4 * nearness)
        canvas.veil(palette.haze, base - 0.22, base, 0, 0.38 * (1 - nearness))

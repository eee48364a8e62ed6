"""Buildings: skylines, windows, houses, lamps, cranes."""

from dataclasses import dataclass

from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import Colour
from articles.demo.pictures.pen import Pen


@dataclass(frozen=True)
class Block:
    """The front of a building, in canvas coordinates."""

    left: float
    top: float
    right: float
    bottom: float


def tower_row(
    canvas: Canvas, y: float, heights: tuple[float, float], widths: tuple[float, float], peak: float = 0.5
) -> list[Block]:
    """Buildings side by side standing on `y`, highest around `peak` (0 to 1 across)."""
    random = canvas.random
    blocks = []
    x = -random.uniform(0, widths[0])
    while x < canvas.aspect:
        width = random.uniform(*widths)
        nearness = max(0.0, 1 - abs((x + width / 2) / canvas.aspect - peak) * 1.9)
        height = heights[0] + (heights[1] - heights[0]) * (
            0.25 * random.random() + 0.75 * random.random() * nearness**1.2
        )
        blocks.append(Block(x, y - height, x + width, y))
        x += width * random.choice((1.0, 1.0, 1.06, 1.25))
    return blocks


def stand(canvas: Canvas, pen: Pen, block: Block) -> None:
    """The outline of a building with one of several roofs."""
    random = canvas.random
    width, height = block.right - block.left, block.bottom - block.top
    pen.rectangle(block.left, block.top, block.right, block.bottom + 0.01)
    middle = (block.left + block.right) / 2
    match random.randrange(6):
        case 0:
            pen.polygon([(block.left, block.top), (middle, block.top - width * 0.4), (block.right, block.top)])
        case 1:
            pen.rectangle(block.left + width * 0.2, block.top - height * 0.06, block.right - width * 0.2, block.top)
            pen.line([(middle, block.top), (middle, block.top - height * 0.22)], 0.003, 0.001)
        case 2:
            pen.polygon([(block.left, block.top), (block.right, block.top - width * 0.35), (block.right, block.top)])
        case 3:
            inset = width * 0.16
            pen.rectangle(block.left + inset, block.top - height * 0.09, block.right - inset, block.top)
            pen.rectangle(block.left + 2 * inset, block.top - height * 0.15, block.right - 2 * inset, block.top)
        case 4:
            pen.rectangle(block.left + width * 0.6, block.top - 0.016, block.left + width * 0.85, block.top)


def windows(canvas: Canvas, pen: Pen, block: Block, size: float, lit: float) -> None:
    """Windows in a grid, a share `lit` of them."""
    random = canvas.random
    width = block.right - block.left
    columns = max(1, int((width - size) / (size * 1.9)))
    gap = width / columns
    rows = int((block.bottom - block.top - size) / (size * 2.3))
    for row in range(rows):
        top = block.top + size * (1.1 + row * 2.3)
        # Whole floors are dark or busy together, as in offices.
        share = lit * random.choice((0.25, 0.8, 1.2))
        for column in range(columns):
            if random.random() < share:
                left = block.left + gap * (column + 0.5) - size * 0.42
                pen.rectangle(left, top, left + size * 0.84, top + size * 1.25)


def gabled(pen: Pen, x: float, y: float, width: float, height: float) -> None:
    """A house with a pointed roof standing at (x, y), its left foot."""
    pen.polygon(
        [(x, y), (x, y - height * 0.66), (x + width / 2, y - height), (x + width, y - height * 0.66), (x + width, y)]
    )


def lamp_post(canvas: Canvas, x: float, y: float, size: float, post: Colour, light: Colour, glow: float = 0.8) -> None:
    """A street lamp of height `size` with the light around it."""
    pen, bulb = canvas.pen(), canvas.pen()
    pen.line([(x, y), (x, y - size)], size * 0.035, size * 0.022)
    pen.line([(x - size * 0.09, y - size), (x + size * 0.09, y - size)], size * 0.02)
    bulb.ellipse(x, y - size * 1.04, size * 0.045)
    canvas.fill(pen, post)
    canvas.fill(bulb, light)
    canvas.glow(x, y - size * 1.04, size * 0.75, light, glow)


def crane(pen: Pen, x: float, y: float, size: float, turned: float = 1.0) -> None:
    """A quayside gantry crane of height `size`; `turned` is 1 or -1."""
    leg = size * 0.022
    for foot in (0.0, 0.34):
        pen.line([(x + foot * size, y), (x + (0.04 + foot * 0.8) * size, y - size * 0.62)], leg)
    pen.line([(x + 0.02 * size, y - size * 0.34), (x + 0.33 * size, y - size * 0.34)], leg)
    pen.line([(x + 0.01 * size, y - size * 0.02), (x + 0.32 * size, y - size * 0.6)], leg * 0.5)
    centre = x + 0.18 * size
    pen.line(
        [(centre - turned * size * 0.42, y - size * 0.62), (centre + turned * size * 0.78, y - size * 0.62)], leg * 1.7
    )
    pen.line([(centre, y - size * 0.62), (centre, y - size * 0.96)], leg)
    for reach in (-0.4, 0.4, 0.74):
        pen.line([(centre, y - size * 0.95), (centre + turned * size * reach, y - size * 0.63)], leg * 0.35)
    pen.rectangle(
        centre + turned * size * 0.3 - size * 0.05,
        y - size * 0.61,
        centre + turned * size * 0.3 + size * 0.05,
        y - size * 0.54,
    )

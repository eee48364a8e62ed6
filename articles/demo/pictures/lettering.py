"""Words on pictures, in the typeface that Pillow carries."""

from PIL import ImageDraw, ImageFont

from articles.demo.pictures.canvas import Canvas
from articles.demo.pictures.colour import Colour


def write(
    canvas: Canvas, text: str, x: float, y: float, size: float, paint: Colour, *, anchor: str = "ls", bold: bool = False
) -> None:
    """Write one line at (x, y); `size` and the anchor are those of Pillow, in canvas units."""
    weight = size * canvas.height * 0.022 if bold else 0
    draw = ImageDraw.Draw(canvas.image)
    place = x * canvas.height, y * canvas.height
    draw.text(place, text, paint, _font(canvas, size), anchor=anchor, stroke_width=weight, stroke_fill=paint)


def width(canvas: Canvas, text: str, size: float) -> float:
    """How long a line of text is."""
    return float(_font(canvas, size).getlength(text)) / canvas.height


def wrap(canvas: Canvas, text: str, size: float, longest: float) -> list[str]:
    """`text` in lines no longer than `longest`."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(canvas, longer, size) > longest:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _font(canvas: Canvas, size: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(max(6.0, size * canvas.height))
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font

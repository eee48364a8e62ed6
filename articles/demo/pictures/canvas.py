"""What pictures are painted on.

Coordinates: y runs from 0 at the top to 1 at the bottom, x from 0 to `aspect` (width by height), so that a circle is
round.
"""

from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops

from articles.demo.pictures import noise
from articles.demo.pictures.colour import Colour, along
from articles.demo.pictures.pen import Pen

Paint = Colour | tuple[Colour, Colour]


class Canvas:
    """A picture in the making, with the random numbers that make it this one."""

    def __init__(self, width: int, height: int, seed: int) -> None:
        self.size = self.width, self.height = width, height
        self.aspect = width / height
        self.random = Random(seed)  # noqa: S311, pictures are no secrets
        self.image = Image.new("RGB", self.size)
        # Noise takes as many random numbers as there are pixels: with its own, a picture is the same in every size.
        self.texture = Random(seed)  # noqa: S311
        self._grains = noise.grains(self.texture, self.size)

    def grains(self, size: tuple[int, int]) -> Image.Image:
        """White noise of a size up to the canvas: a piece of one sheet, which is quicker than new noise."""
        left, top = (self.texture.randint(0, whole - part) for whole, part in zip(self.size, size, strict=True))
        return self._grains.crop((left, top, left + size[0], top + size[1]))

    def pen(self) -> Pen:
        """A new pen, whose shapes become one layer when handed to `fill`."""
        return Pen(self.size)

    def sweep(self, stops: Sequence[Colour], top: float = 0.0, bottom: float = 1.0) -> None:
        """Cover the band from `top` to `bottom` with a vertical gradient."""
        first, last = round(top * self.height), round(bottom * self.height)
        if last > first:
            self.image.paste(_column(stops, (self.width, last - first)), (0, first))

    def fill(self, pen: Pen, paint: Paint, opacity: float = 1.0) -> None:
        """Paint the pen's shapes in one colour, or from one above to another below."""
        if not (drawn := pen.render()):
            return
        mask, box = drawn
        if opacity < 1:
            mask = mask.point(lambda value: value * opacity)
        if isinstance(paint[0], int):
            self.image.paste(paint, box, mask)
        else:
            self.image.paste(_column(paint, mask.size), box, mask)

    def stipple(self, pen: Pen, paint: Colour, side: str, strength: float = 1.0) -> None:
        """Shade the pen's shapes with grains that thicken towards a side: left, right, top or bottom."""
        if not (drawn := pen.render()):
            return
        mask, box = drawn
        shade = _ramp(mask.size, side).point(lambda value: value * strength)
        grains = self.grains(mask.size)
        dense = ImageChops.subtract(shade, grains).point(lambda value: min(255, value * 3))
        self.image.paste(paint, box, ImageChops.multiply(mask, dense))

    def veil(self, paint: Colour, top: float, bottom: float, start: float, end: float) -> None:
        """Hang mist over a band: its opacity goes from `start` at the top to `end` at the bottom."""
        first, last = max(0, round(top * self.height)), min(self.height, round(bottom * self.height))
        if last <= first:
            return
        ramp = Image.new("L", (1, last - first))
        span = last - first
        ramp.putdata([round(255 * (start + (end - start) * row / span)) for row in range(span)])
        self.image.paste(paint, (0, first, self.width, last), ramp.resize((self.width, span), Image.Resampling.NEAREST))

    def wash(self, paint: Colour, mask: Image.Image, top: float = 0.0) -> None:
        """Paint through a mask as wide as the canvas, whose upper edge lies at `top`."""
        self.image.paste(paint, (0, round(top * self.height)), mask)

    def glow(self, x: float, y: float, radius: float, paint: Colour, strength: float = 1.0) -> None:
        """Add light around a point."""
        reach = round(radius * self.height)
        left, upper = round(x * self.height) - reach, round(y * self.height) - reach
        box = (max(0, left), max(0, upper), min(self.width, left + 2 * reach), min(self.height, upper + 2 * reach))
        if box[2] <= box[0] or box[3] <= box[1]:
            return
        # The gradient reaches 180 where the circle touches its square. Squared, light falls off as in mist.
        light = Image.radial_gradient("L").point(lambda value: (max(0, 180 - value) / 180) ** 2 * 255 * strength)
        scale = 256 / (2 * reach)
        seen = (box[0] - left) * scale, (box[1] - upper) * scale, (box[2] - left) * scale, (box[3] - upper) * scale
        light = light.resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.BILINEAR, box=seen)
        tinted = Image.merge("RGB", [light.point(lambda value, share=part: value * share / 255) for part in paint])
        self.image.paste(ImageChops.screen(self.image.crop(box), tinted), box)

    def finish(self) -> Image.Image:
        """The picture with darker corners and the grain of printed paper."""
        corners = Image.radial_gradient("L").point(lambda value: max(0, value - 130) * 0.42)
        self.image.paste((12, 12, 28), (0, 0), corners.resize(self.size, Image.Resampling.BILINEAR))
        grain = self.grains(self.size).point(lambda value: 128 + (value - 128) * 0.17)
        return ImageChops.soft_light(self.image, Image.merge("RGB", (grain, grain, grain)))


def _column(stops: Sequence[Colour], size: tuple[int, int]) -> Image.Image:
    width, height = size
    column = Image.new("RGB", (1, height))
    column.putdata([along(stops, row / max(1, height - 1)) for row in range(height)])
    return column.resize((width, height), Image.Resampling.NEAREST)


def _ramp(size: tuple[int, int], side: str) -> Image.Image:
    """From black to white towards a side. Stretched along first, then across, which costs next to nothing."""
    width, height = size
    upright = side in ("top", "bottom")
    line = Image.linear_gradient("L").resize((1, height if upright else width), Image.Resampling.BILINEAR)
    if side in ("top", "left"):
        line = line.transpose(Image.Transpose.ROTATE_180)
    if not upright:
        line = line.transpose(Image.Transpose.ROTATE_90)
    return line.resize(size, Image.Resampling.NEAREST)

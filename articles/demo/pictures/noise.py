"""Noise: grains, and the soft fractal kind that clouds and mottled ground are made of."""

from random import Random

from PIL import Image

Size = tuple[int, int]


def grains(random: Random, size: Size) -> Image.Image:
    """White noise as large as `size`, a little softer than single pixels."""
    small = max(1, size[0] * 2 // 3), max(1, size[1] * 2 // 3)
    return Image.frombytes("L", small, random.randbytes(small[0] * small[1])).resize(size, Image.Resampling.BILINEAR)


def fractal(random: Random, size: Size, cells: tuple[float, float], octaves: int = 4) -> Image.Image:
    """Soft noise as large as `size` with its whole range used; `cells` says how many lumps lie across and down."""
    coarse = max(8, size[0] // 4), max(8, size[1] // 4)
    total: Image.Image | None = None
    for octave in range(octaves):
        across = max(2, min(coarse[0], round(cells[0] * 2**octave)))
        down = max(2, min(coarse[1], round(cells[1] * 2**octave)))
        layer = Image.frombytes("L", (across, down), random.randbytes(across * down))
        layer = layer.resize(coarse, Image.Resampling.BICUBIC)
        # Each octave counts half as much as all the coarser ones together.
        total = Image.blend(total, layer, 1 / 3) if total else layer
    assert total
    low, high = total.getextrema()
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    span = max(1.0, high - low)
    return total.point(lambda value: (value - low) * 255 / span).resize(size, Image.Resampling.BICUBIC)

"""Colours and the ways between them."""

from collections.abc import Sequence

Colour = tuple[int, int, int]


def colour(code: str) -> Colour:
    """The colour of a six-digit hexadecimal code."""
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`one` with a `share` (0 to 1) of `other`."""
    share = min(1.0, max(0.0, share))
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def along(stops: Sequence[Colour], place: float) -> Colour:
    """The colour at `place` (0 to 1) of a gradient with evenly spaced stops."""
    position = min(1.0, max(0.0, place)) * (len(stops) - 1)
    index = min(int(position), len(stops) - 2)
    return mix(stops[index], stops[index + 1], position - index)

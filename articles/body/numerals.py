"""List numbers as word processors write them out: 4. · (4) · 2.4 · d) · iv. · IV)"""

import re
from typing import Final

_LETTERS = re.compile(r"[(\[]?([^\W\d_]+)[.):\]]+")
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_DIGITS: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_MOST: Final = 999_999


def readings(marker: str) -> tuple[int, ...] | None:
    """The numbers that a marker may mean, the likeliest first; empty if it cannot be read; None for a bullet.

    With several levels, as in 2.4, the last one counts. Letters need a full stop or bracket: alone they are bullets,
    such as the `o` that Word draws as a ring, and those of symbol fonts.
    """
    marker = marker.strip(" \t\n\r\f\u00a0").lower()
    if numbers := re.findall(r"\d+", marker):
        return (min(int(numbers[-1][:7]), _MOST),)
    found = _LETTERS.fullmatch(marker)
    if not found:
        return None
    letters = found[1]
    both = (_roman(letters), _letter(letters))
    if letters in {"c", "d", "l", "m"}:
        both = (both[1], both[0])
    return tuple(number for number in both if number)


def _roman(letters: str) -> int:
    if not _ROMAN.fullmatch(letters):
        return 0
    values = [_DIGITS[letter] for letter in letters]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _letter(letters: str) -> int:
    """a to z, then aa, bb and so on."""
    first = letters[0]
    return ord(first) - 96 + 26 * (len(letters) - 1) if "a" <= first <= "z" and letters == first * len(letters) else 0

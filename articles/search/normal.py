"""The form in which text is compared: one character for all that look the same, none for invisible ones.

Unicode's NFKC replaces full-width and half-width letters, ligatures, presentation forms and fractions by plain ones
(https://unicode.org/reports/tr15/). The rest is replaced before that.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

# Marks that belong to the letter before them, such as vowels of Indian scripts; \w does not match them.
MARKS: Final = "".join(mark for mark in map(chr, range(0x300, 0xAC00)) if unicodedata.category(mark)[0] == "M")
# Invisible, though Unicode classes them as marks and letters: joiners, fillers, variation selectors.
_UNSEEN: Final = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef"
_IS_UNSEEN: Final = re.compile(f"[{_UNSEEN}]")
_OTHERS: Final = dict.fromkeys("’‘‛´ʹʻʼʽʾʿ′՚", "'") | {"\u066c": ",", "\u066b": "."} | dict.fromkeys("™℠", " ")
# Spaces that group the digits of a number. An ordinary space may separate two numbers.
_GROUPING: Final = re.compile(r"(?<=\d)[\u00a0\u2007\u2008\u2009\u202f](?=\d{3}(?!\d))")
# A character with all that may combine with it.
_CLUSTER: Final = re.compile(
    rf"[\s\S][{MARKS}{_UNSEEN}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\u1160-\u11ff\ud7b0-\ud7ff\ufe20-\ufe2f\uff9e\uff9f\uffa0-\uffdc]*"
)


class Aligned(NamedTuple):
    """A text as it is compared, and the start and end of each of its characters in the shown text."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


class _Plain(dict[int, str]):
    """For `str.translate`: works out every character once."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = _plain(chr(code))
        return plain


_PLAIN: Final = _Plain()


def normal(text: str) -> str:
    """`text` as it is compared."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", _GROUPING.sub(",", text).translate(_PLAIN))


def aligned(text: str) -> Aligned | None:
    """The same, with places in `text`; None in the rare cases where characters far apart combine."""
    whole = normal(text)
    if whole == text:
        return Aligned(text, range(len(text)), range(1, len(text) + 1))
    starts: list[int] = []
    ends: list[int] = []
    pieces: list[str] = []
    for cluster in _CLUSTER.finditer(_GROUPING.sub(",", text)):
        piece = normal(cluster[0])
        pieces.append(piece)
        starts += [cluster.start()] * len(piece)
        ends += [cluster.end()] * len(piece)
    return Aligned(whole, starts, ends) if "".join(pieces) == whole else None


def _plain(sign: str) -> str:
    if sign in _OTHERS:
        return _OTHERS[sign]
    if unicodedata.category(sign) == "Cf" or _IS_UNSEEN.match(sign):
        return ""
    if (digit := unicodedata.decimal(sign, None)) is not None:
        return str(digit)
    # The half in 1½ is not part of the number before it.
    return f" {sign}" if "\u2044" in unicodedata.normalize("NFKC", sign)[1:] else sign

"""How long a text is, and how long it takes to read."""

import math
import re
from typing import Final, NamedTuple

# Silent reading of English non-fiction: 238 words a minute (Brysbaert 2019, doi:10.1016/j.jml.2019.104047).
WORDS_A_MINUTE: Final = 238
# Characters a minute in texts of equal difficulty (Trauzettel-Klosinski and Dietz 2012, doi:10.1167/iovs.11-8284):
# Chinese; Japanese; and for alphabets without spaces, none of which was measured, the mean of seventeen languages.
CHINESE, JAPANESE, LETTERS = 255, 357, 863

# Han, kana, bopomofo, Yi and their punctuation, which those languages count as well. Korean has spaces.
_IDEOGRAPHS: Final = re.compile(
    "[\u3001-\u303f\u3041-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua48f\uf900-\ufaff\ufe30-\ufe4f"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff9f\U00020000-\U0003ffff]"
)
# Thai, Lao, Myanmar, Khmer.
_ALPHABETS: Final = re.compile("[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9fe\uaa60-\uaa7f]")
_WORD: Final = re.compile(r"\S*\w\S*")


class Length(NamedTuple):
    """Words, plus characters of scripts without spaces between words; and whole minutes of reading, at least one."""

    words: int
    minutes: int


def measure(text: str, language: str) -> Length:
    """The length of a text in `language` (BCP 47)."""
    text, ideographs = _IDEOGRAPHS.subn(" ", text)
    text, letters = _ALPHABETS.subn(" ", text)
    words = len(_WORD.findall(text))
    rate = JAPANESE if language.lower().partition("-")[0] == "ja" else CHINESE
    minutes = words / WORDS_A_MINUTE + ideographs / rate + letters / LETTERS
    return Length(words + ideographs + letters, max(1, math.ceil(minutes)))

"""Turns text into the terms that are searched: words without accents, stemmed in the language of their story.

Both databases store and compare only these terms, so that both find the same.
"""

import re
import unicodedata
from functools import lru_cache
from threading import Lock
from typing import Final

from Stemmer import Stemmer

from articles.search.normal import MARKS, normal

# Stemmers of Snowball by language (BCP 47); words of other languages are searched as they are.
# https://snowballstem.org/algorithms/
ALGORITHMS: Final = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
# Longer words are cut: PostgreSQL takes terms of up to 2 KB.
LONGEST: Final = 64
# Letters that Unicode does not decompose into a base letter and an accent.
LETTERS: Final = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})

# Scripts without spaces between words: Thai, Lao, Myanmar, Khmer, kana, Han. Korean has spaces, but adds endings to
# words and joins them: 서울 (Seoul) is in 서울은 and in 서울시장.
UNSPACED: Final = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTERS = rf"[^\W_{UNSPACED}]"
_GENITIVE = re.compile("['’]s$", re.IGNORECASE)
_WORD = rf"(?:{_LETTERS}++[{MARKS}]*+)++(?:'[sS]\b)?"
# In a script without spaces, each character with the next; in others, a word, including an English genitive.
TOKEN: Final = re.compile(rf"(?=([{UNSPACED}]{{1,2}}))[{UNSPACED}]|({_WORD})")
# Accents of Latin, Greek and Cyrillic, points of Hebrew, vowels of Arabic. Without its breve, й is another letter.
_ACCENTS = re.compile("(?<!и)[\u0300-\u036f]|[\u0591-\u05c7\u0640\u064b-\u065f\u0670]")
_REST = re.compile(rf"[^\w{MARKS}]")


def stemming(language: str) -> str:
    """The key of the language's stemmer, with which its terms begin; "" if it has none."""
    primary = language.partition("-")[0].lower()
    return primary if primary in ALGORITHMS else ""


def words(text: str) -> list[str]:
    """The words of `text` in scripts with spaces, in lower case, without genitives."""
    return [_GENITIVE.sub("", word).lower() for _, word in TOKEN.findall(normal(text)) if word]


@lru_cache(maxsize=20_000)
def term(word: str, key: str) -> str:
    """The term of a word, with the key of its language; "" if nothing is left of it."""
    plain = fold(word)
    if plain and key:
        with _turn:
            plain = _stemmer(key).stemWord(plain) or plain
    return f"{key}:{plain}" if plain else ""


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """A word in lower case, without accents and genitive."""
    plain = unicodedata.normalize("NFKD", _GENITIVE.sub("", word)).casefold()
    plain = _ACCENTS.sub("", plain).translate(LETTERS)
    return unicodedata.normalize("NFC", _REST.sub("", plain))[:LONGEST]


# Stemmers have state and are not thread-safe.
_turn = Lock()


@lru_cache
def _stemmer(key: str) -> Stemmer:
    return Stemmer(ALGORITHMS[key])

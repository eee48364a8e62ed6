"""Cleans incoming text. Typography stays as typed; characters that cannot be seen or that formats cannot carry go.

Every text field uses this, whether it is filled by a form, an import or code: see media.fields.
"""

import re
import unicodedata
from hashlib import sha256
from typing import Final

# Not for interchange: https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-23/#G12612
_NONCHARACTERS: Final = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
# https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Word ends a line within a paragraph with a vertical tab, and a page with a form feed.
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Includes the byte order mark, which files may begin with.
_GONE = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff{_NONCHARACTERS}]")
_PLAIN_BLANKS = re.compile("[ \t\n]+")

# Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties.txt, and the marks of interlinear annotations.
_SELECTORS: Final = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_UNSEEN: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    f"\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff{_SELECTORS}"
)
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
# Names keep these only where they change what is seen: joiners between letters that join and in emoji, selectors
# after characters that have variants.
_JOINING: Final = (
    "\u0600-\u0dff\u1000-\u109f\u1780-\u18af\ua840-\ua87f\ufb50-\ufdff\ufe70-\ufefc"
    "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
)
_INVISIBLE_IN_NAMES = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
    f"|(?<![{_JOINING}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINING}])"
    f"|(?<=[A-Za-z\u00c0-\u1fff])[{_SELECTORS}]"
)
# Hangul fillers and the empty Braille pattern look like spaces, but Unicode does not class them as such.
_LIKE_BLANKS = re.compile("[\u3164\uffa0\u2800]")
_ALIKE: Final = str.maketrans(dict.fromkeys("’‘‛ʼʹ′`´", "'") | dict.fromkeys("‐‑‒–—―−", "-") | {"ı": "i"})
# Accents of Latin, Greek and Cyrillic, points of Hebrew, vowels of Arabic, and letters that Unicode does not take for
# accented ones.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]")
_UNACCENTED: Final = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l"})
LONGEST_KEY: Final = 200
LONGEST_FOLDED: Final = 255


def clean(text: str) -> str:
    """Running text: line ends of every kind become \\n; control characters, noncharacters and half surrogates go."""
    # Fifty times as fast, and enough for most texts.
    if text.replace("\n", "").isprintable():
        return text
    return _GONE.sub("", _BREAK.sub("\n", text))


def line(text: str) -> str:
    """Text of one line: breaks and tabs become spaces, runs of plain spaces one. Other spaces stay as they are."""
    text = _PLAIN_BLANKS.sub(" ", clean(text)).strip()
    return "" if is_blank(text) else text


def opaque(text: str) -> str:
    """Text that must be printed exactly as demanded. Characters that XML cannot carry go; \\v and \\f become spaces."""
    return _NOT_XML.sub("", text.replace("\x0b", " ").replace("\x0c", " "))


def name(text: str) -> str:
    """A name: composed (NFC), trimmed, with single plain spaces, without invisible characters."""
    text = _LIKE_BLANKS.sub(" ", unicodedata.normalize("NFC", clean(text)))
    text = " ".join(_INVISIBLE_IN_NAMES.sub("", text).split())
    return "" if is_blank(text) else text


def key(text: str) -> str:
    """A key that is the same for names that differ only in case, form or invisible characters.

    Form means width, ligatures, superscripts, the kind of apostrophe or dash, and the dot on an i, which casing drops
    or adds by language: İstanbul, istanbul and ISTANBUL are one. Accents make another name.
    """
    text = _alike(text)
    if len(text) <= LONGEST_KEY:
        return text
    return f"{text[:100]} {sha256(text.encode()).hexdigest()}"


def folded(text: str) -> str:
    """What names are searched in: as `key` has them, and without accents. Cut where a column ends."""
    letters = unicodedata.normalize("NFD", _alike(text)).translate(_UNACCENTED)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", letters))[:LONGEST_FOLDED]


def _alike(text: str) -> str:
    before = None
    while text != before:
        before = text
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold().translate(_ALIKE)
        text = name(unicodedata.normalize("NFKC", text).replace("i\u0307", "i"))
    return text


def is_blank(text: str) -> bool:
    """Whether the text has no visible character."""
    return not _LIKE_BLANKS.sub("", _INVISIBLE.sub("", text)).strip()

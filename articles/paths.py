"""Paths of a front end, brought to one form so that they can be compared.

Query and fragment are dropped, and so are repeated and trailing slashes. Percent escapes (RFC 3986, section 2.1) are
decoded but for those of “%”, “?” and “#”, which would mean something else, and letters composed (Unicode NFC).
"""

import re
import unicodedata
from typing import Final
from urllib.parse import unquote_to_bytes

LONGEST: Final = 500
KEPT: Final = {"%": "%25", "?": "%3F", "#": "%23"}


class BadPath(ValueError):
    """This is no path. The message says what a path must be, without naming it: "must begin with …"."""


def normalise(text: str) -> str:
    """`text` in the form that all its spellings share; upper and lower case stay. Raises BadPath."""
    if not text.startswith("/") or text.startswith(("//", "/\\")):
        raise BadPath("must begin with one slash, and have neither scheme nor host, such as /city/old-slug")
    if len(text) > LONGEST:
        raise BadPath(f"must have {LONGEST} characters at most")
    try:
        decoded = unquote_to_bytes(re.split(r"[?#]", text)[0]).decode()
    except UnicodeError as error:
        raise BadPath("must be UTF-8 where it is escaped") from error
    if any(unicodedata.category(character) == "Cc" for character in decoded):
        raise BadPath("must not hold control characters")
    parts = "".join(KEPT.get(character, character) for character in decoded).split("/")
    path = unicodedata.normalize("NFC", "/" + "/".join(part for part in parts if part))
    # A few letters become two in lower case.
    if len(path.lower()) > LONGEST:
        raise BadPath(f"must have {LONGEST} characters at most")
    return path


def key(text: str) -> str:
    """What redirects are found by: the path in lower case. Raises BadPath."""
    return unicodedata.normalize("NFC", normalise(text).lower())

"""Paths of a front end and their queries, brought to one form so that they can be compared.

Repeated and trailing slashes are dropped. Percent escapes (RFC 3986, section 2.1) are decoded, except those of “%”, “?”
and “#”, which would mean something else; letters are composed (Unicode NFC). Bytes that are not UTF-8 are read as
Windows-1252, which includes Latin-1; bytes that have no meaning there stay escaped.

The parameters of a query are sorted, and those that only say where a reader came from are dropped. Fragments never
reach a server.
"""

import re
import unicodedata
from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit

LONGEST: Final = 500
KEPT: Final = {"%": "%25", "?": "%3F", "#": "%23"}
KEPT_IN_QUERIES: Final = {"%": "%25", "#": "%23", "&": "%26", "+": "%2B", " ": "+"}
# What mailings, advertisements and social networks append to other sites' addresses.
TRACKING: Final = re.compile(
    r"utm(_\w*)?|mtm_\w+|_hs\w+|vero_\w+|mc_[ce]id|(fb|g|d|tw|tt|y)clid|msclkid|gclsrc|(gb|wb)raid"
    r"|igshid|igsh|epik|li_fat_id|mkt_tok|_g[al]",
    re.IGNORECASE,
)
_ESCAPES = re.compile("(?:%[0-9a-fA-F]{2})+")
# Bytes without a meaning in Windows-1252.
_NOTHING: Final = {0x81, 0x8D, 0x8F, 0x90, 0x9D}


class BadPath(ValueError):
    """Not a path. The message says what a path must be, without a subject: "must begin with …"."""


def normalise(text: str) -> str:
    """The path of `text` in the form that all its spellings share; case is kept. Raises BadPath."""
    if not text.startswith("/") or text.startswith(("//", "/\\")):
        raise BadPath("must begin with one slash, and have neither scheme nor host, such as /city/old-slug")
    if len(text) > LONGEST:
        raise BadPath(f"must have {LONGEST} characters at most")
    decoded = _decoded(re.split(r"[?#]", text)[0], KEPT)
    path = unicodedata.normalize("NFC", "/" + "/".join(part for part in decoded.split("/") if part))
    # A few letters become two in lower case.
    if len(path.lower()) > LONGEST:
        raise BadPath(f"must have {LONGEST} characters at most")
    return path


def key(text: str) -> str:
    """What redirects are found by: the path in lower case, and its query if it has one. Raises BadPath."""
    path = unicodedata.normalize("NFC", normalise(text).lower())
    query = text.partition("#")[0].partition("?")[2]
    kept = sorted(_parameter(part) for part in query.split("&") if part and not tracks(part))
    found = f"{path}?{'&'.join(kept)}" if kept else path
    if len(found) > LONGEST:
        raise BadPath(f"must have {LONGEST} characters at most")
    return found


def written(text: str) -> str:
    """The key of an old address as editors and files give it: a path, or a whole address, whose host is dropped.

    Also raises BadPath if a part would be ignored, because the redirect would match more than it says.
    """
    text = text.strip()
    if "#" in text:
        raise BadPath("must not have a “#” and what follows it, which browsers never send")
    if re.match("https?://", text, re.IGNORECASE):
        text = _without_host(text)
    for part in text.partition("?")[2].split("&"):
        if tracks(part):
            name = part.partition("=")[0]
            raise BadPath(f"must not have “{name}”, which is ignored because it only tells where a reader came from")
    return key(text)


def tracks(parameter: str) -> bool:
    """Whether a parameter, name=value, only says where a reader came from."""
    return bool(TRACKING.fullmatch(_decoded(parameter.partition("=")[0], {})))


def _without_host(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise BadPath("is no address of the web") from error
    if not parts.netloc:
        raise BadPath("is no address of the web")
    return f"/{parts.path.lstrip('/')}" + (f"?{parts.query}" if parts.query else "")


def _parameter(text: str) -> str:
    """One parameter. A missing value is the same as an empty one."""
    name, _, value = text.replace("+", " ").partition("=")
    return f"{_decoded(name, KEPT_IN_QUERIES | {'=': '%3D'})}={_decoded(value, KEPT_IN_QUERIES)}"


def _decoded(text: str, kept: dict[str, str]) -> str:
    """`text` with its escapes decoded, except the characters in `kept`, which stay escaped."""
    found = []
    end = 0
    for run in _ESCAPES.finditer(text):
        found += [_escaped(text[end : run.start()], kept), _run(run[0], kept)]
        end = run.end()
    decoded = "".join([*found, _escaped(text[end:], kept)])
    # Control characters and surrogates.
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in decoded):
        raise BadPath("must not hold control characters")
    return unicodedata.normalize("NFC", decoded)


def _run(escapes: str, kept: dict[str, str]) -> str:
    raw = unquote_to_bytes(escapes)
    for encoding in ("utf-8", "cp1252"):
        try:
            return _escaped(raw.decode(encoding), kept)
        except UnicodeDecodeError:
            pass
    return "".join(f"%{byte:02X}" if byte in _NOTHING else _run_of(byte, kept) for byte in raw)


def _run_of(byte: int, kept: dict[str, str]) -> str:
    return _escaped(bytes([byte]).decode("cp1252"), kept)


def _escaped(text: str, kept: dict[str, str]) -> str:
    return "".join(kept.get(character, character) for character in text)

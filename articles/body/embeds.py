"""Films of other sites: addresses that are understood, and written anew from what was understood."""

import re
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

PROVIDERS: Final = {
    "www.youtube.com": "youtube",
    "youtube.com": "youtube",
    "m.youtube.com": "youtube",
    "youtu.be": "youtube",
    "vimeo.com": "vimeo",
}
# What RFC 3986 lets stand in an address, but for what names a user or a port: those make one host look like another.
_ADDRESS = re.compile(
    r"https://(?P<host>[a-z0-9.-]+)(?P<rest>/[\w.~!$&'()*+,;=:@%/-]*(\?[\w.~!$&'()*+,;=:@%/?-]*)?)", re.A
)
# The name of a film at each provider, in the path or, at YouTube, in the parameter `v`.
_FILMS: Final = {
    "youtube": re.compile(r"/(?:embed/|shorts/|live/|v/)?(?P<film>[\w-]{2,})/?", re.A),
    "vimeo": re.compile(r"/(?:[a-z]+/[\w-]+/)*(?:video/)?(?P<film>\d+(?:/\w+)?)/?", re.A),
}
# Players in other people's HTML, by host, and the page of the film that they play.
FRAMES: Final = {
    "www.youtube.com": "https://www.youtube.com/watch?v={}",
    "www.youtube-nocookie.com": "https://www.youtube.com/watch?v={}",
    "player.vimeo.com": "https://vimeo.com/{}",
}
FRAME = re.compile(r"/(?:embed|video)/(?P<film>[\w-]+)", re.A)


class Embed(NamedTuple):
    url: str
    provider: str


def understand(text: str) -> Embed | None:
    """The film that `text` is the address of, and nothing but: https, a host of EMBED_HOSTS, no user and no port."""
    match = _ADDRESS.fullmatch(text)
    if not match or match["host"] not in settings.EMBED_HOSTS:
        return None
    provider = PROVIDERS.get(match["host"], match["host"])
    if provider in _FILMS and not _names_a_film(match["rest"], match["host"], provider):
        return None
    return Embed(f"https://{match['host']}{match['rest']}", provider)


def of_frame(src: str) -> str:
    """The address of the film that an <iframe> of other people's HTML plays, or ""."""
    parts = _split("https:" + src if src.startswith("//") else src)
    match = FRAME.fullmatch(parts.path) if parts else None
    if not parts or not match or parts.netloc not in FRAMES:
        return ""
    address = FRAMES[parts.netloc].format(match["film"])
    return address if understand(address) else ""


def _names_a_film(rest: str, host: str, provider: str) -> bool:
    path, _, query = rest.partition("?")
    if provider == "youtube" and path.rstrip("/") == "/watch":
        return any(re.fullmatch(r"[\w-]+", film, re.A) for film in parse_qs(query).get("v", []))
    if provider == "youtube" and host != "youtu.be" and path.count("/") < 2:
        return False
    return bool(_FILMS[provider].fullmatch(path))


def _split(address: str) -> Any:
    try:
        return urlsplit(address)
    except ValueError:
        return None

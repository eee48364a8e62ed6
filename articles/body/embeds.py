"""Videos of other sites: their addresses are parsed, and written again from the parsed parts."""

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
# What RFC 3986 allows in an address, without user and port, which make one host look like another.
_ADDRESS = re.compile(
    r"https://(?P<host>[a-z0-9.-]+)(?P<rest>/[\w.~!$&'()*+,;=:@%/-]*(\?[\w.~!$&'()*+,;=:@%/?-]*)?)", re.A
)
# The id of a video at each provider, in the path or, at YouTube, in the parameter `v`.
_VIDEOS: Final = {
    "youtube": re.compile(r"/(?:embed/|shorts/|live/|v/)?(?P<video>[\w-]{2,})/?", re.A),
    "vimeo": re.compile(r"/(?:[a-z]+/[\w-]+/)*(?:video/)?(?P<video>\d+(?:/\w+)?)/?", re.A),
}
# Players in other people's HTML, by host, and the page of the video that they play.
FRAMES: Final = {
    "www.youtube.com": "https://www.youtube.com/watch?v={}",
    "www.youtube-nocookie.com": "https://www.youtube.com/watch?v={}",
    "player.vimeo.com": "https://vimeo.com/{}",
}
FRAME = re.compile(r"/(?:embed|video)/(?P<video>[\w-]+)", re.A)


class Embed(NamedTuple):
    url: str
    provider: str


def understand(text: str) -> Embed | None:
    """The video whose address `text` is, whole: https, a host of EMBED_HOSTS, no user and no port; else None."""
    match = _ADDRESS.fullmatch(text)
    if not match or match["host"] not in settings.EMBED_HOSTS:
        return None
    provider = PROVIDERS.get(match["host"], match["host"])
    if provider in _VIDEOS and not _names_a_video(match["rest"], match["host"], provider):
        return None
    return Embed(f"https://{match['host']}{match['rest']}", provider)


def of_frame(src: str) -> str:
    """The address of the video that an <iframe> of other people's HTML plays, or ""."""
    parts = _split("https:" + src if src.startswith("//") else src)
    match = FRAME.fullmatch(parts.path) if parts else None
    if not parts or not match or parts.netloc not in FRAMES:
        return ""
    address = FRAMES[parts.netloc].format(match["video"])
    return address if understand(address) else ""


def _names_a_video(rest: str, host: str, provider: str) -> bool:
    path, _, query = rest.partition("?")
    if provider == "youtube" and path.rstrip("/") == "/watch":
        return any(re.fullmatch(r"[\w-]+", video, re.A) for video in parse_qs(query).get("v", []))
    if provider == "youtube" and host != "youtu.be" and path.count("/") < 2:
        return False
    return bool(_VIDEOS[provider].fullmatch(path))


def _split(address: str) -> Any:
    try:
        return urlsplit(address)
    except ValueError:
        return None

"""Turns the short forms in the demo's files into the HTML that articles store."""

import re
from html import escape
from typing import Final

from media.models import Image
from media.renditions import renditions_of

FIGURE: Final = re.compile(r'<figure data-picture="([^"]+)">')
EMBED: Final = re.compile(r'<div data-embed="([^"]+)"\s*>\s*</div>')


def stored(html: str, images: dict[str, Image]) -> str:
    """`html` with pictures by their keys in the library, and embeds as paragraphs that hold an address."""
    html = FIGURE.sub(lambda match: f"<figure>{_picture(images[match[1]])}", html)
    return EMBED.sub(lambda match: f"<p>{match[1]}</p>", html)


def _picture(image: Image) -> str:
    """The picture as the text editor inserts it. Without words of its own it shows those in the library."""
    address = next(one.path for one in renditions_of(image) if one.ratio is None and one.extension == "jpg")
    return f'<img src="{escape(address)}" alt="" data-file="{image.pk}">'

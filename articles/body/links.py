"""Links in a story's published HTML, for places other than its own page."""

import re
from html import escape, unescape
from typing import Final
from urllib.parse import urljoin

# Published HTML escapes markup characters in text, and quotation marks in attributes.
TAG: Final = re.compile(r'<[a-z](?:[^">]++|"[^"]*+")*+>')
ADDRESS: Final = re.compile(r'(?<=\s)(href|src|cite|poster)="([^"]*)"')


def made_absolute(html: str, page: str) -> str:
    """`html` with every relative address (`/about`, `#x`, `?q`, `//host/x`) resolved against the story's page."""

    def absolute(found: re.Match[str]) -> str:
        return f'{found[1]}="{escape(_absolute(unescape(found[2]), page))}"'

    return TAG.sub(lambda tag: ADDRESS.sub(absolute, tag[0]), html)


def _absolute(address: str, page: str) -> str:
    # Browsers read a backslash as a slash; other programs do not.
    path, mark, rest = address.partition("?")
    try:
        return urljoin(page, path.replace("\\", "/") + mark + rest)
    except ValueError:
        # It cannot be opened anywhere.
        return address

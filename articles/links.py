"""Links in the published HTML of a story, for readers who are not on its page."""

import re
from html import escape, unescape
from typing import Final
from urllib.parse import urljoin

# In HTML as it is published, signs of markup are escaped in texts, and quotation marks in attributes.
TAG: Final = re.compile(r'<[a-z](?:[^">]++|"[^"]*+")*+>')
ADDRESS: Final = re.compile(r'(?<=\s)(href|src|cite|poster)="([^"]*)"')


def made_absolute(html: str, page: str) -> str:
    """`html` with every relative address (`/about`, `#x`, `?q`, `//host/x`) as it is meant on the story's own page."""

    def absolute(found: re.Match[str]) -> str:
        return f'{found[1]}="{escape(_absolute(unescape(found[2]), page))}"'

    return TAG.sub(lambda tag: ADDRESS.sub(absolute, tag[0]), html)


def _absolute(address: str, page: str) -> str:
    # Browsers take a backslash for a slash, others do not.
    path, mark, rest = address.partition("?")
    try:
        return urljoin(page, path.replace("\\", "/") + mark + rest)
    except ValueError:
        # Nothing that could be opened anywhere.
        return address

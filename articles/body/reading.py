"""HTML to typed blocks. An element in a place where the grammar does not allow it is moved out, in order."""

import re
from collections.abc import Iterable
from typing import Final

from selectolax.lexbor import LexborHTMLParser

import articles.body.elements  # noqa: F401 - declares who reads what
from articles.body import embeds
from articles.body.blocks import Figure, Part
from articles.body.inline import Run, text_of, write
from articles.body.walking import parts_of

PLAIN: Final = Run("")
_LINKED = re.compile(r'<a href="([^"]*)">([^<]*)</a>')


def read(html: str) -> list[Part]:
    """The parts of a text, in order. Headings have the ids that they came with, if any; see blocks.number."""
    root = LexborHTMLParser(html).body
    if not root:
        return []
    try:
        found = parts_of(root, PLAIN)
    except RecursionError:
        # Nobody writes hundreds of nested elements: only the words are kept.
        lines = (write([Run(line)]) for line in root.text(separator="\n").split("\n"))
        return [{"type": "paragraph", "html": line} for line in lines if line]
    return _with_ids_once(_embedded(part) for part in found)


def _embedded(part: Part) -> Part:
    """A paragraph that holds only the address of a video becomes an embed; any other part stays as it is."""
    if isinstance(part, Figure) or part["type"] != "paragraph":
        return part
    html = part["html"]
    if (linked := _LINKED.fullmatch(html)) and linked[1] == linked[2]:
        html = linked[2]
    embed = embeds.understand(text_of(html)) if "https://" in html and "<" not in html else None
    return {"type": "embed", "url": embed.url, "provider": embed.provider} if embed else part


def _with_ids_once(parts: Iterable[Part]) -> list[Part]:
    """An id belongs to the first heading that has it."""
    found, seen = list(parts), set[str]()
    for part in found:
        if not isinstance(part, Figure) and part["type"] == "heading":
            if part["id"] in seen:
                part["id"] = ""
            seen.add(part["id"])
    return found

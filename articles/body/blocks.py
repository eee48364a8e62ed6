"""Clean HTML to typed blocks, the form that front ends draw from."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from selectolax.lexbor import LexborHTMLParser, LexborNode

# A block as the API shows it: {"type": "paragraph", "html": …}. articles.documents describes every type.
Block = dict[str, Any]

PROVIDERS = {"www.youtube.com": "youtube", "youtube.com": "youtube", "youtu.be": "youtube", "vimeo.com": "vimeo"}
INLINE = {"a", "br", "code", "em", "strong", "sub", "sup", "-text"}
_ADDRESS = re.compile(r"https?://\S+")
_INLINE_TAG = re.compile(r"</?(a|code|em|strong|sub|sup)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Figure:
    """A picture of the library in the text, before it is looked up. Empty words mean the picture's own."""

    image_id: UUID
    caption: str
    alt_text: str


def parse(html: str) -> list[Block | Figure]:
    """The blocks of clean HTML, in order. Empty paragraphs and pictures from outside the library are left out."""
    root = LexborHTMLParser(html).body
    return [block for part in _parts(root) for block in _blocks(part)] if root else []


def plain_text(blocks: Iterable[Block | Figure]) -> str:
    """The words of the text, a line a block, for searching and counting."""
    return "\n".join(line for block in blocks if not isinstance(block, Figure) for line in _lines(block) if line)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case {"type": "heading", "text": text}:
            yield text
        case {"type": "paragraph", "html": html}:
            yield strip(html)
        case {"type": "quote", "html": html, "attribution": attribution}:
            yield f"{strip(html)} {attribution}".strip()
        case {"type": "list", "items": items}:
            yield from map(strip, items)
        case {"type": "table", "rows": rows}:
            yield from (" ".join(map(strip, row)) for row in rows)


def strip(html: str) -> str:
    """The text of inline HTML."""
    if "<" in html:
        html = _TAG.sub(" ", _INLINE_TAG.sub("", html))
    return " ".join((unescape(html) if "&" in html else html).split())


def _parts(root: LexborNode) -> Iterator[LexborNode | list[LexborNode]]:
    """The children of `root`, loose text and inline elements gathered into runs."""
    run: list[LexborNode] = []
    for node in root.iter(include_text=True):
        if node.tag in INLINE:
            run.append(node)
            continue
        if run:
            yield run
            run = []
        yield node
    if run:
        yield run


def _blocks(part: LexborNode | list[LexborNode]) -> Iterator[Block | Figure]:
    if isinstance(part, list):
        yield from _paragraph("".join(node.html or "" for node in part))
        return
    match part.tag:
        case "p":
            yield from _paragraph(_inner(part))
        case "h2" | "h3" | "h4":
            if text := strip(_inner(part)):
                yield {"type": "heading", "level": int(part.tag[1]), "text": text}
        case "blockquote":
            yield from _quote(part)
        case "ul" | "ol":
            items = [_item(node) for node in part.iter() if node.tag == "li"]
            if any(items):
                yield {"type": "list", "ordered": part.tag == "ol", "items": [item for item in items if item]}
        case "figure":
            yield from _figure(part)
        case "img":
            yield from _picture(part, "")
        case "table":
            yield from _table(part)
        case "hr":
            yield {"type": "rule"}


def _inner(node: LexborNode) -> str:
    return (node.inner_html or "").strip()


def _paragraph(html: str) -> Iterator[Block]:
    """A paragraph, or an embed where the paragraph holds nothing but an address from a host on the allow-list."""
    text = strip(html) if "<" in html or "&" in html else html.strip()
    if not text:
        return
    if _ADDRESS.fullmatch(text):
        host = urlsplit(text).hostname or ""
        if host in settings.EMBED_HOSTS:
            yield {"type": "embed", "url": text, "provider": PROVIDERS.get(host, host)}
            return
    yield {"type": "paragraph", "html": html}


def _quote(node: LexborNode) -> Iterator[Block]:
    """A quotation. Its `<footer>`, or a last paragraph that begins with a dash, says whose words they are."""
    paragraphs, attribution = [], ""
    for part in _parts(node):
        if isinstance(part, list):
            paragraphs.append("".join(child.html or "" for child in part).strip())
        elif part.tag == "footer":
            attribution = strip(_inner(part)).lstrip("—–- ")
        else:
            paragraphs.append(_inner(part))
    paragraphs = [html for html in paragraphs if strip(html)]
    if not attribution and len(paragraphs) > 1 and strip(paragraphs[-1]).startswith(("—", "–")):
        attribution = strip(paragraphs.pop()).lstrip("—– ")
    if paragraphs:
        yield {"type": "quote", "html": "<br><br>".join(paragraphs), "attribution": attribution}


def _item(node: LexborNode) -> str:
    """Inline HTML of a list item; lists inside it stay lists."""
    parts = ("".join(n.html or "" for n in part) if isinstance(part, list) else part for part in _parts(node))
    pieces = [part if isinstance(part, str) else _inner(part) if part.tag == "p" else part.html or "" for part in parts]
    return "<br>".join(piece.strip() for piece in pieces if piece.strip()).replace("<br><ul>", "<ul>")


def _figure(node: LexborNode) -> Iterator[Figure]:
    caption = node.css_first("figcaption")
    for img in node.css("img"):
        yield from _picture(img, strip(_inner(caption)) if caption else "")


def _picture(img: LexborNode, caption: str) -> Iterator[Figure]:
    try:
        image_id = UUID(img.attributes.get("data-file") or "")
    except ValueError:
        return
    yield Figure(image_id, caption, (img.attributes.get("alt") or "").strip())


def _table(node: LexborNode) -> Iterator[Block]:
    """Rows of cells as inline HTML; `header_row` says whether the first row names the columns."""
    rows = [[cell for cell in row.iter() if cell.tag in {"td", "th"}] for row in node.css("tr")]
    rows = [row for row in rows if row]
    if rows:
        header = all(cell.tag == "th" for cell in rows[0])
        yield {"type": "table", "rows": [[_item(cell) for cell in row] for row in rows], "header_row": header}

"""Typed blocks to HTML: the same story for front ends that would rather insert than draw."""

from collections.abc import Iterable
from html import escape
from typing import Any

from articles.body.blocks import Block


def render(blocks: Iterable[Block]) -> str:
    """Clean HTML of blocks whose pictures are looked up: figures carry caption and credit."""
    return "\n".join(html for html in map(_html, blocks) if html)


def _html(block: Block) -> str:
    match block:
        case {"type": "paragraph", "html": html}:
            return f"<p>{html}</p>"
        case {"type": "heading", "level": level, "text": text}:
            return f"<h{level}>{escape(text, quote=False)}</h{level}>"
        case {"type": "quote", "html": html, "attribution": attribution}:
            footer = f"<footer>{escape(attribution, quote=False)}</footer>" if attribution else ""
            return f"<blockquote><p>{html}</p>{footer}</blockquote>"
        case {"type": "list", "ordered": ordered, "items": items}:
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"
        case {"type": "image", "image": image}:
            return figure(image)
        case {"type": "embed", "url": url}:
            return f'<p><a href="{escape(url)}">{escape(url, quote=False)}</a></p>'
        case {"type": "table", "rows": rows, "header_row": header_row}:
            return _table(rows, header_row)
        case {"type": "rule"}:
            return "<hr>"
    raise ValueError(f"unknown block: {block['type']}")


def figure(image: dict[str, Any]) -> str:
    """A picture as the API shows it, as HTML with its caption and its credit."""
    uncropped = [one for one in image["renditions"] if one["name"].startswith("full-") and one["type"] == "image/webp"]
    srcset = ", ".join(f"{one['url']} {one['width']}w" for one in uncropped)
    img = (
        f'<img src="{escape(image["src"])}" srcset="{escape(srcset)}" sizes="(max-width: 48rem) 100vw, 48rem" '
        f'width="{image["width"]}" height="{image["height"]}" alt="{escape(image["alt_text"])}" loading="lazy">'
    )
    words = [f"<span>{escape(image['caption'], quote=False)}</span>"] if image["caption"] else []
    words += [f"<small>{escape(image['credit'], quote=False)}</small>"] if image["credit"] else []
    caption = f"<figcaption>{' '.join(words)}</figcaption>" if words else ""
    return f"<figure>{img}{caption}</figure>"


def _table(rows: list[list[str]], header_row: bool) -> str:
    def line(cells: list[str], tag: str) -> str:
        return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"

    head = f"<thead>{line(rows[0], 'th')}</thead>" if header_row else ""
    body = "".join(line(row, "td") for row in rows[header_row:])
    return f"<table>{head}<tbody>{body}</tbody></table>"

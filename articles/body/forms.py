"""How each block is written: as HTML to store and edit, as HTML to publish, and as plain words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Final
from uuid import UUID

from articles.body import grammar, tables
from articles.body.blocks import Block, Figure, Part
from articles.body.inline import PARAGRAPHS, text_of


def stored(parts: Iterable[Part], addresses: Mapping[UUID, str] | None = None) -> str:
    """The HTML that articles keep and the editor shows. Reading it gives the same parts.

    `addresses` are those of pictures in the library: the editor needs them, they are not stored.
    """
    return "".join(
        _figure(part, addresses or {}) if isinstance(part, Figure) else FORMS[part["type"]].stored(part)
        for part in parts
    )


def published(blocks: Iterable[Block]) -> str:
    """Clean HTML of blocks whose pictures have been looked up: figures have caption and credit."""
    return "\n".join(FORMS[block["type"]].published(block) for block in blocks)


def words(parts: Iterable[Part]) -> str:
    """The words of the text, line by line, for searching and counting. Those of pictures come from elsewhere."""
    blocks = (part for part in parts if not isinstance(part, Figure))
    return "\n".join(line for block in blocks for line in FORMS[block["type"]].words(block) if line)


@dataclass(frozen=True)
class Form:
    """How one type of block is written. `words` gives lines."""

    stored: Callable[[Block], str]
    published: Callable[[Block], str]
    words: Callable[[Block], Iterable[str]]


def _paragraph(block: Block) -> str:
    return f"<p>{block['html']}</p>"


def _paragraph_words(block: Block) -> Iterator[str]:
    yield text_of(block["html"])


def _heading(block: Block) -> str:
    level, text = block["level"], escape(block["text"], quote=False)
    name = f' id="{escape(block["id"])}"' if block["id"] else ""
    return f"<h{level}{name}>{text}</h{level}>"


def _heading_words(block: Block) -> Iterator[str]:
    yield block["text"]


def _stored_quote(block: Block) -> str:
    return f"<blockquote>{_lines(block['html'])}{_attribution(block)}</blockquote>"


def _quote(block: Block) -> str:
    return f"<blockquote><p>{block['html']}</p>{_attribution(block)}</blockquote>"


def _attribution(block: Block) -> str:
    return f"<footer>{escape(block['attribution'], quote=False)}</footer>" if block["attribution"] else ""


def _quote_words(block: Block) -> Iterator[str]:
    yield f"{text_of(block['html'])} {block['attribution']}".strip()


def _stored_list(block: Block) -> str:
    return _list(block, lambda html: _lines(html) or "<p></p>")


def _published_list(block: Block) -> str:
    return _list(block, str)


def _list(block: Block, write: Callable[[str], str]) -> str:
    tag = "ol" if block["ordered"] else "ul"
    start = f' start="{block["start"]}"' if block["start"] != 1 else ""
    return f"<{tag}{start}>{''.join(_item(item, write) for item in block['items'])}</{tag}>"


def _item(item: Block, write: Callable[[str], str]) -> str:
    inside = _list(item["list"], write) if item["list"] else ""
    return f"<li>{write(item['html'])}{inside}</li>"


def _list_words(block: Block) -> Iterator[str]:
    for item in block["items"]:
        yield text_of(item["html"])
        if item["list"]:
            yield from _list_words(item["list"])


def _figure(figure: Figure, addresses: Mapping[UUID, str]) -> str:
    address = addresses.get(figure.image_id, "") if figure.image_id else figure.src
    source = f' data-file="{figure.image_id}"' if figure.image_id else ""
    source += f' src="{escape(address)}"' if address else ""
    caption = f"<figcaption>{escape(figure.caption, quote=False)}</figcaption>" if figure.caption else ""
    return f'<figure><img{source} alt="{escape(figure.alt_text)}">{caption}</figure>'


def _image(block: Block) -> str:
    """A picture as the API shows it, with its caption and its credit."""
    image: dict[str, Any] = block["image"]
    uncropped = [one for one in image["renditions"] if one["name"].startswith("full-") and one["type"] == "image/webp"]
    srcset = ", ".join(f"{one['url']} {one['width']}w" for one in uncropped)
    img = (
        f'<img src="{escape(image["src"])}" srcset="{escape(srcset)}" sizes="(max-width: 48rem) 100vw, 48rem" '
        f'width="{image["width"]}" height="{image["height"]}" alt="{escape(image["alt_text"])}" loading="lazy">'
    )
    lines = [f"<span>{escape(image['caption'], quote=False)}</span>"] if image["caption"] else []
    lines += [f"<small>{escape(image['credit'], quote=False)}</small>"] if image["credit"] else []
    caption = f"<figcaption>{' '.join(lines)}</figcaption>" if lines else ""
    return f"<figure>{img}{caption}</figure>"


def _stored_embed(block: Block) -> str:
    return f"<p>{escape(block['url'], quote=False)}</p>"


def _embed(block: Block) -> str:
    return f'<p><a href="{escape(block["url"])}">{escape(block["url"], quote=False)}</a></p>'


def _no_words(block: Block) -> Iterator[str]:
    return iter(())


def _stored_table(block: Block) -> str:
    body = "".join(_row(row, _lines) for row in block["rows"])
    return f"<table>{_table_caption(block)}<tbody>{body}</tbody></table>"


def _table(block: Block) -> str:
    rows = block["rows"]
    height = tables.head(rows)
    head = "".join(_row(row, str, "col") for row in rows[:height])
    body = "".join(_row(row, str, "row") for row in rows[height:])
    return f"<table>{_table_caption(block)}{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"


def _table_caption(block: Block) -> str:
    return f"<caption>{escape(block['caption'], quote=False)}</caption>" if block["caption"] else ""


def _row(row: tables.Row, write: Callable[[str], str], scope: str = "") -> str:
    return f"<tr>{''.join(_cell(cell, write, scope) for cell in row)}</tr>"


def _cell(cell: tables.Cell, write: Callable[[str], str], scope: str) -> str:
    tag = "th" if cell["header"] else "td"
    spans = "".join(f' {name}="{cell[name]}"' for name in ("colspan", "rowspan") if cell[name] > 1)
    named = f' scope="{scope}"' if scope and cell["header"] else ""
    return f"<{tag}{named}{spans}>{write(cell['html'])}</{tag}>"


def _table_words(block: Block) -> Iterator[str]:
    yield block["caption"]
    for row in block["rows"]:
        yield " ".join(filter(None, (text_of(cell["html"]) for cell in row)))


def _code(block: Block) -> str:
    return f"<pre><code>{escape(block['text'], quote=False)}</code></pre>"


def _code_words(block: Block) -> Iterator[str]:
    yield from (" ".join(line.split()) for line in block["text"].split("\n"))


def _rule(block: Block) -> str:
    return "<hr>"


def _lines(html: str) -> str:
    """Inline HTML of a block that holds only lines, as the paragraphs that the editor expects."""
    return f"<p>{html.replace(PARAGRAPHS, '</p><p>')}</p>" if html else ""


# "image" blocks are looked-up pictures and are never stored: a text stores its pictures as Figures.
FORMS: Final[dict[str, Form]] = {
    "paragraph": Form(_paragraph, _paragraph, _paragraph_words),
    "heading": Form(_heading, _heading, _heading_words),
    "quote": Form(_stored_quote, _quote, _quote_words),
    "list": Form(_stored_list, _published_list, _list_words),
    "image": Form(_image, _image, _no_words),
    "table": Form(_stored_table, _table, _table_words),
    "code": Form(_code, _code, _code_words),
    "rule": Form(_rule, _rule, _no_words),
    grammar.EMBED: Form(_stored_embed, _embed, _no_words),
}

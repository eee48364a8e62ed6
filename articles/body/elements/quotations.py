"""Quotations and their attributions."""

from typing import Final

from selectolax.lexbor import LexborNode

from articles.body.blocks import Block, Figure, Part
from articles.body.flow import Flow
from articles.body.inline import PARAGRAPHS, Run, paragraphs, text_of, write
from articles.body.walking import READERS, parts_of, read_container, reads, texts_of, walk

_DASHES: Final = ("—", "–", "―")


@reads("blockquote")
def _read_quote(node: LexborNode, run: Run, flow: Flow) -> None:
    inside = Flow(quoting=True)
    walk(node, run, inside)
    parts = inside.close()
    quoted: list[Part] = []
    lines: list[str] = []
    for part in [*parts, None]:
        if part and not isinstance(part, Figure) and part["type"] == "paragraph":
            lines += paragraphs(part["html"])
            continue
        if lines:
            quoted.append({"type": "quote", "html": PARAGRAPHS.join(lines), "attribution": ""})
            lines = []
        if part:
            quoted.append(part)
    _attribute(quoted, " ".join(inside.attribution or []))
    flow.add_all(quoted)


@reads("footer")
def _read_footer(node: LexborNode, run: Run, flow: Flow) -> None:
    if flow.attribution is None:
        read_container(node, run, flow)
        return
    flow.end_paragraph()
    texts, lifted = texts_of(parts_of(node, run))
    flow.attribution += texts
    flow.add_all(lifted)


@reads("cite")
def _read_cite(node: LexborNode, run: Run, flow: Flow) -> None:
    """On its own line in a quotation it is the attribution; within running text it is a title."""
    if flow.attribution is not None and flow.at_line_start and not _goes_on(node):
        _read_footer(node, run, flow)
    else:
        walk(node, run, flow)


def _attribute(parts: list[Part], who: str) -> None:
    """Attribute the last quotation to `who`. A last line that begins with a dash is an attribution, too."""
    quotes = [part for part in parts if not isinstance(part, Figure) and part["type"] == "quote"]
    last = next((quote for quote in reversed(quotes) if not quote["attribution"]), None)
    for quote in quotes:
        if not quote["attribution"] and not (who and quote is last):
            _sign_off(quote)
    who = _name(who)
    if last and who:
        last["attribution"] = who
    elif html := write([Run(who)]):
        parts.append({"type": "paragraph", "html": html})


def _sign_off(quote: Block) -> None:
    *before, line = paragraphs(quote["html"])
    if before and text_of(line).startswith(_DASHES) and not text_of(before[-1]).startswith(_DASHES):
        quote["html"], quote["attribution"] = PARAGRAPHS.join(before), _name(text_of(line))


def _name(line: str) -> str:
    """The name in an attribution, without the dash before it."""
    return line.lstrip("—–―- \u00a0")


def _goes_on(node: LexborNode) -> bool:
    """Whether more text of the same paragraph follows an element."""
    after = node.next
    while after is not None and (after.tag == "br" or not after.text().strip()):
        after = after.next
    return after is not None and (after.tag == "-text" or after.tag not in READERS)

"""Paragraphs, headings, line breaks, links, rules and videos."""

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from articles.body import embeds, office
from articles.body.blocks import Figure
from articles.body.flow import Flow
from articles.body.grammar import HEADINGS
from articles.body.inline import Link, Run, single, write
from articles.body.walking import parts_of, read_container, reads, texts_of, walk

_ID = re.compile(r"[^\s\"'<>&]{1,100}")


@reads("p", "div")
def _read_paragraph(node: LexborNode, run: Run, flow: Flow) -> None:
    if not node.attributes:
        read_container(node, run, flow)
    elif heading := office.heading(node):
        _add_heading(node, HEADINGS[heading], run, flow)
    elif node.tag == "p" and (level := office.item(node)):
        parts = parts_of(node, office.marked(node, run))
        if parts and not isinstance(parts[0], Figure) and parts[0]["type"] == "paragraph":
            parts[0]["html"] = office.without_marker(node, parts[0]["html"])
        flow.add_item(level, parts)
    else:
        read_container(node, run, flow)


@reads(*HEADINGS)
def _read_heading(node: LexborNode, run: Run, flow: Flow) -> None:
    _add_heading(node, HEADINGS[node.tag or ""], run, flow)


def _add_heading(node: LexborNode, level: int, run: Run, flow: Flow) -> None:
    texts, lifted = texts_of(parts_of(node, run))
    if texts:
        anchor = node.css_first("[id], a[name]")
        name = node.attributes.get("id") or (anchor and (anchor.attributes.get("id") or anchor.attributes.get("name")))
        known = name if name and _ID.fullmatch(name) else ""
        flow.add({"type": "heading", "level": level, "text": " ".join(texts), "id": known})
    flow.add_all(lifted)


@reads("a")
def _read_link(node: LexborNode, run: Run, flow: Flow) -> None:
    attributes = node.attributes
    href = (attributes.get("href") or "").strip()
    link = Link(href, single(attributes.get("title") or "")) if _leads_somewhere(href) else run.link
    walk(node, office.marked(node, run)._replace(link=link), flow)


@reads("br")
def _read_line_end(node: LexborNode, run: Run, flow: Flow) -> None:
    flow.end_line()


@reads("hr")
def _read_rule(node: LexborNode, run: Run, flow: Flow) -> None:
    flow.add({"type": "rule"})


@reads("iframe")
def _read_frame(node: LexborNode, run: Run, flow: Flow) -> None:
    if address := embeds.of_frame((node.attributes.get("src") or "").strip()):
        flow.add({"type": "paragraph", "html": write([Run(address)])})


def _leads_somewhere(href: str) -> bool:
    """Whether a link can be followed: the address can be parsed and is not that of a footnote."""
    try:
        urlsplit(href)
    except ValueError:
        return False
    return bool(href) and not re.fullmatch(office.NOTE, href)

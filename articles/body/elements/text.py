"""Paragraphs, headings, lines, links, rules and films."""

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


@reads("p")
def _read_paragraph(node: LexborNode, run: Run, flow: Flow) -> None:
    if level := office.item(node):
        parts = parts_of(node, run)
        if parts and not isinstance(parts[0], Figure):
            parts[0]["html"] = office.without_marker(parts[0]["html"])
        flow.add_item(level, parts)
    else:
        read_container(node, run, flow)


@reads(*HEADINGS)
def _read_heading(node: LexborNode, run: Run, flow: Flow) -> None:
    texts, lifted = texts_of(parts_of(node, run))
    if texts:
        anchor = node.css_first("[id], a[name]")
        name = node.attributes.get("id") or (anchor and (anchor.attributes.get("id") or anchor.attributes.get("name")))
        known = name if name and _ID.fullmatch(name) else ""
        flow.add({"type": "heading", "level": HEADINGS[node.tag or ""], "text": " ".join(texts), "id": known})
    flow.add_all(lifted)


@reads("a")
def _read_link(node: LexborNode, run: Run, flow: Flow) -> None:
    told = node.attributes
    href = (told.get("href") or "").strip()
    link = Link(href, single(told.get("title") or "")) if _leads_somewhere(href) else run.link
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
    """Whether an address can be parsed by whoever has to follow it."""
    try:
        urlsplit(href)
    except ValueError:
        return False
    return bool(href)

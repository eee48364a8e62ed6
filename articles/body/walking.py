"""Walks through HTML and calls the function that reads each element."""

from collections.abc import Callable, Iterable
from typing import Final

from selectolax.lexbor import LexborNode

from articles.body import office
from articles.body.blocks import Part
from articles.body.flow import Flow, lines_of
from articles.body.grammar import DROPPED, TRANSPARENT
from articles.body.inline import Run, text_of

# Reads an element into a flow, with the marks that are open around it.
Reader = Callable[[LexborNode, Run, Flow], None]
READERS: Final[dict[str, Reader]] = {}


def reads(*tags: str) -> Callable[[Reader], Reader]:
    """Declare the function that reads these elements."""

    def declare(reader: Reader) -> Reader:
        READERS.update(dict.fromkeys(tags, reader))
        return reader

    return declare


def walk(node: LexborNode, run: Run, flow: Flow) -> None:
    """Read the content of an element. `run` has the marks that are open around it."""
    for child in node.iter(include_text=True):
        read_node(child, run, flow)


def read_node(node: LexborNode, run: Run, flow: Flow) -> None:
    tag = node.tag or ""
    if tag == "-text":
        flow.text(run._replace(text=node.text_content or ""))
    elif tag in DROPPED or office.hidden(node):
        return
    elif reader := READERS.get(tag):
        reader(node, run, flow)
    elif tag in TRANSPARENT:
        read_container(node, run, flow)
    else:
        walk(node, office.marked(node, run), flow)


@reads("figcaption")
def read_container(node: LexborNode, run: Run, flow: Flow) -> None:
    flow.end_paragraph()
    walk(node, office.marked(node, run), flow)
    flow.end_paragraph()


def parts_of(node: LexborNode, run: Run) -> list[Part]:
    flow = Flow()
    walk(node, run, flow)
    return flow.close()


def texts_of(parts: Iterable[Part]) -> tuple[list[str], list[Part]]:
    """The words of parts that can be lines, and the other parts."""
    texts: list[str] = []
    lifted: list[Part] = []
    for part in parts:
        if (html := lines_of(part)) is None:
            lifted.append(part)
        else:
            texts += map(text_of, html)
    return texts, lifted

"""Code and other text whose line breaks and spaces matter."""

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborNode

from articles.body import office
from articles.body.elements.pictures import read_picture
from articles.body.flow import Flow
from articles.body.grammar import MARK_OF, UNDERSTOOD
from articles.body.inline import Run
from articles.body.walking import reads

_LINE_END: Final = re.compile("\r\n|[\r\x0b\x0c]")


@reads("pre")
def _read_code(node: LexborNode, run: Run, flow: Flow) -> None:
    text = _LINE_END.sub("\n", "".join(_texts(node))).replace("\u00a0", " ")
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    if lines:
        flow.add({"type": "code", "text": "\n".join(lines)})
    else:
        flow.end_paragraph()
    for picture in node.css("img"):
        read_picture(picture, run, flow)


def _texts(node: LexborNode) -> Iterator[str]:
    """The text in an element. Block elements inside it get their own lines."""
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield child.text_content or ""
        elif child.tag == "iframe" or office.hidden(child):
            continue
        elif child.tag in MARK_OF or child.tag in UNDERSTOOD or child.tag == "a":
            yield from _texts(child)
        else:
            yield "\n"
            yield from _texts(child)
            yield "\n" if child.tag != "br" else ""

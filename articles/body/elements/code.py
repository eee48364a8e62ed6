"""Code and other text whose lines and blanks mean something."""

from selectolax.lexbor import LexborNode

from articles.body.elements.pictures import read_picture
from articles.body.flow import Flow
from articles.body.inline import Run
from articles.body.walking import reads


@reads("pre")
def _read_code(node: LexborNode, run: Run, flow: Flow) -> None:
    for line_end in node.css("br"):
        line_end.replace_with("\n")
    text = node.text().replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
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

"""What word processors mean by the styles that they paste: Word's lists, Docs' bold, what is hidden or deleted."""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from articles.body.flow import Level
from articles.body.grammar import MARK_OF, MARKS
from articles.body.inline import Run

_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_LEVEL = re.compile(r"\blevel(\d)\b")
_NUMBER = re.compile(r"\(?(\d{1,6}|[a-z]{1,4})[.)]", re.IGNORECASE)
_BULLET = re.compile(r"^[\s\u00a0]*(?:[·•◦▪§o‣–-]|\(?(?:\d{1,6}|[a-zA-Z]{1,4})[.)])[\s\u00a0]+")
# Word's numbering, and its comments on the text.
_IGNORED: Final = ("ignore", "comment")
# Values of a style that take a mark away.
PLAIN: Final = {"font-weight": r"normal|[1-5]00|lighter", "font-style": "normal", "vertical-align": "baseline"}


def styles(node: LexborNode) -> dict[str, str]:
    """The declarations of an element's style, in small letters."""
    style = node.attributes.get("style")
    return dict(_DECLARATION.findall(style.lower())) if style else {}


def hidden(node: LexborNode) -> bool:
    """Whether an element shows nothing in the program that it was copied from."""
    style = styles(node)
    return bool(style) and (
        style.get("display", "").strip() == "none"
        or "all" in style.get("mso-hide", "")
        or style.get("mso-list", "").strip() == "ignore"
        or any(word in style.get(name, "") for name in ("mso-element", "mso-special-character") for word in _IGNORED)
    )


def marked(node: LexborNode, run: Run) -> Run:
    """`run` with what an element and its style add to its marks, or take from them."""
    style = styles(node)
    marks = set(run.marks)
    if mark := MARK_OF.get(node.tag or ""):
        marks.add(mark.tag)
    for mark in MARKS if style else ():
        for name, value in mark.style:
            if re.fullmatch(value, style.get(name, "").strip()):
                marks.add(mark.tag)
            elif name in style and re.fullmatch(PLAIN[name], style[name].strip()):
                marks.discard(mark.tag)
    return run._replace(marks=frozenset(marks))


def item(node: LexborNode) -> Level | None:
    """The place of a paragraph that Word shows as an item of a list; None for any other paragraph."""
    found = _LEVEL.search(styles(node).get("mso-list", ""))
    if not found:
        return None
    number = _NUMBER.match(_marker(node))
    start = int(number[1]) if number and number[1].isdecimal() else 1
    return Level(int(found[1]), bool(number), start)


def without_marker(html: str) -> str:
    """The inline HTML of such a paragraph without a bullet or number that stands in its text."""
    return _BULLET.sub("", html, count=1)


def _marker(node: LexborNode) -> str:
    """The bullet or number as Word has written it out, or the beginning of the text."""
    for span in node.css("span"):
        if styles(span).get("mso-list", "").strip() == "ignore":
            return span.text().strip()
    return node.text().strip()[:12]

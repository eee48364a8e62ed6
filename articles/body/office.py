"""What the styles in text pasted from word processors mean: Word's lists, Docs' bold, hidden and deleted text.

static/articles/editor/pasting does the same in the browser.
"""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from articles.body.flow import Level
from articles.body.grammar import MARK_OF, MARKS
from articles.body.inline import Run
from articles.body.numerals import readings

_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_LEVEL = re.compile(r"\blevel(\d)\b")
_HEADING = re.compile(r"msoheading([1-9])|mso(title)")
# A bullet or number within the text of an item. Letters may be words, unless Word's spaces follow them.
IN_TEXT: Final = (
    "^[\\s\u00a0]*(?:([·•◦▪§‣–\ue000-\uf8ff-]|\\(?[0-9]{1,6}[.)])[\\s\u00a0]+"
    "|(o|\\(?[a-zA-Z]{1,4}[.)])\\s*\u00a0[\\s\u00a0]*)"
)
_IN_TEXT = re.compile(IN_TEXT)
# Word's numbering, and its comments on the text.
_IGNORED: Final = ("ignore", "comment")
# Word's name for what a tracked change has deleted, and for the end of a paragraph in its browser version.
GONE: Final = ("msodel", "eop")
# Links to and from footnotes of Word, Docs and Writer. Stories do not have their targets.
NOTE: Final = r"#(?:_?(?:ftn|edn|ftnt)_?(?:ref)?\d+|sd(?:foot|end)note\d+(?:sym|anc))"
# Values of a style that take a mark away.
PLAIN: Final = {"font-weight": r"normal|[1-5]\d\d|lighter", "font-style": "normal", "vertical-align": "baseline"}


def styles(node: LexborNode) -> dict[str, str]:
    """The declarations of an element's style, in lower case."""
    style = node.attributes.get("style")
    if not style:
        return {}
    found: list[tuple[str, str]] = _DECLARATION.findall(style.lower())
    return {name: value.removesuffix("!important").strip() for name, value in found}


def hidden(node: LexborNode) -> bool:
    """Whether an element shows nothing in the program that it was copied from."""
    attributes = node.attributes
    if not attributes:
        return node.tag == "hr" and _is_rule_of_notes(node)
    style = styles(node)
    return (
        "hidden" in attributes
        or _is_deleted(node)
        # Docs' check boxes are pictures before their items.
        or attributes.get("aria-roledescription") == "checkbox"
        or style.get("display") == "none"
        or style.get("visibility") in {"hidden", "collapse"}
        or "all" in style.get("mso-hide", "")
        or style.get("mso-list") == "ignore"
        or any(word in style.get(name, "") for name in ("mso-element", "mso-special-character") for word in _IGNORED)
        or (node.tag == "hr" and _is_rule_of_notes(node))
    )


def marked(node: LexborNode, run: Run) -> Run:
    """`run` with the marks that an element and its style add, without those that they remove."""
    mark = MARK_OF.get(node.tag or "")
    if not mark and not node.attributes:
        return run
    style, named = styles(node), _classes(node)
    marks = set(run.marks)
    if mark:
        marks.add(mark.tag)
    for mark in MARKS if style or named else ():
        if not named.isdisjoint(mark.classes):
            marks.add(mark.tag)
        for name, value in mark.style:
            if re.fullmatch(value, style.get(name, "")):
                marks.add(mark.tag)
            elif name in style and re.fullmatch(PLAIN[name], style[name]):
                marks.discard(mark.tag)
    return run._replace(marks=frozenset(marks))


def heading(node: LexborNode) -> str:
    """The heading element, such as "h2", that a paragraph's style or role means; "" for any other paragraph."""
    attributes = node.attributes
    named = next(filter(None, map(_HEADING.fullmatch, _classes(node))), None)
    outline = styles(node).get("mso-outline-level", "")
    level = attributes.get("aria-level") if attributes.get("role") == "heading" else (named and named[1]) or outline
    if named and named[2]:
        return "h1"
    return f"h{min(int(level), 6)}" if level and re.fullmatch("[1-9]", level) else ""


def item(node: LexborNode) -> Level | None:
    """The place of a paragraph that Word shows as an item of a list; None for any other paragraph."""
    found = _LEVEL.search(styles(node).get("mso-list", ""))
    if not found:
        return None
    numbers = readings(_marker(node))
    return Level(int(found[1]), numbers is not None, numbers or ())


def web_item(node: LexborNode, list_: LexborNode) -> Level | None:
    """The place of an item of Word in the browser, which puts each one in a list of its own and says how deep it is."""
    depth = node.attributes.get("data-aria-level") or ""
    if not re.fullmatch("[1-9]", depth):
        return None
    start = list_.attributes.get("start") or ""
    return Level(int(depth), list_.tag == "ol", readings(start) or ())


def without_marker(node: LexborNode, html: str) -> str:
    """The inline HTML of such a paragraph without any bullet or number in its text."""
    return html if _marker_apart(node) else _IN_TEXT.sub("", html, count=1)


def runs_over(node: LexborNode) -> bool:
    """Whether a cell spans columns only because its text overflows into them, as Excel marks it."""
    return styles(node).get("mso-ignore") == "colspan"


def _marker(node: LexborNode) -> str:
    """The bullet or number of an item as Word wrote it out."""
    if apart := _marker_apart(node):
        return apart.text()
    found = _IN_TEXT.match(node.text())
    return found[0] if found else ""


def _marker_apart(node: LexborNode) -> LexborNode | None:
    return next((span for span in node.css("span") if styles(span).get("mso-list") == "ignore"), None)


def _is_deleted(node: LexborNode) -> bool:
    named = _classes(node)
    struck = node.tag in {"s", "strike"} and any(name.startswith("mso") for name in named)
    return struck or not named.isdisjoint(GONE)


def _is_rule_of_notes(node: LexborNode) -> bool:
    """Whether a rule only separates footnotes at the end of what was copied."""
    return node.parent is not None and "note-list" in styles(node.parent).get("mso-element", "")


def _classes(node: LexborNode) -> set[str]:
    return set((node.attributes.get("class") or "").lower().split())

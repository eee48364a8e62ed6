"""What is wrong with an answer. Each verdict is a sentence, or "" where there is nothing to say.

HTML is read by a parser of HTML 5, as browsers read it; what the API and the feeds give as plain text is none.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any, Final
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException, ElementTree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.editing.failing import UNFORESEEN

# The word in every payload: scripts of ours have none of it.
PAYLOAD: Final = "pwned"
PROBLEM: Final = "application/problem+json"
# What every page of ours is drawn with, the admin's and the reader's.
THEMES: Final = ("theme/theme", "reader/reader")
# Beginnings of pages that Django makes when nobody else does.
DJANGOS: Final = (
    "<title>Server Error (500)</title>",
    "<h1>Server Error (500)</h1>",
    "You’re seeing this error because you have",
    "Traceback (most recent call last)",
    "<title>403 Forbidden</title>",
)
# Members of JSON that are HTML, in every answer; HIGHLIGHT has members of its own.
HTML_MEMBERS: Final = {"html", "body_html", "content_html"}
HIGHLIGHT: Final = "highlight"
# Members that front ends put into links.
ADDRESS: Final = re.compile(r"(^|_)(url|href|src|uri|literal)$|^(id|next|previous|license)$")
# Elements that run something, load something, or change what the page around them means. Figures have images.
ACTIVE: Final = {
    *("script", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "meta", "link", "style", "form"),
    *("input", "button", "textarea", "select", "svg", "math", "template", "noscript", "portal", "audio", "video"),
}
LOADING: Final = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "background", "srcset"}
EXECUTED: Final = re.compile(r"(javascript|vbscript|data|livescript):", re.IGNORECASE)
# Browsers leave these out of addresses before they read a scheme (WHATWG URL, 4.4).
IGNORED: Final = re.compile(r"[\x00-\x20]")
SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
OURS: Final = ("http://127.0.0.1:", "http://127.0.0.1/")
JAVASCRIPT: Final = {"", "module", "text/javascript", "application/javascript", "importmap"}


@dataclass(frozen=True)
class Answer:
    """What came back for `method` and `target`. Names of headers are lower case. Status 0: nothing came."""

    method: str
    target: str
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def kind(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    def __str__(self) -> str:
        return f"{self.method} {self.target[:160]!r} → {self.status}"


def server_error(answer: Answer) -> str:
    """A status of the server's, no answer, or an error that the admin has caught without knowing what it was."""
    if answer.status >= 500 or not answer.status:
        return f"{answer}: {' '.join(answer.text.split())[:120]}"
    return f"{answer}: {UNFORESEEN[:60]}" if UNFORESEEN in unescape(answer.text) else ""


def bare(answer: Answer) -> str:
    """A page of Django's own, or an error under the API's prefix that is no problem details."""
    if answer.method == "HEAD" or not answer.body:
        return ""
    if answer.kind == "text/html" and any(words in answer.text for words in DJANGOS):
        return f"{answer}: a page of Django's"
    if answer.status < 400:
        return ""
    if answer.target.startswith("/api/"):
        return "" if answer.kind == PROBLEM else f"{answer}: {answer.kind or 'nothing'} instead of problem details"
    if answer.kind == "text/html" and not any(theme in answer.text for theme in THEMES):
        return f"{answer}: a page without our theme: {' '.join(answer.text.split())[:80]}"
    return ""


def leak(answer: Answer, mark: str) -> str:
    """The mark, unless it is only repeated from what was asked for."""
    text = answer.body.decode("latin-1") + answer.headers.get("location", "")
    for said in _spellings(answer.target):
        text = text.replace(said, "")
    found = text.find(mark)
    return f"{answer}: …{text[max(0, found - 60) : found + 40]}…" if found >= 0 else ""


def script(answer: Answer) -> str:
    """What a browser, a feed reader or a front end that trusts our HTML would run."""
    found = list(_scripts(answer)) if answer.body else []
    return f"{answer}: {', '.join(found)[:300]}" if found else ""


def astray(answer: Answer) -> str:
    """A redirect to another host than this machine, which is ours here."""
    to = answer.headers.get("location", "")
    plain = IGNORED.sub("", to).replace("\\", "/")
    there = plain.startswith("//") or SCHEME.match(plain)
    return f"{answer}: to {to[:120]!r}" if there and not plain.startswith(OURS) else ""


def _spellings(target: str) -> list[str]:
    """Forms in which an address and its values come back in links and in what is said of them, the longest first."""
    path, _, query = target.partition("?")
    values = [part.partition("=")[2] for part in query.split("&")]
    parts = [target, path, query, *path.split("/"), *values]
    decoded = [unquote(part) for part in parts] + [unquote(part.replace("+", " ")) for part in parts]
    single = [word.strip("-/") for one in decoded for word in one.split(",")]
    forms = {
        form for one in [*parts, *decoded, *single] for form in (one, escape(one), quote(one), quote(one, safe=""))
    }
    return sorted((form for form in forms if len(form) > 2), key=len, reverse=True)


def _scripts(answer: Answer) -> Iterator[str]:
    if answer.kind == "text/html":
        yield from in_page(answer.text)
    elif answer.kind in {"application/rss+xml", "application/atom+xml"}:
        yield from _in_feed(answer.text)
    elif answer.kind.endswith("json"):
        try:
            yield from _in_json(json.loads(answer.body))
        except ValueError as error:
            yield f"not JSON: {error}"


def in_page(html: str) -> Iterator[str]:
    """A payload where a whole page, which has scripts of its own, would run it."""
    for node in _nodes(html):
        if node.tag == "script":
            if (node.attributes.get("type") or "") in JAVASCRIPT and PAYLOAD in (node.text() or ""):
                yield f"<script> with {PAYLOAD}"
            continue
        yield from (one for one in _run_by(node) if PAYLOAD in one)


def in_fragment(html: str) -> Iterator[str]:
    """Anything active in HTML that is to stand in somebody's page."""
    for node in _nodes(f"<body>{html}"):
        if node.tag in ACTIVE:
            yield f"<{node.tag}>"
        yield from _run_by(node)


def _nodes(html: str) -> Iterator[LexborNode]:
    root = LexborHTMLParser(html).root
    if root is not None:
        yield from (node for node in root.traverse() if node.tag)


def _run_by(node: LexborNode) -> Iterator[str]:
    for name, value in node.attributes.items():
        written = f"<{node.tag} {name}={(value or '')[:80]!r}>"
        plain = IGNORED.sub("", value or "")
        runs = name.startswith("on") or name == "srcdoc" or (name in LOADING and EXECUTED.match(plain))
        if runs or (node.tag == "meta" and name == "content" and EXECUTED.search(plain)):
            yield written


def _in_json(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _in_json(one, name)
    elif isinstance(value, dict):
        ninjs = value.get("contentType") == "text/html" and isinstance(value.get("value"), str)
        yield from in_fragment(value["value"]) if ninjs else ()
        for key, one in value.items():
            yield from _in_json(one, "html" if name == HIGHLIGHT else key)
    elif isinstance(value, str):
        if name in HTML_MEMBERS:
            yield from (f"{name}: {one}" for one in in_fragment(value))
        elif ADDRESS.search(name) and EXECUTED.match(IGNORED.sub("", value)):
            yield f"{name}: {value[:80]}"


def _in_feed(xml: str) -> Iterator[str]:
    try:
        root = ElementTree.fromstring(xml)
    except (ElementTree.ParseError, DefusedXmlException) as error:
        yield f"not XML: {error}"
        return
    for element in root.iter():
        yield from (f"<{element.tag}>: {one}" for one in _in_element(element))


def _in_element(element: Element) -> Iterator[str]:
    name = element.tag.rpartition("}")[2]
    text = element.text or ""
    if name in ACTIVE - {"link"}:
        yield "an element"
    # Media RSS has a description, too, which is plain.
    if element.tag == "description" or name == "encoded" or element.get("type") in {"html", "xhtml"}:
        yield from in_fragment(text)
    for value in (*element.attrib.values(), text if name in {"link", "guid", "id", "url", "comments"} else ""):
        if EXECUTED.match(IGNORED.sub("", value)):
            yield value[:80]

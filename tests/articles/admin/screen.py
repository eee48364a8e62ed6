"""What a browser would send from a page, and the words on it."""

from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode


def fields(content: bytes, form: str) -> dict[str, Any]:
    """Names and values of a form on the page, without empty rows."""
    page = LexborHTMLParser(content.decode())
    data: dict[str, Any] = {}
    for node in page.css(f"{form} input, {form} textarea, {form} select"):
        name = node.attributes.get("name")
        if name and "__prefix__" not in name and _sent(node):
            data[name] = _value(node)
    return data


def texts(content: bytes, selector: str) -> list[str]:
    """The words of every element that matches, spaces collapsed."""
    page = LexborHTMLParser(content.decode())
    return [" ".join(node.text().split()) for node in page.css(selector)]


def attributes(content: bytes, selector: str, name: str) -> list[str]:
    page = LexborHTMLParser(content.decode())
    return [node.attributes.get(name) or "" for node in page.css(selector)]


def links(content: bytes, selector: str) -> list[str]:
    page = LexborHTMLParser(content.decode())
    return [node.attributes.get("href") or "" for node in page.css(selector)]


def _sent(node: LexborNode) -> bool:
    kind = node.attributes.get("type")
    return kind != "submit" and (kind != "checkbox" or "checked" in node.attributes)


def _value(node: LexborNode) -> str:
    if node.tag == "textarea":
        # A browser drops the first line end and sends the others as CRLF.
        return node.text().removeprefix("\n").replace("\n", "\r\n")
    if node.tag == "select":
        chosen = node.css_first("option[selected]")
        return (chosen.attributes.get("value") or "") if chosen else ""
    if node.attributes.get("type") == "checkbox":
        return node.attributes.get("value") or "on"
    return node.attributes.get("value") or ""

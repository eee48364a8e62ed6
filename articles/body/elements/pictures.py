"""Pictures, with and without a figure around them, and captions of whatever a figure holds."""

import re
from dataclasses import replace
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from selectolax.lexbor import LexborNode

from articles.body import office
from articles.body.blocks import Figure, Part
from articles.body.flow import Flow
from articles.body.inline import Run, single
from articles.body.walking import parts_of, read_node, reads, texts_of


@reads("figure")
def _read_figure(node: LexborNode, run: Run, flow: Flow) -> None:
    inside, captions = Flow(), []
    for child in node.iter(include_text=True):
        if child.tag == "figcaption" and not office.hidden(child):
            captions.append(child)
        else:
            read_node(child, run, inside)
    parts = inside.close()
    if any(isinstance(part, Figure) and part.image_id for part in parts) and not node.css_first("img[data-file]"):
        # A caption copied from one of our pages ends with the credit, which the library supplies.
        for credit in [small for caption in captions for small in caption.css("figcaption > small")]:
            credit.decompose()
    words = [part for caption in captions for part in parts_of(caption, run)]
    flow.add_all(_captioned(parts, words))


@reads("img")
def read_picture(node: LexborNode, run: Run, flow: Flow) -> None:
    attributes = node.attributes
    alt = single(attributes.get("alt") or "")
    if "emoji" in (attributes.get("class") or "").split():
        flow.text(run._replace(text=alt))
    elif not {attributes.get("width"), attributes.get("height")} & {"0", "1"}:
        # A picture of that size is a tracking pixel.
        src = (attributes.get("src") or "").strip() or _deferred(attributes.get("data-src") or "")
        image_id = _library_id(attributes.get("data-file") or "", src)
        flow.add(Figure(image_id, alt_text=alt, src="" if image_id else src))


def _deferred(address: str) -> str:
    """The address of a picture that a page loads late, or that our editor does not load."""
    return address.strip() if re.match(r"\s*https?://", address) else ""


def _captioned(parts: list[Part], words: list[Part]) -> list[Part]:
    """A caption goes to the only picture or table of its figure. In any other figure it is a paragraph."""
    texts, lifted = texts_of(words)
    found = [n for n, part in enumerate(parts) if isinstance(part, Figure) or part["type"] == "table"]
    if texts and len(found) == 1:
        part = parts[found[0]]
        if isinstance(part, Figure) and not part.caption:
            return [*parts[: found[0]], replace(part, caption=" ".join(texts)), *parts[found[0] + 1 :], *lifted]
        if not isinstance(part, Figure) and not part["caption"]:
            part["caption"] = " ".join(texts)
            return parts + lifted
    return parts + words


def _library_id(file: str, src: str) -> UUID | None:
    """The id of the library's picture: the editor gives it, our own pages give the address of a rendition."""
    try:
        address = urlsplit(src)
        path, host = address.path, address.netloc
        own = path.startswith(settings.RENDITIONS_URL) and host in {"", urlsplit(settings.PUBLIC_URL).netloc}
        return UUID(file or (path.removeprefix(settings.RENDITIONS_URL).partition("/")[0] if own else ""))
    except ValueError:
        return None

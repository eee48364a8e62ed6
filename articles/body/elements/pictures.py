"""Pictures, with and without a figure around them, and captions of whatever stands in a figure."""

import re
from dataclasses import replace
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from selectolax.lexbor import LexborNode

from articles.body.blocks import Figure, Part
from articles.body.flow import Flow
from articles.body.inline import Run, single
from articles.body.walking import parts_of, read_node, reads, texts_of


@reads("figure")
def _read_figure(node: LexborNode, run: Run, flow: Flow) -> None:
    inside, captions = Flow(), []
    for child in node.iter(include_text=True):
        if child.tag == "figcaption":
            captions.append(child)
        else:
            read_node(child, run, inside)
    parts = inside.close()
    if any(isinstance(part, Figure) and part.image_id for part in parts) and not node.css_first("img[data-file]"):
        # Copied from a page of ours, a caption ends with the credit, which is the library's.
        for credit in [small for caption in captions for small in caption.css("figcaption > small")]:
            credit.decompose()
    words = [part for caption in captions for part in parts_of(caption, run)]
    flow.add_all(_captioned(parts, words))


@reads("img")
def read_picture(node: LexborNode, run: Run, flow: Flow) -> None:
    told = node.attributes
    alt = single(told.get("alt") or "")
    if "emoji" in (told.get("class") or "").split():
        flow.text(run._replace(text=alt))
    elif not {told.get("width"), told.get("height")} & {"0", "1"}:
        # Of that size, it counts readers.
        src = (told.get("src") or "").strip() or _put_off(told.get("data-src") or "")
        image_id = _library_id(told.get("data-file") or "", src)
        flow.add(Figure(image_id, alt_text=alt, src="" if image_id else src))


def _put_off(address: str) -> str:
    """The address of a picture that a page, or our editor, keeps the browser from loading."""
    return address.strip() if re.match(r"\s*https?://", address) else ""


def _captioned(parts: list[Part], words: list[Part]) -> list[Part]:
    """A caption goes to the one picture or table that it stands under; under anything else it is a paragraph."""
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
    """The picture of the library that is meant: the editor names its id, our own pages a rendition of it."""
    try:
        address = urlsplit(src)
        path, host = address.path, address.netloc
        own = path.startswith(settings.RENDITIONS_URL) and host in {"", urlsplit(settings.PUBLIC_URL).netloc}
        return UUID(file or (path.removeprefix(settings.RENDITIONS_URL).partition("/")[0] if own else ""))
    except ValueError:
        return None

"""What a text is made of once it is read: typed blocks, as the API shows them, and pictures not looked up yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from articles import slugs

# A block as the API shows it: {"type": "paragraph", "html": …}. articles.blocks describes every type.
Block = dict[str, Any]


@dataclass(frozen=True)
class Figure:
    """A picture in the text, before it is looked up. Empty words mean the picture's own.

    `image_id` is None for a picture that is not from the library, of which readers see nothing; `src` is then where it
    comes from, "" for what was pasted without an address.
    """

    image_id: UUID | None
    caption: str = ""
    alt_text: str = ""
    src: str = ""


Part = Block | Figure


def number(parts: Iterable[Part]) -> list[Part]:
    """Give every heading an id of its own in the text: the one it was given, else one made from its words."""
    numbered = list(parts)
    headings = [part for part in numbered if not isinstance(part, Figure) and part["type"] == "heading"]
    taken = {heading["id"] for heading in headings}
    for heading in headings:
        if not heading["id"]:
            heading["id"] = slugs.free(heading["text"], taken.__contains__)
            taken.add(heading["id"])
    return numbered

"""The parts that a text is read into: typed blocks, as the API shows them, and pictures not looked up yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from articles.addresses import slugs

# A block as the API shows it: {"type": "paragraph", "html": …}. articles.body.serializers describes every type.
Block = dict[str, Any]


@dataclass(frozen=True)
class Figure:
    """A picture in the text, before it is looked up. An empty caption or alt text means the picture's own.

    `image_id` is None for a picture that is not from the library; readers do not see it. `src` is then its address, or
    "" if it was pasted without one.
    """

    image_id: UUID | None
    caption: str = ""
    alt_text: str = ""
    src: str = ""


Part = Block | Figure


def number(parts: Iterable[Part]) -> list[Part]:
    """Give every heading an id that is unique in the text: the one it came with, else one made from its words."""
    numbered = list(parts)
    headings = [part for part in numbered if not isinstance(part, Figure) and part["type"] == "heading"]
    taken = {heading["id"] for heading in headings}
    for heading in headings:
        if not heading["id"]:
            heading["id"] = slugs.free(heading["text"], taken.__contains__)
            taken.add(heading["id"])
    return numbered

"""Surrogate keys: the names under which shared caches keep what they hold, so that a change can throw just that away.

Fastly calls them surrogate keys, Cloudflare cache tags, Varnish xkeys.
https://www.fastly.com/documentation/guides/full-site-delivery/purging/working-with-surrogate-keys/
"""

import re
from collections.abc import Iterable
from typing import Any, Final

import orjson

# On every answer, to throw all of them away; and on those that any change may touch, such as lists of stories.
EVERYTHING: Final = "articles"
LISTS: Final = "lists"
LONGEST: Final = 100
_SAFE = re.compile(r"[\w-]+", re.ASCII)


def key(kind: str, name: object) -> str:
    """The key of one thing, e.g. `tag-bridges`; "" where the name cannot stand in a header."""
    return f"{kind}-{name}" if len(str(name)) <= LONGEST and _SAFE.fullmatch(str(name)) else ""


def of_document(card: str, extra: str) -> set[str]:
    """The keys of a published document: the story, its topics, tags, authors and pictures. Empty for an empty one.

    An earlier version may have compiled it, with members that are not there any more.
    """
    story: dict[str, Any] = (orjson.loads(card) | orjson.loads(extra)) if card else {}
    keys = {key("article", story.get("id", ""))}
    keys |= {key("topic", slug) for slug in (story.get("topic") or {}).get("path", [])}
    for kind, name in (("tag", "tags"), ("author", "authors")):
        keys |= {key(kind, one["slug"]) for one in story.get(name, [])}
    return (keys | {key("image", image["id"]) for image in _images(story)}) - {""}


def text(keys: Iterable[str]) -> str:
    """Keys as a header and the change log hold them: sorted, separated by spaces, without empty ones."""
    return " ".join(sorted(set(keys) - {""}))


def _images(story: dict[str, Any]) -> Iterable[dict[str, Any]]:
    found = [
        story.get("image"),
        *(author.get("image") for author in story.get("authors", [])),
        *story.get("images", []),
    ]
    found += [block.get("image") for block in story.get("body", [])]
    return (image for image in found if image)

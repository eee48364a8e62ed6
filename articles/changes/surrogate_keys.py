"""Surrogate keys: names by which shared caches index answers, so that a change removes only those that it affects.

Fastly calls them surrogate keys, Cloudflare cache tags, Varnish xkeys.
https://www.fastly.com/documentation/guides/full-site-delivery/purging/working-with-surrogate-keys/
"""

import re
from collections.abc import Iterable
from typing import Any, Final

# EVERYTHING is on every answer, to remove them all; LISTS on those that any change may affect, such as story lists.
EVERYTHING: Final = "articles"
LISTS: Final = "lists"
LONGEST: Final = 100
_SAFE = re.compile(r"[\w-]+", re.ASCII)


def key(kind: str, name: object) -> str:
    """The key of one thing, e.g. `tag-bridges`; "" if a header cannot contain the name."""
    return f"{kind}-{name}" if len(str(name)) <= LONGEST and _SAFE.fullmatch(str(name)) else ""


def of_story(story: dict[str, Any]) -> set[str]:
    """The keys of a story in its full public representation: its own and those of topics, tags, authors and pictures.

    Members may be missing or differ, because an earlier version may have compiled it.
    """
    keys = {key("article", story["id"])}
    keys |= {key("topic", slug) for slug in (story.get("topic") or {}).get("path", [])}
    for kind, name in (("tag", "tags"), ("author", "authors")):
        keys |= {key(kind, one["slug"]) for one in story.get(name, [])}
    return (keys | {key("image", image["id"]) for image in _images(story)}) - {""}


def text(keys: Iterable[str]) -> str:
    """Keys as in a header and in the change log: sorted, separated by spaces, without empty ones."""
    return " ".join(sorted(set(keys) - {""}))


def _images(story: dict[str, Any]) -> Iterable[dict[str, Any]]:
    found = [
        story.get("image"),
        *(author.get("image") for author in story.get("authors", [])),
        *story.get("images", []),
    ]
    found += [block.get("image") for block in story.get("body", [])]
    return (image for image in found if image)

"""Saving a working copy that others may have changed meanwhile, by hand or by itself while somebody writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import UUID

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError

from articles.editing import content, merging, versions
from articles.editing.content import MOMENTS, Content
from articles.editing.merging import Merged, Seen, Unseen, fingerprint
from articles.models import Article, Version

UNDECIDED: Final[Mapping[str, str]] = {}


@dataclass(frozen=True)
class Saved:
    """What is stored now, and the members that are as somebody else has changed them."""

    content: Content
    taken: list[str]


def save(
    newest: Version,
    mine: Content,
    began: Seen,
    by: User | AnonymousUser,
    origin: Version.Origin,
    choices: Mapping[str, str] = UNDECIDED,
) -> Saved:
    """Store what only one has changed, and keep it as a version. `newest` is what `versions.locked` has answered.

    Whatever rows a form had, lists are written as wholes: a form may be saved again and again without reading the rows
    that it made. Raises Unseen if both have changed something and nothing is chosen, and ValidationError.
    """
    theirs = versions.of(newest)
    merged = merging.merge(_following(began, newest, theirs), mine, theirs, choices)
    if merged.clashes:
        raise Unseen(versions.of_another(newest, by), merged.clashes)
    stored = Article.objects.get(pk=cast(UUID, newest.article_id))
    if _makes_address(stored, mine, began) and merged.content["headline"] != theirs["headline"]:
        merged.content["slug"] = ""
        merged.taken = [name for name in merged.taken if name != "slug"]
    try:
        content.write(stored, merged.content, current=theirs)
    except ValidationError as error:
        if together := _dates(mine, theirs, merged, choices):
            raise Unseen(versions.of_another(newest, by), together) from error
        raise
    return Saved(versions.of(versions.record(stored, by, origin)), merged.taken)


def _following(began: Seen, newest: Version, theirs: Content) -> Seen:
    """What a form began from, with tags and authors that were merged since taken for what they were merged into."""
    as_kept = cast(Any, content.read(newest.unpack()))
    same = {name for name in ("tags", "authors") if began.get(name) == fingerprint(as_kept[name])}
    return {name: fingerprint(cast(Any, theirs)[name]) if name in same else one for name, one in began.items()}


def _makes_address(stored: Article, mine: Content, began: Seen) -> bool:
    """Whether the address follows the headline: until the story is published or somebody types an address."""
    is_typed = "slug" in began and fingerprint(mine["slug"]) != began["slug"]
    return stored.slug_made and not stored.version and not is_typed


def _dates(mine: Content, theirs: Content, merged: Merged, choices: Mapping[str, str]) -> list[str]:
    """Dates of both that may each be right and cannot stand together."""
    if not set(MOMENTS) & set(merged.taken):
        return []
    both = [name for name in MOMENTS if cast(Any, mine)[name] != cast(Any, theirs)[name]]
    return both if any(name not in choices for name in both) else []

"""Two people, one story: what only one of them has touched merges, and what both have touched is for them to decide."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from articles.editing.content import NAMES, Content
from articles.models import Version

MINE: Final = "mine"
THEIRS: Final = "theirs"


@dataclass
class Merged:
    """The content to be saved, the members that are taken from the colleague, and those that both have changed."""

    content: Content
    taken: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)


def merge(base: Content | None, mine: Content, theirs: Content, choices: Mapping[str, str]) -> Merged:
    """What is stored when `mine`, which began from `base`, is saved over `theirs`.

    Without a base, whatever differs clashes. `choices` decides clashes, by names of members: MINE or THEIRS. An address
    that is to be made from the headline (an empty slug) goes with the headline.
    """
    merged = Merged(cast(Content, dict(mine)))
    for name in NAMES:
        ours, other = cast(Any, mine)[name], cast(Any, theirs)[name]
        if ours == other or (name == "slug" and not ours):
            continue
        untouched = base is not None and cast(Any, base)[name] == ours
        alone = base is not None and cast(Any, base)[name] == other
        if untouched or (not alone and choices.get(name) == THEIRS):
            cast(Any, merged.content)[name] = other
            merged.taken.append(name)
        elif not alone and choices.get(name) != MINE:
            merged.clashes.append(name)
    if not mine["slug"] and merged.content["headline"] == theirs["headline"]:
        merged.content["slug"] = theirs["slug"]
    return merged


class Unseen(Exception):
    """A save over changes that its editor has not seen, with members that both have changed."""

    def __init__(self, newest: Version, clashes: list[str]) -> None:
        super().__init__(f"Version {newest.number} was not seen.")
        self.newest, self.clashes = newest, clashes

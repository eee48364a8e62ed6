"""Two people, one story: what only one of them has touched merges, and what both have touched is for them to decide."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final, cast

from articles.editing.content import NAMES, Content
from articles.models import Version

MINE: Final = "mine"
THEIRS: Final = "theirs"

# What a form showed, by names of members: short, and enough to tell whether somebody has touched them.
Seen = Mapping[str, str]


@dataclass
class Merged:
    """The content to be saved, the members that are taken from the colleague, and those that both have changed."""

    content: Content
    taken: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)


def fingerprint(value: Any) -> str:
    """A plain value in 16 characters. Whoever forges one can only overwrite what they may change anyway."""
    packed = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return blake2b(packed.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def seen(content: Content) -> dict[str, str]:
    """The fingerprints that a form with this content carries."""
    return {name: fingerprint(cast(Any, content)[name]) for name in NAMES}


def merge(began: Seen, mine: Content, theirs: Content, choices: Mapping[str, str]) -> Merged:
    """What is stored when `mine`, which began from `began`, is saved over `theirs`.

    What differs and has no fingerprint clashes. `choices` decides, by names of members: MINE or THEIRS. An address that
    is to be made from the headline (an empty slug) stays so.
    """
    merged = Merged(cast(Content, dict(mine)))
    for name in NAMES:
        ours, other = cast(Any, mine)[name], cast(Any, theirs)[name]
        if ours == other or (name == "slug" and not ours):
            continue
        chosen, before = choices.get(name), began.get(name)
        if chosen == THEIRS or (not chosen and before == fingerprint(ours)):
            cast(Any, merged.content)[name] = other
            merged.taken.append(name)
        elif not chosen and before != fingerprint(other):
            merged.clashes.append(name)
    return merged


class Unseen(Exception):
    """A save over changes that its editor has not seen, with members that both have changed."""

    def __init__(self, newest: Version, clashes: list[str]) -> None:
        super().__init__(f"Version {newest.number} was not seen.")
        self.newest, self.clashes = newest, clashes

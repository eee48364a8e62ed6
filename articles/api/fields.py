"""`fields` and `include`: which members of a story an answer holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from rest_framework.request import Request

from articles.documents import CardSerializer, StoredExtraSerializer
from articles.problems import bad

CARD = list(CardSerializer().fields)
EXTRA = [*StoredExtraSerializer().fields, "related"]
HIGHLIGHT = "highlight"


@dataclass(frozen=True)
class Selection:
    """The wanted members, in the order of the representation; None means all there are.

    With `highlight`, what a search has found is marked in a member of its own.
    """

    names: tuple[str, ...] | None
    highlight: bool = False

    @property
    def needs_extra(self) -> bool:
        return self.highlight or self.names is None or any(name in EXTRA for name in self.names)

    @property
    def needs_related(self) -> bool:
        return self.names is None or "related" in self.names

    def apply(self, story: str) -> str:
        """A story's JSON reduced to the wanted members."""
        if self.names is None:
            return story
        members: dict[str, Any] = orjson.loads(story)
        # A document that was compiled by an earlier release may lack a new member until `manage.py recompile`.
        return orjson.dumps({name: members[name] for name in self.names if name in members}).decode()


def of_list(request: Request) -> Selection:
    """What a list shows: cards, unless `fields` or `include` say otherwise."""
    fields, include = _names(request, "fields", CARD + EXTRA), _names(request, "include", [*EXTRA, HIGHLIGHT]) or []
    highlight = HIGHLIGHT in include
    if highlight and "search" not in request.query_params:
        raise bad("include", "invalid_choice", "include=highlight needs search: it marks what a search has found.")
    return Selection(_ordered((CARD if fields is None else fields) + include), highlight)


def of_detail(request: Request) -> Selection:
    """What a detail shows: everything, unless `fields` says otherwise."""
    fields = _names(request, "fields", CARD + EXTRA)
    return Selection(None if fields is None else _ordered(fields))


def _names(request: Request, parameter: str, allowed: list[str]) -> list[str] | None:
    if parameter not in request.query_params:
        return None
    names = ",".join(request.query_params.getlist(parameter)).split(",")
    unknown = [name for name in names if name not in allowed]
    if unknown:
        what = f"{unknown[0][:50]!r} is not a field." if unknown[0] else f"{parameter} is empty."
        raise bad(parameter, "invalid_choice", f"{what} Choose from {', '.join(allowed)}.")
    return names


def _ordered(names: Iterable[str]) -> tuple[str, ...]:
    wanted = set(names)
    return tuple(name for name in CARD + EXTRA if name in wanted)

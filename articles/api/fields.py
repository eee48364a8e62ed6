"""`fields`, `include` and `renditions`: which members of a story an answer holds, and which sizes of its pictures."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from drf_spectacular.drainage import get_override, has_override
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers
from rest_framework.request import Request

from articles.http.problems import BadParameters, bad
from articles.publishing.documents import CARD_FAMILIES, CardSerializer, DetailSerializer
from media.serializers import FAMILIES, with_renditions

# Members by name, each with its own members; an empty tree means all of them.
Tree = dict[str, "Tree"]

NONE: Final = "none"
HIGHLIGHT: Final = "highlight"


def _members(field: Any) -> Tree:
    """The members that a serializer describes, at all depths."""
    if has_override(field, "field"):
        field = get_override(field, "field")
    if isinstance(field, serializers.SerializerMethodField):
        return _members(getattr(field.parent, field.method_name or ""))
    if isinstance(field, serializers.ListSerializer):
        return _members(field.child)
    if isinstance(field, PolymorphicProxySerializer) or not isinstance(field, serializers.Serializer):
        return {}
    return {name: _members(one) for name, one in field.fields.items()}


def _lacking(card: Tree, whole: Tree, path: str = "") -> Iterable[str]:
    """The paths of members that whole stories have and cards lack."""
    for name, members in whole.items():
        if name not in card:
            yield path + name
        else:
            yield from _lacking(card[name], members, f"{path}{name}.")


_CARD: Final = _members(CardSerializer())
WHOLE: Final = _members(DetailSerializer())
CARD: Final = list(_CARD)
EXTRA: Final = [name for name in WHOLE if name not in _CARD]
# What `include` adds to cards.
ADDED: Final = sorted(_lacking(_CARD, WHOLE), key=lambda path: path.count("."))
# The members that lists show of a story, which are those of its stored card.
LISTED: Final[Tree] = {
    name: {} if members == WHOLE[name] else {one: {} for one in members} for name, members in _CARD.items()
}


@dataclass(frozen=True)
class Selection:
    """What an answer shows of a story: everything, if `tree` is None.

    `families` are the renditions of its pictures, and `related` those of pictures in cards inside it. `further` names
    members that do not belong to a story itself: what a search has found, or views within a window.
    """

    tree: Tree | None
    families: tuple[str, ...]
    related: tuple[str, ...] = CARD_FAMILIES
    further: frozenset[str] = frozenset()

    @property
    def is_card(self) -> bool:
        """Whether it shows exactly the stored card."""
        return self.families == CARD_FAMILIES and self.tree == LISTED

    @property
    def needs_extra(self) -> bool:
        portraits = self.tree is not None and "image" in self.tree.get("authors", {})
        return HIGHLIGHT in self.further or portraits or any(self.wants(name) for name in EXTRA)

    @property
    def of_related(self) -> "Selection":
        """The selection for the cards inside a story."""
        return Selection((self.tree or {}).get("related") or LISTED, self.related)

    def wants(self, name: str) -> bool:
        return self.tree is None or name in self.tree

    def apply(self, story: dict[str, Any]) -> dict[str, Any]:
        """A story reduced to the wanted members, with the wanted renditions."""
        shown = {name: value for name, value in story.items() if self.wants(name)}
        for one in (shown, *shown.get("authors", []), *shown.get("body", [])):
            if one.get("image"):
                one["image"] = with_renditions(one["image"], self.families)
        if "images" in shown:
            shown["images"] = [with_renditions(image, self.families) for image in shown["images"]]
        return shown if self.tree is None else _pruned(shown, self.tree)


CARDS: Final = Selection(LISTED, CARD_FAMILIES)
EVERYTHING: Final = Selection(None, FAMILIES)


def of_list(request: Request, *, further: Sequence[str] = (), found: bool = False) -> Selection:
    """What a list shows: cards, unless `fields` or `include` say otherwise.

    `further` are members that only the cards of this list have; with `found`, `include` accepts HIGHLIGHT.
    """
    fields = _paths(request, "fields")
    include = _paths(request, "include") or []
    own = frozenset(further if fields is None else {name for name in fields if name in further})
    tree = LISTED if fields is None and not include else deepcopy(LISTED if fields is None else {})
    for path in fields or []:
        if path not in own:
            _put(tree, _known("fields", path, [*WHOLE, *further]), LISTED)
    for path in include:
        if path == HIGHLIGHT and found:
            own |= {HIGHLIGHT}
        else:
            _put(tree, _addition(path, [*ADDED, HIGHLIGHT] if found else ADDED), {})
    if HIGHLIGHT in own and "search" not in request.query_params:
        raise bad("include", "invalid_choice", "include=highlight needs search: it marks what a search has found.")
    families = families_of(request)
    if families is None:
        return Selection(tree, CARD_FAMILIES, further=own)
    return Selection(tree, families, families, own)


def of_detail(request: Request) -> Selection:
    """What a whole story shows: everything, unless `fields` says otherwise."""
    fields, families = _paths(request, "fields"), families_of(request)
    tree: Tree = {}
    for path in fields or []:
        _put(tree, _known("fields", path, list(WHOLE)), {})
    wanted = None if fields is None else tree
    if families is None:
        return Selection(wanted, FAMILIES)
    return Selection(wanted, families, families)


def families_of(request: Request) -> tuple[str, ...] | None:
    """The families that the parameter `renditions` asks for, in order; None without the parameter."""
    names = _paths(request, "renditions")
    if names is None:
        return None
    if names == [NONE]:
        return ()
    if unknown := [name for name in names if name not in FAMILIES]:
        wrong = f"{NONE} must be alone" if unknown[0] == NONE else f"{unknown[0][:50]!r} is not one of them"
        right = f"renditions must be some of {', '.join(FAMILIES)}, or {NONE}: {wrong}."
        raise bad("renditions", "invalid_choice", right)
    return tuple(name for name in FAMILIES if name in names)


def _paths(request: Request, parameter: str) -> list[str] | None:
    if parameter not in request.query_params:
        return None
    return ",".join(request.query_params.getlist(parameter)).split(",")


def _known(parameter: str, path: str, names: list[str]) -> list[str]:
    """The names on the way to a member. Raises BadParameters if there is no such member."""
    way = path.split(".")
    tree = WHOLE
    for number, name in enumerate(way):
        if name not in tree:
            raise _unknown(parameter, path, list(tree) if number else names, ".".join(way[:number]))
        tree = tree[name]
    return way


def _addition(path: str, allowed: list[str]) -> list[str]:
    """The same for a member that cards lack, or one inside such a member."""
    if not any(path == one or path.startswith(f"{one}.") for one in ADDED):
        raise _unknown("include", path, allowed)
    return _known("include", path, allowed)


def _unknown(parameter: str, path: str, allowed: list[str], where: str = "") -> BadParameters:
    what = f"{path[:50]!r} is not a field." if path else f"{parameter} holds an empty name."
    if where and not allowed:
        return bad(parameter, "invalid_choice", f"{what} {where} has no members to choose from.")
    choice = f"{where} has {', '.join(allowed)}." if where else f"Choose from {', '.join(allowed)}."
    return bad(parameter, "invalid_choice", f"{what} {choice}")


def _put(tree: Tree, way: list[str], usual: Tree) -> None:
    """Add a member to a tree: with the members that `usual` has of it, or with all."""
    *outer, last = way
    for name in outer:
        if tree.get(name) == {}:
            return
        tree = tree.setdefault(name, {})
    members = {} if outer else usual.get(last, {})
    tree[last] = tree.get(last, {}) | members if members else {}


def _pruned(value: Any, tree: Tree) -> Any:
    if not tree:
        return value
    if isinstance(value, list):
        return [_pruned(one, tree) for one in value]
    if isinstance(value, dict):
        return {name: _pruned(part, tree[name]) for name, part in value.items() if name in tree}
    return value

"""Turns published documents into answers: stored JSON, with what is known only at the time of the request added."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import orjson
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

from articles import search
from articles.api.fields import CARDS, HIGHLIGHT, Selection
from articles.models import PublishedArticle, PublishedRelated
from articles.models.published import is_live
from articles.publishing import documents, json_ld

VIEWS = Coalesce(F("view_total__views"), 0)
RELATED_VIEWS = Coalesce(F("story__published__view_total__views"), 0)


class Row(Protocol):
    """The data of a story's answer. `details` is "" if the answer does not need it."""

    @property
    def pk(self) -> int: ...
    @property
    def card(self) -> str: ...
    @property
    def details(self) -> str: ...
    @property
    def compiled_with(self) -> int: ...
    @property
    def views(self) -> int: ...


class Related(NamedTuple):
    """A card inside a story, as JSON; `stored` is the same without views."""

    id: UUID
    card: str
    stored: str


def rows(
    stories: "QuerySet[PublishedArticle]", selection: Selection = CARDS, *more: str
) -> "QuerySet[PublishedArticle, Any]":
    """The rows of stories (see Row), reading only what `selection` needs, and `more` fields."""
    details = F("document__extra") if selection.needs_extra else Value("")
    annotated = stories.annotate(views=VIEWS, card=F("document__card"), details=details)
    return annotated.values_list("pk", "card", "details", "compiled_with", "views", *more, named=True)


def stories(found: Sequence[Row], selection: Selection, searched: search.Search | None = None) -> list[str]:
    """The JSON of stories, reduced to `selection`. One query if it needs related stories, else none."""
    if selection.is_card:
        shown = [card(row) for row in found]
    else:
        inside = related_cards([row.pk for row in found]) if selection.wants("related") else {}
        shown = [story(row, inside.get(row.pk, []), selection) for row in found]
    if HIGHLIGHT in selection.further and searched:
        return [_highlighted(text, row, searched) for text, row in zip(shown, found, strict=True)]
    return shown


def by_key(keys: Sequence[int], selection: Selection) -> dict[int, str]:
    """The JSON of the published stories with these keys. One query, two with related stories."""
    found = list(rows(PublishedArticle.objects.filter(pk__in=keys), selection))
    return {row.pk: text for row, text in zip(found, stories(found, selection), strict=True)}


def in_order(keys: Sequence[int], selection: Selection) -> list[str]:
    """The same in the order of the keys."""
    found = by_key(keys, selection)
    return [found[key] for key in keys if key in found]


def card(row: Row) -> str:
    return _card(row.card, row.compiled_with, row.views)


def story(row: Row, related: Sequence[Related], selection: Selection) -> str:
    """The JSON of a story, reduced to `selection`; `related` are its related stories."""
    return orjson.dumps(described(row, related, selection)).decode()


def state(row: Row, related: Sequence[Related]) -> str:
    """Stands for all that a story's answer shows, except views."""
    digest = blake2b(digest_size=12)
    for text in (row.card, row.details, *(one.stored for one in related)):
        digest.update(b"%d " % len(text) + text.encode())
    return digest.hexdigest()


def described(row: Row, related: Sequence[Related], selection: Selection) -> dict[str, Any]:
    """A story reduced to `selection`, to be written as JSON. Cards inside it may be JSON already."""
    members = orjson.loads(row.card) | {"views": row.views} | (orjson.loads(row.details) if row.details else {})
    shown = selection.apply(json_ld.counted(members, row.views))
    if selection.wants("related"):
        shown["related"] = [_inside(one.card, selection.of_related) for one in related]
    return shown


def live_cards(ids: Sequence[UUID]) -> list[Related]:
    """The cards of those stories with these ids that are live, in this order."""
    live = PublishedArticle.objects.live().filter(article__in=ids)
    found = {row.article_id: Related(row.article_id, card(row), row.card) for row in rows(live, CARDS, "article_id")}
    return [found[one] for one in ids if one in found]


def with_member(text: str, name: str, value: str) -> str:
    """The JSON of an object with one more member at its end; `value` is JSON.

    The only place that edits JSON as text: parsing a stored card for one number costs more than the whole answer.
    """
    return f'{text[:-1]}{"" if text == "{}" else ","}"{name}":{value}}}'


def related_cards(keys: Sequence[int]) -> dict[int, list[Related]]:
    """The cards of the live stories that editors have related to the stories with `keys`, in order."""
    links = PublishedRelated.objects.filter(is_live(through="story__published__"), published__in=keys)
    stored = ("story__published__document__card", "story__published__compiled_with", RELATED_VIEWS)
    found: dict[int, list[Related]] = {}
    for key, *row in links.values_list("published_id", "story_id", *stored):
        found.setdefault(key, []).append(related(*row))
    return found


def related(story: UUID, stored: str, compiled_with: int, views: int) -> Related:
    return Related(story, _card(stored, compiled_with, views), stored)


def _card(text: str, compiled_with: int, views: int) -> str:
    lean = text if compiled_with >= documents.LEAN else documents.lean(text)
    return with_member(lean, "views", str(views))


def _inside(card: str, selection: Selection) -> Any:
    return orjson.Fragment(card) if selection.is_card else selection.apply(orjson.loads(card))


def _highlighted(story: str, row: Row, searched: search.Search) -> str:
    marked = search.highlight(searched.query.wanted, search.Entry.of_document(row.card, row.details))
    return with_member(story, HIGHLIGHT, orjson.dumps(marked).decode())

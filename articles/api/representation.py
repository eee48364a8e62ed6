"""Published documents to answers: stored JSON, with what only the moment of the request knows put in."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import orjson
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

from articles import documents, json_ld, search
from articles.api.fields import CARDS, HIGHLIGHT, Selection
from articles.models import PublishedArticle, PublishedRelated
from articles.models.published import is_live

VIEWS = Coalesce(F("view_total__views"), 0)
RELATED_VIEWS = Coalesce(F("story__published__view_total__views"), 0)


class Row(Protocol):
    """What a story's answer is made of. `details` is "" where the answer does not need it."""

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
    """A card inside a story, as JSON."""

    id: UUID
    card: str


def rows(
    stories: "QuerySet[PublishedArticle]", selection: Selection = CARDS, *more: str
) -> "QuerySet[PublishedArticle, Any]":
    """The rows of stories (see Row), in a query that reads no more than `selection` and `more` fields need."""
    details = F("extra") if selection.needs_extra else Value("")
    annotated = stories.annotate(views=VIEWS, details=details)
    return annotated.values_list("pk", "card", "details", "compiled_with", "views", *more, named=True)


def stories(found: Sequence[Row], selection: Selection, searched: search.Search | None = None) -> list[str]:
    """The JSON of stories, reduced to `selection`. One query, where it needs related stories."""
    if selection.is_card:
        shown = [card(row) for row in found]
    else:
        related = related_cards([row.pk for row in found]) if selection.wants("related") else {}
        shown = [story(row, related.get(row.pk, []), selection) for row in found]
    if HIGHLIGHT in selection.beside and searched:
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
    """The JSON of a story, reduced to `selection`; `related` are all that it may show."""
    return orjson.dumps(described(row, related, selection)).decode()


def described(row: Row, related: Sequence[Related], selection: Selection) -> dict[str, Any]:
    """A story reduced to `selection`, ready to be written as JSON. Cards inside it may be JSON already."""
    members = orjson.loads(row.card) | {"views": row.views} | (orjson.loads(row.details) if row.details else {})
    shown = selection.apply(json_ld.counted(members, row.views))
    if selection.wants("related"):
        shown["related"] = [_inside(one.card, selection.of_related) for one in related]
    return shown


def live_cards(ids: Sequence[UUID]) -> list[Related]:
    """The cards of the live ones among the stories with these ids, in this order."""
    live = PublishedArticle.objects.live().filter(article__in=ids)
    found = {row.article_id: Related(row.article_id, card(row)) for row in rows(live, CARDS, "article_id")}
    return [found[one] for one in ids if one in found]


def with_member(text: str, name: str, value: str) -> str:
    """The JSON of an object with one more member; `value` is JSON."""
    return f'{text[:-1]}{"" if text == "{}" else ","}"{name}":{value}}}'


def array(items: Iterable[str]) -> str:
    return f"[{','.join(items)}]"


def related_cards(keys: Sequence[int]) -> dict[int, list[Related]]:
    """The cards of the live stories that editors have related to those with `keys`, in order."""
    links = PublishedRelated.objects.filter(is_live(through="story__published__"), published__in=keys)
    stored = ("story__published__card", "story__published__compiled_with", RELATED_VIEWS)
    found: dict[int, list[Related]] = {}
    for key, story_id, *row in links.values_list("published_id", "story_id", *stored):
        found.setdefault(key, []).append(Related(story_id, _card(*row)))
    return found


def _card(text: str, compiled_with: int, views: int) -> str:
    lean = text if compiled_with >= documents.LEAN else documents.lean(text)
    return with_member(lean, "views", str(views))


def _inside(card: str, selection: Selection) -> Any:
    return orjson.Fragment(card) if selection.is_card else selection.apply(orjson.loads(card))


def _highlighted(story: str, row: Row, searched: search.Search) -> str:
    marked = search.highlight(searched.query.wanted, search.Entry.of_document(row.card, row.details))
    return with_member(story, HIGHLIGHT, orjson.dumps(marked).decode())

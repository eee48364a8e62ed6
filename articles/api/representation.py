"""Published documents to answers: stored JSON, with what only the moment of the request knows put in."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol
from uuid import UUID

import orjson
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

from articles import json_ld, search
from articles.api.fields import CARD, HIGHLIGHT, Selection
from articles.models import PublishedArticle, PublishedRelated
from articles.models.published import is_live

CARDS = Selection(tuple(CARD))


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
    def views(self) -> int: ...


def rows(
    stories: "QuerySet[PublishedArticle]", selection: Selection = CARDS, *more: str
) -> "QuerySet[PublishedArticle, Any]":
    """The rows of stories (see Row), in a query that reads no more than `selection` and `more` fields need."""
    details = F("extra") if selection.needs_extra else Value("")
    annotated = stories.annotate(views=VIEWS, details=details)
    return annotated.values_list("pk", "card", "details", "views", *more, named=True)


def stories(found: Sequence[Row], selection: Selection, searched: search.Search | None = None) -> list[str]:
    """The JSON of stories, reduced to `selection`. One query, where it needs related stories."""
    if selection.names == CARDS.names:
        shown = [card(row) for row in found]
    else:
        related = related_cards([row.pk for row in found]) if selection.needs_related else {}
        shown = [selection.apply(whole(row, related.get(row.pk, []))) for row in found]
    if selection.highlight and searched:
        return [_highlighted(story, row, searched) for story, row in zip(shown, found, strict=True)]
    return shown


def in_order(keys: Sequence[int], selection: Selection) -> list[str]:
    """The JSON of the published stories with these keys, in this order. One query, two with related stories."""
    found = {row.pk: row for row in rows(PublishedArticle.objects.filter(pk__in=keys), selection)}
    return stories([found[key] for key in keys if key in found], selection)


def card(row: Row) -> str:
    return _counted(row.card, row.views)


def live_cards(ids: Sequence[UUID]) -> list[str]:
    """The JSON of cards of the live ones among the stories with these ids, in this order."""
    live = PublishedArticle.objects.live().filter(article__in=ids)
    found = {row.article_id: card(row) for row in rows(live, CARDS, "article_id")}
    return [found[one] for one in ids if one in found]


def array(items: Iterable[str]) -> str:
    return f"[{','.join(items)}]"


def related_cards(keys: Sequence[int]) -> dict[int, list[str]]:
    """The cards of the live stories that editors have related to those with `keys`, in order."""
    links = PublishedRelated.objects.filter(is_live(through="story__published__"), published__in=keys)
    found: dict[int, list[str]] = {}
    for key, text, count in links.values_list("published_id", "story__published__card", RELATED_VIEWS):
        found.setdefault(key, []).append(_counted(text, count))
    return found


def whole(row: Row, related: list[str]) -> str:
    """The JSON of a story with everything there is, `related` being that of cards."""
    extra = f",{json_ld.counted(row.details, row.views)[1:-1]}" if row.details else ""
    return f'{card(row)[:-1]}{extra},"related":{array(related)}}}'


def _counted(text: str, views: int) -> str:
    return f'{text[:-1]},"views":{views}}}'


def _highlighted(story: str, row: Row, searched: search.Search) -> str:
    marked = search.highlight(searched.query.wanted, search.Entry.of_document(row.card, row.details))
    return f'{story[:-1]},"{HIGHLIGHT}":{orjson.dumps(marked).decode()}}}'

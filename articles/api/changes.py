"""The sync feed: everything that is live, then every change in the order in which it took effect."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from articles import caching, parameters
from articles.api import representation, schema
from articles.api.base import PublicViewSet, answer
from articles.api.cursors import BEGINNING, Cursor, Place
from articles.api.fields import Selection
from articles.models import Change, PublishedArticle
from articles.models.change import SETTLING
from articles.moments import rfc3339
from articles.problems import Outdated, bad

WHOLE: Final = Selection(None)


class ChangeViewSet(PublicViewSet):
    """What to do to a copy of all that is public, to keep it exact."""

    queryset = Change.objects.none()
    pagination_class = None
    parameters = {"list": {"after", "limit"}}
    policies = {"list": caching.Policy(at_once=True, behind=SETTLING)}

    @extend_schema(operation_id="list_changes", parameters=schema.CHANGES, responses=schema.CHANGES_ANSWER)
    def list(self, request: Request) -> HttpResponse:
        """Changes after a cursor; without one the present state of everything live, then what has changed since."""
        limit = parameters.whole_number(request, "limit", 100, most=1000)
        after = parameters.single(request, "after")
        now, gone = timezone.now(), forgotten()
        cursor = Cursor(max(last(now), gone), story=0) if after is None else cursor_of(after)
        if cursor.place < gone:
            raise Outdated("The changes after this cursor are not kept any more. Start again without after.")
        if cursor.story is None:
            return answer(log_page(cursor.place, limit, now))
        return answer(state_page(cursor.place, cursor.story, limit, now))


def cursor_of(text: str) -> Cursor:
    try:
        return Cursor.parse(text)
    except ValueError as error:
        raise bad("after", "invalid", "after must be a cursor as next gives it; leave it out to begin.") from error


def last(now: datetime) -> Place:
    """The place behind all that can be told now."""
    told = Change.objects.settled(now).of_stories().order_by("-effective_at", "-pk")
    newest = told.values_list("effective_at", "pk").first()
    return Place(*newest) if newest else BEGINNING


def forgotten() -> Place:
    """The place up to which changes were pruned (see articles.log)."""
    first = Change.objects.order_by("effective_at", "pk").values_list("effective_at", "pk", "reason").first()
    return Place(*first[:2]) if first and first[2] == Change.Reason.PRUNED else BEGINNING


def state_page(place: Place, story: int, limit: int, now: datetime) -> str:
    """Stories that were live at `place` and have not changed since, in the order of their keys.

    What has changed since is told by the log, and must not be told twice.
    """
    since = Change.objects.after(*place).filter(article=OuterRef("article"))
    found = PublishedArticle.objects.live(now).filter(~Exists(since), pk__gt=story).order_by("pk")
    rows = list(representation.rows(found, WHOLE, "article_id", "slug", "version", "visible_from")[: limit + 1])
    page = rows[:limit]
    results = (
        result("upsert", "published", row.article_id, row.slug, row.version, row.visible_from, text)
        for row, text in zip(page, representation.stories(page, WHOLE), strict=True)
    )
    if len(rows) > limit:
        return envelope(results, Cursor(place, page[-1].pk), has_more=True)
    return envelope(results, Cursor(place), has_more=after_place(place, now).exists())


def log_page(place: Place, limit: int, now: datetime) -> str:
    """Changes after `place`, each with its story as it is now: null where it is not live any more."""
    rows = list(after_place(place, now)[: limit + 1])
    page = rows[:limit]
    upserted = {change.article_id for change in page if change.action == Change.Action.UPSERT}
    stories = whole_stories(PublishedArticle.objects.live(now).filter(article__in=upserted))
    results = (
        result(
            change.action,
            change.reason,
            change.article_id,
            change.slug,
            change.version,
            change.effective_at,
            stories.get(change.article_id, "null") if change.action == Change.Action.UPSERT else "null",
        )
        for change in page
    )
    end = Place(page[-1].effective_at, page[-1].pk) if page else place
    return envelope(results, Cursor(end), has_more=len(rows) > limit)


def after_place(place: Place, now: datetime) -> "QuerySet[Change]":
    return Change.objects.after(*place).settled(now).of_stories().order_by("effective_at", "pk")


def whole_stories(found: "QuerySet[PublishedArticle]") -> dict[UUID | None, str]:
    """The JSON of whole stories by their ids. Two queries."""
    rows = list(representation.rows(found, WHOLE, "article_id"))
    texts = representation.stories(rows, WHOLE)
    return {row.article_id: text for row, text in zip(rows, texts, strict=True)}


def result(action: str, reason: str, article: UUID | None, slug: str, version: int, at: datetime, story: str) -> str:
    head = {"action": action, "reason": reason, "id": article, "slug": slug, "version": version, "at": rfc3339(at)}
    return f'{orjson.dumps(head).decode()[:-1]},"article":{story}}}'


def envelope(results: Iterable[str], cursor: Cursor, *, has_more: bool) -> str:
    tail: dict[str, Any] = {"next": str(cursor), "has_more": has_more}
    return f'{{"results":{representation.array(results)},{orjson.dumps(tail).decode()[1:]}'

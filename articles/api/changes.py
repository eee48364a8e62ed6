"""The sync feed: everything that is live, then every change in the order in which it took effect."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from articles.api import fields, representation, schema
from articles.api.base import PublicViewSet, answer
from articles.api.cursors import BEGINNING, EPOCH, Cursor, Place
from articles.api.fields import Selection
from articles.http import caching, parameters
from articles.http.problems import Outdated, bad
from articles.http.timestamps import rfc3339
from articles.models import Change, PublishedArticle
from articles.models.change import SETTLING, ChangeQuerySet


class ChangeViewSet(PublicViewSet):
    """What to do to a copy of all that is public, to keep it exact."""

    queryset = Change.objects.none()
    pagination_class = None
    parameters = {"list": {"after", "limit", "fields", "renditions"}}
    policies = {"list": caching.Policy(at_once=True, behind=SETTLING)}

    @extend_schema(operation_id="list_changes", parameters=schema.CHANGES, responses=schema.CHANGES_ANSWER)
    def list(self, request: Request) -> HttpResponse:
        """Changes after a cursor; without one the present state of everything live, then what has changed since."""
        selection = fields.of_detail(request)
        limit = parameters.whole_number(request, "limit", 100, most=1000)
        after = parameters.single(request, "after")
        now = timezone.now()
        cursor = known(cursor_of(after)) if after else beginning(now)
        page = log_page if cursor.story is None else state_page
        return answer(page(cursor, limit, now, selection))


def cursor_of(text: str) -> Cursor:
    try:
        return Cursor.parse(text)
    except ValueError as error:
        right = "after must be a cursor from next; leave it empty or out to begin."
        raise bad("after", "invalid", right) from error


def beginning(now: datetime) -> Cursor:
    """Where a consumer begins. Read it before the stories: the log reports what is published meanwhile."""
    in_effect = Change.objects.filter(effective_at__lte=now).order_by("-pk")
    newest = in_effect.values_list("pk", flat=True).first() or 0
    settled = Change.objects.settled(now).of_stories().order_by("-effective_at", "-pk")
    last = settled.values_list("effective_at", "pk").first()
    return Cursor(max(Place(*last) if last else BEGINNING, forgotten()), story=0, begun=Place(now, newest))


def known(cursor: Cursor) -> Cursor:
    """The cursor, if the log still holds the changes that it names. Raises Outdated.

    Changes in effect leave the log only when it is pruned, or when the database is restored from a backup.
    """
    places = [place for place in (cursor.place, cursor.begun) if place and place.change]
    held = dict(Change.objects.filter(pk__in=[place.change for place in places]).values_list("pk", "effective_at"))
    lost = any(place.change not in held for place in places) or held.get(cursor.place.change, EPOCH) != cursor.place.at
    if (lost or cursor.place == BEGINNING) and cursor.place < forgotten():
        raise Outdated("The changes after this cursor are no longer kept. Start again without after.")
    if lost:
        raise Outdated("This cursor is of a state that was lost when a backup was restored. Start again without after.")
    return cursor


def forgotten() -> Place:
    """The place up to which changes were pruned (see articles.changes.log)."""
    first = Change.objects.order_by("effective_at", "pk").values_list("effective_at", "pk", "reason").first()
    return Place(*first[:2]) if first and first[2] == Change.Reason.PRUNED else BEGINNING


def state_page(cursor: Cursor, limit: int, now: datetime, selection: Selection) -> dict[str, Any]:
    """Stories that are live and have not changed since the consumer began, in the order of their keys.

    The log reports those that have changed since, and none may be reported twice. Announced changes do not count yet.
    """
    since = news(cursor).filter(effective_at__lte=now, article=OuterRef("article"))
    found = PublishedArticle.objects.live(now).filter(~Exists(since), pk__gt=cursor.story).order_by("pk")
    rows = list(representation.rows(found, selection, "article_id", "slug", "version", "visible_from")[: limit + 1])
    page = rows[:limit]
    results = (
        result("upsert", "published", row.article_id, row.slug, row.version, row.visible_from, text)
        for row, text in zip(page, representation.stories(page, selection), strict=True)
    )
    if len(rows) > limit:
        return envelope(results, cursor._replace(story=page[-1].pk), has_more=True)
    end = cursor._replace(story=None)
    return envelope(results, end, has_more=news(end).settled(now).exists())


def log_page(cursor: Cursor, limit: int, now: datetime, selection: Selection) -> dict[str, Any]:
    """Changes after the cursor, each with its story as it is now: null if it is no longer live."""
    rows = list(news(cursor).settled(now).order_by("effective_at", "pk")[: limit + 1])
    page = rows[:limit]
    upserted = {change.article_id for change in page if change.action == Change.Action.UPSERT}
    stories = by_id(PublishedArticle.objects.live(now).filter(article__in=upserted), selection)
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
    if page:
        end = Place(page[-1].effective_at, page[-1].pk)
        cursor = Cursor(end, begun=cursor.begun if cursor.begun and end.at <= cursor.begun.at else None)
    return envelope(results, cursor, has_more=len(rows) > limit)


def news(cursor: Cursor) -> ChangeQuerySet:
    """The changes after a cursor's place, without those included in the state with which its consumer began."""
    found = Change.objects.after(*cursor.place).of_stories()
    if not cursor.begun:
        return found
    return found.exclude(pk__lte=cursor.begun.change, effective_at__lte=cursor.begun.at)


def by_id(found: "QuerySet[PublishedArticle]", selection: Selection) -> dict[UUID | None, str]:
    """The JSON of stories, by id. Two queries."""
    rows = list(representation.rows(found, selection, "article_id"))
    texts = representation.stories(rows, selection)
    return {row.article_id: text for row, text in zip(rows, texts, strict=True)}


def result(
    action: str, reason: str, article: UUID | None, slug: str, version: int, at: datetime, story: str
) -> dict[str, Any]:
    """One change; `story` is JSON."""
    return {
        "action": action,
        "reason": reason,
        "id": article,
        "slug": slug,
        "version": version,
        "at": rfc3339(at),
        "article": orjson.Fragment(story),
    }


def envelope(results: Iterable[dict[str, Any]], cursor: Cursor, *, has_more: bool) -> dict[str, Any]:
    return {"results": list(results), "next": str(cursor), "has_more": has_more}

"""The piles of the first page: what waits for an editor, what is under way, and what readers have now."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.admin.desk.preferences import within
from articles.admin.lists.filters import lacking
from articles.admin.readership.chart import Bar, sparkline
from articles.admin.status import moment, pill
from articles.editing import commenting, rights
from articles.editing.colleagues import named
from articles.models import Article, Comment, Handover, PublishedArticle, Topic
from articles.publishing import status
from articles.publishing.status import Status
from articles.readership import over_time
from articles.readership.most_viewed import most_viewed
from articles.readership.windows import WINDOWS
from media.models import Need

ROWS: Final = 6
State = Article.State
Stage = Article.Stage
LIST: Final = "admin:articles_article_changelist"


@dataclass(frozen=True)
class Line:
    """One story or comment on the desk, the time that matters in its pile, and what there is to say of it.

    `until` is a moment that is counted down to. `bars` are the views of the last 24 hours.
    """

    title: str
    address: str
    pill: SafeString | str = ""
    moment: str = ""
    said: str = ""
    until: datetime | None = None
    bars: list[Bar] = field(default_factory=list)
    views: int = 0
    views_address: str = ""


@dataclass(frozen=True)
class Pile:
    """At most ROWS lines. `more` is the address of all of them, if there are more."""

    title: str
    lines: list[Line]
    more: str = ""


def piles(user: User, topics: Iterable[Topic] = (), now: datetime | None = None) -> list[Pile]:
    """The piles of somebody's desk, of some topics with those below them, or of all. At most 14 queries."""
    now = now or timezone.now()
    seen = rights.allowed(user, "view", Article.objects.select_related("published", "assigned_to").defer("body"))
    stories = seen.filter(within(topics)).order_by("-modified_at", "id")
    return [
        _waiting(user, seen, now),
        _pile("Mine", stories.filter(_written_by(user), _unseen()), now, "?whose=mine"),
        _pile("In review", stories.filter(stage=Stage.IN_REVIEW), now, "?stage=in_review"),
        _pile("Ready", stories.filter(stage=Stage.READY), now, "?stage=ready"),
        _scheduled(stories, now),
        _live(stories, now),
        _pile("Changed since publishing", stories.filter(status.where(Status.CHANGED, now)), now, "?status=changed"),
        _pictures(stories, now),
        _corrections(stories, now),
    ]


def _unseen() -> Q:
    return Q(stage=Stage.WRITING, state__in=status.WITHDRAWN)


def _written_by(user: User) -> Q:
    return rights.mine(user) & (Q(assigned_to=None) | ~Q(assigned_to=user.pk))


def _waiting(user: User, seen: QuerySet[Article], now: datetime) -> Pile:
    """What was given to somebody, with the note that came with it, and comments that wait for an answer."""
    given = list(seen.filter(assigned_to=user).exclude(state=State.KILLED).order_by("-modified_at")[: ROWS + 1])
    latest: dict[object, Handover] = {}
    for one in Handover.objects.filter(article__in=given).select_related("by").order_by("at", "pk") if given else ():
        latest[one.article_id] = one
    lines = [_story(article, now, _handed(latest.get(article.pk), user)) for article in given[:ROWS]]
    asked = commenting.waiting_for(user).filter(article__in=seen.order_by().values("pk"))
    lines += [_comment(one) for one in asked.select_related("article", "by")[:ROWS]]
    return Pile("Waiting for me", lines, _more(given, "?whose=assigned"))


def _handed(one: Handover | None, user: User) -> str:
    if not one or one.by_id == user.pk:
        return one.note if one else ""
    return f"{named(one.by)}: {one.note}" if one.note else f"from {named(one.by)}"


def _pile(title: str, stories: QuerySet[Article], now: datetime, where: str) -> Pile:
    found = list(stories[: ROWS + 1])
    lines = [
        _story(article, now, f"with {named(article.assigned_to)}" if article.assigned_to else "") for article in found
    ]
    return Pile(title, lines[:ROWS], _more(found, where))


def _scheduled(stories: QuerySet[Article], now: datetime) -> Pile:
    waiting = stories.filter(status.where(Status.SCHEDULED, now)).order_by("published__visible_from")
    found = list(waiting[: ROWS + 1])
    lines = []
    for article in found[:ROWS]:
        at = article.published.visible_from
        held = article.embargo_until and article.embargo_until >= at
        line = Line(str(article), _address(article), "", moment(at, now), "embargo" if held else "", until=at)
        lines.append(line)
    return Pile("Scheduled and embargoed", lines, _more(found, "?status=scheduled"))


def _live(stories: QuerySet[Article], now: datetime) -> Pile:
    """The most viewed of the last 24 hours; without views, the newest."""
    live = PublishedArticle.objects.live(now).filter(article__in=stories.order_by().values("pk"))
    ranked = [key for key, _ in most_viewed(live, WINDOWS["24h"], ROWS, now)]
    newest = stories.filter(
        published__in=PublishedArticle.objects.live(now), published__visible_from__gt=now - timedelta(days=1)
    )
    viewed = sorted(stories.filter(published__in=ranked), key=lambda article: ranked.index(article.published.pk))
    found = viewed or list(newest.order_by("-published__visible_from")[:ROWS])
    hours = over_time.hours_of_many({article.published.pk for article in found}, 24, now)
    return Pile(
        "Live now", [_read(article, hours[article.published.pk], now) for article in found], _list("?status=live")
    )


def _pictures(stories: QuerySet[Article], now: datetime) -> Pile:
    """Stories whose pictures keep them from being published, and live ones that would not be published again."""
    troubled = stories.filter(pk__in=lacking().values("article")).exclude(state=State.KILLED)
    found = list(troubled[: ROWS + 1])
    missing: dict[object, list[str]] = {}
    for use in lacking().filter(article__in=found[:ROWS]).select_related("image") if found else ():
        missing.setdefault(use.article_id, []).append(f"“{use.image}” needs {Need.in_words(use.missing())}")
    lines = [_story(article, now, "; ".join(missing[article.pk])) for article in found[:ROWS]]
    return Pile("Pictures in trouble", lines, _more(found, "?pictures=lacking"))


def _corrections(stories: QuerySet[Article], now: datetime) -> Pile:
    due = Comment.objects.filter(asks_correction=True, resolved_at=None, parent=None)
    asked = due.filter(article__in=stories.order_by().values("pk")).select_related("article", "by").order_by("-at")
    return Pile("Corrections due", [_comment(one) for one in asked[:ROWS]])


def _story(article: Article, now: datetime, said: str = "") -> Line:
    return Line(str(article), _address(article), pill(article, now), moment(article.modified_at, now), said)


def _read(article: Article, hours: list[int], now: datetime) -> Line:
    return Line(
        str(article),
        _address(article),
        moment=moment(article.published.visible_from, now),
        bars=sparkline(hours),
        views=sum(hours),
        views_address=reverse("admin:articles_article_views", args=[article.pk]) + "?period=48h",
    )


def _comment(said: Comment) -> Line:
    address = f"{_address(said.article)}#comments"
    return Line(str(said.article), address, "", moment(said.at, timezone.now()), f"{named(said.by)}: {said.text[:200]}")


def _address(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def _list(where: str) -> str:
    return reverse(LIST) + where


def _more(found: list[Article], where: str) -> str:
    return _list(where) if len(found) > ROWS else ""

"""The editors' first page: their drafts, and what is scheduled, published, read and changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.admin.readership.chart import Bar, sparkline
from articles.admin.status import moment, pill
from articles.editing import rights
from articles.models import Article, PublishedArticle
from articles.publishing import status
from articles.publishing.status import Status
from articles.readership import over_time
from articles.readership.most_viewed import most_viewed
from articles.readership.windows import WINDOWS

ROWS = 6


@dataclass(frozen=True)
class Line:
    """One story on the desk, the time that matters in its pile, and its views of the last 24 hours."""

    article: Article
    pill: SafeString
    moment: str
    bars: list[Bar] = field(default_factory=list)
    views: int = 0


@dataclass(frozen=True)
class Pile:
    title: str
    empty: str
    lines: list[Line]


def desk(user: User, now: datetime | None = None) -> list[Pile]:
    """The piles on a user's desk. Eight queries."""
    now = now or timezone.now()
    live = PublishedArticle.objects.live(now)
    stories = rights.allowed(user, "view", Article.objects.select_related("published").defer("body"))
    mine = stories.filter(Q(created_by=user) | Q(authors__user=user), state=Article.State.DRAFT).distinct()
    scheduled = stories.filter(status.where(Status.SCHEDULED, now))
    recent = stories.filter(published__in=live.filter(visible_from__gt=now - timedelta(days=1)))
    published = list(recent.order_by("-published__visible_from")[:ROWS])
    ranked = [key for key, _ in most_viewed(live, WINDOWS["24h"], ROWS, now)]
    viewed = sorted(stories.filter(published__in=ranked), key=lambda article: ranked.index(article.published.pk))
    hours = over_time.hours_of_many({article.published.pk for article in published + viewed}, 24, now)
    return [
        Pile("My drafts", "No drafts of yours.", _modified(mine.order_by("-modified_at")[:ROWS], now)),
        Pile(
            "Scheduled next",
            "Nothing is scheduled.",
            [
                Line(article, pill(article, now), moment(article.published.visible_from, now))
                for article in scheduled.order_by("published__visible_from")[:ROWS]
            ],
        ),
        Pile("Published in the last 24 hours", "Nothing yet.", _read(published, hours, now)),
        Pile("Most viewed in the last 24 hours", "No views yet.", _read(viewed, hours, now)),
        Pile("Recently changed", "No stories yet.", _modified(stories.order_by("-modified_at")[:ROWS], now)),
    ]


def _modified(stories: Iterable[Article], now: datetime) -> list[Line]:
    return [Line(article, pill(article, now), moment(article.modified_at, now)) for article in stories]


def _read(stories: Iterable[Article], hours: dict[int, list[int]], now: datetime) -> list[Line]:
    lines = []
    for article in stories:
        views = hours[article.published.pk]
        date = moment(article.published.visible_from, now)
        lines.append(Line(article, pill(article, now), date, sparkline(views), sum(views)))
    return lines

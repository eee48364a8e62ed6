"""What an editor wants to know on sitting down."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.admin.status import moment, pill
from articles.models import Article, PublishedArticle

ROWS = 6


@dataclass(frozen=True)
class Line:
    """One story on the desk, and the moment that matters about it there."""

    article: Article
    pill: SafeString
    moment: str


@dataclass(frozen=True)
class Pile:
    title: str
    empty: str
    lines: list[Line]


def desk(user: User, now: datetime | None = None) -> list[Pile]:
    """The piles on a user's desk. Four queries."""
    now = now or timezone.now()
    stories = Article.objects.select_related("published").defer(
        "body", "published__card", "published__extra", "published__source"
    )
    mine = stories.filter(Q(created_by=user) | Q(authors__user=user), state=Article.State.DRAFT).distinct()
    recent = PublishedArticle.objects.live(now).filter(visible_from__gt=now - timedelta(days=1))
    scheduled = stories.filter(state=Article.State.PUBLISHED, published__visible_from__gt=now)
    published = stories.filter(published__in=recent)
    return [
        _pile("My drafts", "No drafts of yours.", mine.order_by("-modified_at"), now, "modified"),
        _pile("Scheduled next", "Nothing is scheduled.", scheduled.order_by("published__visible_from"), now, "public"),
        _pile(
            "Published in the last 24 hours",
            "Nothing yet.",
            published.order_by("-published__visible_from"),
            now,
            "public",
        ),
        _pile("Recently changed", "No stories yet.", stories.order_by("-modified_at"), now, "modified"),
    ]


def _pile(title: str, empty: str, stories: QuerySet[Article], now: datetime, date: str) -> Pile:
    def line(article: Article) -> Line:
        value = article.modified_at if date == "modified" else article.published.visible_from
        return Line(article, pill(article, now), moment(value, now))

    return Pile(title, empty, [line(article) for article in stories[:ROWS]])

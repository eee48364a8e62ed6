"""The calendar: what is scheduled or under embargo, and drafts with a date ahead, by week or month."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_date

from articles.admin.desk.preferences import topics_of, within
from articles.admin.publishing.verbs import DecisionForm
from articles.editing import rights
from articles.models import Article
from articles.publishing import status
from articles.publishing.status import Status
from media import calendar as clocks

DAY: Final = timedelta(days=1)
WEEK: Final = 7 * DAY
# Stories shown at most; a month of a large newsroom has some hundreds.
MOST: Final = 1000


@dataclass(frozen=True)
class Entry:
    """A story at its local time. `seen` is what the form that moves it must send back; empty if it cannot be moved."""

    article: Article
    at: datetime
    is_planned: bool
    seen: dict[str, Any]


@dataclass
class Day:
    date: date
    is_today: bool
    # Outside of the month that is shown.
    is_beside: bool
    entries: list[Entry] = field(default_factory=list)


def view(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:  # type: ignore[type-arg]
    """A week (`view=week`) or a month around the day `on` (YYYY-MM-DD, today). What cannot be read is left out."""
    rights.demand(request.user, "view", Article)
    today = timezone.localdate()
    on = _date(request.GET.get("on", "")) or today
    by_week = request.GET.get("view") == "week"
    first = on - on.weekday() * DAY if by_week else _monday(on.replace(day=1))
    last = first + WEEK if by_week else _monday(_next_month(on) - DAY) + WEEK
    days = {day: Day(day, day == today, not by_week and day.month != on.month) for day in _days(first, last)}
    for entry in _entries(request, first, last):
        days[timezone.localdate(entry.at)].entries.append(entry)
    shown = list(days.values())
    before, after = (on - WEEK, on + WEEK) if by_week else (on.replace(day=1) - DAY, _next_month(on))
    steps = {"before": before, "today": today, "after": after}
    context = model_admin.admin_site.each_context(request) | {
        "title": "Calendar",
        "opts": Article._meta,
        "weeks": [shown[at : at + 7] for at in range(0, len(shown), 7)],
        "by_week": by_week,
        "on": on,
        "steps": {name: _address(by_week, day) for name, day in steps.items()},
        "other_view": _address(not by_week, on),
        "may_move": bool(rights.may(request.user, "retime", Article)),
    }
    return TemplateResponse(request, "admin/articles/calendar.html", context)


def _entries(request: HttpRequest, first: date, last: date) -> Iterable[Entry]:
    now = timezone.now()
    seen = rights.allowed(request.user, "view", Article.objects.select_related("published").defer("body"))
    seen = seen.filter(within(topics_of(request.user)))  # type: ignore[arg-type]
    planned = Q(state__in=status.WITHDRAWN, published_at__gt=now)
    found = (
        seen.filter(status.where(Status.SCHEDULED, now) | planned)
        .annotate(at=Coalesce(F("published__visible_from"), F("published_at")))
        .filter(at__gte=_begin(first), at__lt=_begin(last))
        .order_by("at", "pk")
    )
    for article in found[:MOST]:
        waits = article.state == Article.State.PUBLISHED
        shown = DecisionForm.seen(article) if waits and rights.may(request.user, "retime", article) else {}
        at = article.published.visible_from if waits else article.published_at
        assert at
        yield Entry(article, timezone.localtime(at), not waits, shown)


def _begin(day: date) -> datetime:
    try:
        return clocks.first(datetime.combine(day, time()))
    except clocks.Skipped as skipped:
        return clocks.first(skipped.following)


def _days(first: date, last: date) -> Iterable[date]:
    return (first + number * DAY for number in range((last - first).days))


def _monday(day: date) -> date:
    return day - day.weekday() * DAY


def _next_month(day: date) -> date:
    return (day.replace(day=1) + 31 * DAY).replace(day=1)


def _date(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and day.year in clocks.YEARS else None


def _address(by_week: bool, on: date) -> str:
    return "?" + urlencode({"view": "week" if by_week else "month", "on": on.isoformat()})

"""How often a story was read: the page with the chart, and the same numbers as CSV (RFC 4180)."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import date as date_format
from django.template.response import TemplateResponse
from django.utils import timezone

from articles.admin import tables
from articles.admin.readership.chart import chart
from articles.editing import rights
from articles.models import Article, PublishedArticle
from articles.readership import counting, over_time
from articles.readership.most_viewed import views_of
from articles.readership.over_time import Point
from articles.readership.windows import WINDOWS


@dataclass(frozen=True)
class Period:
    """What one chart shows. `form` is Django's date format for its labels, `iso` that of strftime for the CSV."""

    name: str
    title: str
    points: Callable[[int, datetime], list[Point]]
    form: str
    iso: str
    local: bool = False


PERIODS: Final = {
    period.name: period
    for period in (
        Period("48h", "48 hours", lambda key, now: over_time.hours(key, 48, now), "D H:i", "%Y-%m-%dT%H:%M:%SZ", True),
        Period("30d", "30 days", lambda key, now: over_time.days(key, 30, now), "j M", "%Y-%m-%d"),
        Period("12m", "12 months", lambda key, now: over_time.months(key, 12, now), "M Y", "%Y-%m"),
    )
}

TITLES: Final = {"1h": "Last hour", "24h": "Last 24 hours", "7d": "Last 7 days", "30d": "Last 30 days"}


def view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: UUID) -> HttpResponse:  # type: ignore[type-arg]
    """The page of one story's views."""
    article = _story(model_admin, request, pk)
    context = model_admin.admin_site.each_context(request) | {
        "title": "Views",
        "opts": Article._meta,
        "original": article,
        "periods": PERIODS.values(),
        "period": _period(request),
        "time_zone": timezone.get_current_timezone_name(),
    }
    if hasattr(article, "published"):
        context |= _figures(article.published, _period(request), timezone.now())
    return TemplateResponse(request, "admin/articles/article/views.html", context)


def export(model_admin: admin.ModelAdmin, request: HttpRequest, pk: UUID) -> HttpResponse:  # type: ignore[type-arg]
    """The numbers of the chart: the start (UTC) of each hour, day or month, and its views."""
    article, period = _story(model_admin, request, pk), _period(request)
    points = period.points(article.published.pk, timezone.now()) if hasattr(article, "published") else []
    rows = ((f"{point.start:{period.iso}}", point.views) for point in points)
    return _csv(f"views-{article.slug or article.pk}-{period.name}.csv", ("start", "views"), rows)


@admin.action(description="Export views of selected stories (CSV)", permissions=["export"])
def export_selected(model_admin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse:
    columns = ("id", "slug", "headline", "published_at", "views")
    chosen = rights.allowed(request.user, "export", queryset)
    rows = chosen.values_list("id", "slug", "headline", "published_at", "published__view_total__views")
    written = (
        (key, slug, headline, f"{at:%Y-%m-%dT%H:%M:%SZ}" if at else "", views or 0)
        for key, slug, headline, at, views in rows.iterator(chunk_size=1000)
    )
    return _csv("views.csv", columns, written)


def _story(model_admin: admin.ModelAdmin, request: HttpRequest, pk: UUID) -> Article:  # type: ignore[type-arg]
    article: Article = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    rights.demand(request.user, "view", article)
    return article


def _period(request: HttpRequest) -> Period:
    return PERIODS.get(request.GET.get("period", ""), PERIODS["30d"])


def _figures(row: PublishedArticle, period: Period, now: datetime) -> dict[str, Any]:
    windows = [(title, views_of(row.pk, WINDOWS[name], now)) for name, title in TITLES.items()]
    points = period.points(row.pk, now)
    label = partial(_label, period)
    return {
        "total": counting.read(row.pk),
        "windows": windows,
        "chart": chart([(label(point), point.views) for point in points], f"Last {period.title}"),
        "rows": [(label(point), point.views) for point in reversed(points)],
    }


def _label(period: Period, point: Point) -> str:
    start = timezone.localtime(point.start) if period.local else point.start
    return date_format(start, period.form)


def _csv(name: str, columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8", headers=tables.headers(name))
    writer = csv.writer(response)
    writer.writerow(columns)
    writer.writerows([tables.cell(value) for value in row] for row in rows)
    return response

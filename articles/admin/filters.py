"""Filters of the list of stories."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from articles.admin.status import LABELS
from articles.models import Article, Byline, PublishedArticle


class StatusFilter(admin.SimpleListFilter):
    """The state by the clock, as `workflow.status` tells it for one story."""

    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(LABELS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if not self.value():
            return queryset
        now = timezone.now()
        live = Q(state=Article.State.PUBLISHED, published__in=PublishedArticle.objects.live(now))
        changed = Q(modified_at__gt=F("published__taken_at"))
        conditions = {
            "scheduled": Q(state=Article.State.PUBLISHED, published__visible_from__gt=now),
            "live": live & ~changed,
            "changed": live & changed,
            "expired": Q(
                state=Article.State.PUBLISHED, published__visible_from__lte=now, published__visible_until__lte=now
            ),
        }
        return queryset.filter(conditions.get(self.value() or "", Q(state=self.value())))


class AuthorNameFilter(admin.SimpleListFilter):
    """Part of an author's name, typed: there may be hundreds of authors."""

    title = "author"
    parameter_name = "author"
    template = "admin/articles/typed_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("", "")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        name = self.value()
        if not name:
            return queryset
        return queryset.filter(Exists(Byline.objects.filter(article=OuterRef("pk"), author__name__icontains=name)))

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """What the template needs: the other parameters, to be sent along."""
        others = changelist.get_filters_params()
        others.pop(self.parameter_name, None)
        yield {"selected": bool(self.value()), "others": [(k, one) for k, v in others.items() for one in _list(v)]}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]

"""Filters for the list of stories."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from articles.models import Article, Byline
from articles.models.named import called
from articles.publishing import status
from articles.publishing.status import Status


class StatusFilter(admin.SimpleListFilter):
    """Filters by status, which depends on the clock."""

    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return Status.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        chosen = self.value()
        if not chosen:
            return queryset
        return queryset.filter(status.where(Status(chosen))) if chosen in Status else queryset.none()


class AuthorNameFilter(admin.SimpleListFilter):
    """Filters by a typed part of an author's name: there may be hundreds of authors."""

    title = "author"
    parameter_name = "author"
    template = "admin/articles/typed_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("", "")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        name = self.value()
        if not name:
            return queryset
        return queryset.filter(Exists(Byline.objects.filter(called(name, "author__"), article=OuterRef("pk"))))

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """What the template needs: the other parameters, to send them along."""
        others = changelist.get_filters_params()
        others.pop(self.parameter_name, None)
        yield {"selected": bool(self.value()), "others": [(k, one) for k, v in others.items() for one in _list(v)]}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]

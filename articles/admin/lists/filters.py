"""Filters for the list of stories."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from articles.editing import rights
from articles.models import Article, Byline, ImageUse
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


class StageFilter(admin.SimpleListFilter):
    """Filters by how far the working copy is, live stories with changes included."""

    title = "stage"
    parameter_name = "stage"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [choice for choice in Article.Stage.choices if choice[0] != Article.Stage.WRITING]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return queryset.filter(stage=self.value()) if self.value() in Article.Stage else queryset


class WhoseFilter(admin.SimpleListFilter):
    """Filters by who has the story: its writers, or whoever it was given to."""

    title = "whose"
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("mine", "Mine"), ("assigned", "Given to me"), ("nobody", "Given to nobody")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        conditions = {
            "mine": rights.mine(request.user),
            "assigned": Q(assigned_to=request.user.pk),
            "nobody": Q(assigned_to=None),
        }
        return queryset.filter(conditions.get(self.value() or "", Q()))


class PicturesFilter(admin.SimpleListFilter):
    """Filters by what keeps pictures from being published."""

    title = "pictures"
    parameter_name = "pictures"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("lacking", "Without credit or alternative text")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return queryset.filter(pk__in=lacking().values("article")) if self.value() == "lacking" else queryset


def lacking() -> QuerySet[ImageUse]:
    """The places of pictures that lack what readers must have; `ImageUse.missing` answers this for one."""
    undescribed = Q(alt_text="", image__alt_text="", image__decorative=False)
    return ImageUse.objects.filter(undescribed | Q(image__credit=""))


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

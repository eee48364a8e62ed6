"""Lists as CSV: every row that the filters and the search leave, in the order of the list."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from articles.addresses import placeholders
from articles.admin import tables
from articles.editing import rights
from articles.editing.colleagues import named
from articles.http.timestamps import rfc3339
from articles.models import Article, PublishedArticle
from articles.publishing import status
from articles.publishing.status import Status

# Rows that are in memory at a time.
CHUNK = 500


class AsCsv(admin.ModelAdmin):  # type: ignore[type-arg]
    """`csv_columns` are titles with what is in them; views are asked for by `export`, other rows by `view`."""

    change_list_template = "admin/articles/listed.html"
    csv_columns: ClassVar[dict[str, Callable[[Any], object]]]

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_csv"
        return [path("list.csv", self.admin_site.admin_view(self.csv_view), name=name), *super().get_urls()]

    def csv_view(self, request: HttpRequest) -> HttpResponseBase:
        rights.demand(request.user, "export" if self.model is Article else "view", self.model)
        try:
            # Not its attribute, from which rows without a date are left out.
            found = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{reverse(f'admin:articles_{self.opts.model_name}_changelist')}?e=1")
        rows = ([way(row) for way in self.csv_columns.values()] for row in self.csv_rows(found))
        return tables.stream(f"{self.opts.verbose_name_plural}.csv", self.csv_columns, rows)

    def csv_rows(self, found: QuerySet[Any]) -> Iterable[Any]:
        return found.iterator(chunk_size=CHUNK)


class StoriesAsCsv(AsCsv):
    csv_columns: ClassVar[dict[str, Callable[[Any], object]]] = {
        "headline": lambda story: story.headline,
        "status": lambda story: status.of(story, timezone.now()).label,
        "stage": lambda story: story.get_stage_display(),
        "assigned to": lambda story: named(story.assigned_to) if story.assigned_to else "",
        "topic": lambda story: story.topic.name if story.topic else "",
        "byline": lambda story: story.byline,
        "authors": lambda story: ", ".join(byline.author.name for byline in story.bylines.all()),
        "tags": lambda story: ", ".join(place.tag.name for place in story.tag_places.all()),
        "genre": lambda story: story.genre,
        "language": lambda story: story.language,
        "published": lambda story: _moment(story.published_at),
        "first published": lambda story: _moment(story.first_published_at),
        "updated": lambda story: _moment(story.updated_at),
        "changed": lambda story: _moment(story.modified_at),
        "views": lambda story: _views(story),
        "address": lambda story: _address(story),
        "id": lambda story: story.pk,
    }

    def csv_rows(self, found: QuerySet[Any]) -> Iterable[Any]:
        whole = found.defer("body").select_related("published__topic", "published__view_total", "topic", "assigned_to")
        return super().csv_rows(whole.prefetch_related("bylines__author", "tag_places__tag"))


def _moment(at: datetime | None) -> str:
    return rfc3339(at) if at else ""


def _public(story: Article) -> PublishedArticle | None:
    return getattr(story, "published", None)


def _views(story: Article) -> object:
    row = _public(story)
    return "" if row is None else row.view_total.views if hasattr(row, "view_total") else 0


def _address(story: Article) -> str:
    """Where readers find it; empty unless they do."""
    row = _public(story)
    if row is None or status.of(story, timezone.now()) not in {Status.LIVE, Status.CHANGED}:
        return ""
    topic = row.topic.slug if row.topic else ""
    return placeholders.resolve(placeholders.canonical(topic=topic, slug=row.slug, article_id=str(story.pk)))

"""The sections of the site, as a tree."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.address import AddressForm, SeesOthers
from articles.admin.deleting import KeptWhileUsed, link
from articles.admin.lists.as_csv import AsCsv
from articles.admin.lists.counts import LiveStories
from articles.admin.lists.names import FoundByName
from articles.admin.lists.twins import TwinFilter
from articles.models import Topic


@admin.register(Topic)
class TopicAdmin(SeesOthers, AsCsv, LiveStories, FoundByName, KeptWhileUsed):
    form = AddressForm
    csv_columns: ClassVar[dict[str, Callable[[Any], object]]] = {
        "name": lambda topic: topic.name,
        "path": lambda topic: topic.path,
        "address": lambda topic: topic.slug,
        "position": lambda topic: topic.position,
        "description": lambda topic: topic.description,
        "live stories": lambda row: row.live_stories,
    }
    list_display = ["branch", "slug", "position", "stories"]
    ordering = ["path"]
    sortable_by = ()
    list_filter = [TwinFilter]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["parent"]
    used_by = ("topic", "published__topic")
    fields = ["name", "parent", "description", "position", "slug"]

    @admin.display(description="Topic")
    def branch(self, topic: Topic) -> SafeString:
        return format_html('<span class="branch branch-{}">{}</span>', min(len(topic.slugs), 6), topic.name)

    def places(self, request: HttpRequest, obj: Model) -> list[SafeString]:
        below = [link("Topic", child) for child in Topic.objects.filter(parent=obj.pk)]
        return below + super().places(request, obj)

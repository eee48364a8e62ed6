"""The tags of stories."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin

from articles.admin.address import AddressForm, SeesOthers
from articles.admin.deleting import KeptWhileUsed
from articles.admin.lists.as_csv import AsCsv
from articles.admin.lists.counts import LiveStories
from articles.admin.lists.merging import Merges
from articles.admin.lists.names import FoundByName
from articles.admin.lists.twins import TwinFilter
from articles.models import Tag


@admin.register(Tag)
class TagAdmin(SeesOthers, AsCsv, Merges, LiveStories, FoundByName, KeptWhileUsed):
    form = AddressForm
    csv_columns: ClassVar[dict[str, Callable[[Any], object]]] = {
        "name": lambda tag: tag.name,
        "kind": lambda tag: tag.kind,
        "address": lambda tag: tag.slug,
        "description": lambda tag: tag.description,
        "live stories": lambda row: row.live_stories,
    }
    list_display = ["name", "kind", "slug", "stories"]
    ordering = ["name", "id"]
    show_facets = admin.ShowFacets.NEVER
    list_filter = ["kind", TwinFilter]
    search_fields = ["name", "slug"]
    used_by = ("tag_places__tag", "published__tags")
    fields = ["name", "kind", "description", "slug"]

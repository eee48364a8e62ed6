"""The tags of stories."""

from django.contrib import admin

from articles.admin.address import AddressForm, SeesOthers
from articles.admin.deleting import KeptWhileUsed
from articles.admin.lists.counts import LiveStories
from articles.admin.lists.merging import Merges
from articles.admin.lists.names import FoundByName
from articles.admin.lists.twins import TwinFilter
from articles.models import Tag


@admin.register(Tag)
class TagAdmin(SeesOthers, Merges, LiveStories, FoundByName, KeptWhileUsed):
    form = AddressForm
    list_display = ["name", "kind", "slug", "stories"]
    ordering = ["name", "id"]
    show_facets = admin.ShowFacets.NEVER
    list_filter = ["kind", TwinFilter]
    search_fields = ["name", "slug"]
    used_by = ("tag_places__tag", "published__tags")
    fields = ["name", "kind", "description", "slug"]

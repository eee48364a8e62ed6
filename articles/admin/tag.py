"""What stories are about."""

from django.contrib import admin

from articles.admin.address import AddressForm, SeesOthers
from articles.admin.counts import LiveStories
from articles.admin.deleting import KeptWhileUsed
from articles.admin.twins import TwinFilter
from articles.models import Tag


@admin.register(Tag)
class TagAdmin(SeesOthers, LiveStories, KeptWhileUsed):
    form = AddressForm
    list_display = ["name", "kind", "slug", "stories"]
    ordering = ["name", "id"]
    show_facets = admin.ShowFacets.NEVER
    list_filter = ["kind", TwinFilter]
    search_fields = ["name", "slug"]
    used_by = ("tag_places__tag", "published__tags")
    fields = ["name", "kind", "description", "slug"]

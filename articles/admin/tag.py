"""What stories are about."""

from django.contrib import admin

from articles.admin.counts import LiveStories
from articles.admin.deleting import KeptWhileUsed
from articles.models import Tag


@admin.register(Tag)
class TagAdmin(LiveStories, KeptWhileUsed):
    list_display = ["name", "kind", "slug", "stories"]
    ordering = ["name", "id"]
    show_facets = admin.ShowFacets.NEVER
    list_filter = ["kind"]
    search_fields = ["name", "slug"]
    used_by = ("tag_places__tag", "published__tags")
    fields = ["name", "kind", "description", "slug"]

"""Who signs stories."""

from django.contrib import admin

from articles.admin.counts import LiveStories
from articles.admin.deleting import KeptWhileUsed
from articles.models import Author


@admin.register(Author)
class AuthorAdmin(LiveStories, KeptWhileUsed):
    list_display = ["name", "job_title", "kind", "stories"]
    ordering = ["name", "id"]
    show_facets = admin.ShowFacets.NEVER
    list_filter = ["kind"]
    search_fields = ["name", "slug", "job_title"]
    autocomplete_fields = ["image", "user"]
    used_by = ("bylines__author", "published__authors")
    fieldsets = [
        (None, {"fields": ["name", "kind", "job_title", "bio", "image"]}),
        ("Address", {"fields": ["slug"]}),
        ("For colleagues only", {"fields": ["email", "user"]}),
    ]

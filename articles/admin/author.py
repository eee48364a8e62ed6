"""Who signs stories."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from articles.admin.address import AddressForm, SeesOthers
from articles.admin.counts import LiveStories
from articles.admin.deleting import KeptWhileUsed
from articles.models import Author


@admin.register(Author)
class AuthorAdmin(SeesOthers, LiveStories, KeptWhileUsed):
    form = AddressForm
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

    def save_model(self, request: HttpRequest, obj: Author, form: Any, change: bool) -> None:
        """Two people may have one name; one person with two rows is a mistake, which only an editor can tell."""
        super().save_model(request, obj, form, change)
        if "name" in form.changed_data and (twin := obj.twins().first()):
            told = f"There is another author called “{twin}”{f', {twin.job_title}' if twin.job_title else ''}."
            messages.warning(request, f"{told} If both are one person, use one of them and delete the other.")

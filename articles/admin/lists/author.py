"""The authors of stories."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest

from articles.admin.address import AddressForm, SeesOthers
from articles.admin.deleting import KeptWhileUsed
from articles.admin.lists.as_csv import AsCsv
from articles.admin.lists.counts import LiveStories
from articles.admin.lists.merging import Merges
from articles.admin.lists.names import FoundByName
from articles.editing import rights
from articles.models import Article, Author


@admin.register(Author)
class AuthorAdmin(SeesOthers, AsCsv, Merges, LiveStories, FoundByName, KeptWhileUsed):
    form = AddressForm
    csv_columns: ClassVar[dict[str, Callable[[Any], object]]] = {
        "name": lambda author: author.name,
        "kind": lambda author: author.kind,
        "job title": lambda author: author.job_title,
        "address": lambda author: author.slug,
        "live stories": lambda row: row.live_stories,
    }
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

    def get_readonly_fields(self, request: HttpRequest, obj: Author | None = None) -> Any:
        """An author's stories are the account's own, so linking the two is for those who may change all stories."""
        return () if rights.may(request.user, "approve", Article) else ("user",)

    def save_model(self, request: HttpRequest, obj: Author, form: Any, change: bool) -> None:
        """Warn of another author with the same name: only an editor knows whether both are one person."""
        super().save_model(request, obj, form, change)
        if "name" in form.changed_data and (twin := obj.twins().first()):
            known = f"There is another author called “{twin}”{f', {twin.job_title}' if twin.job_title else ''}."
            messages.warning(request, f"{known} If both are one person, merge them in the list.")

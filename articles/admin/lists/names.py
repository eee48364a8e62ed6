"""Finds rows by their names, alike on every database."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.models.named import called


class FoundByName(admin.ModelAdmin):  # type: ignore[type-arg]
    """Searches names without case and accents, beside `search_fields`. Choosing from a form searches by this, too."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        found, doubled = super().get_search_results(request, queryset, search_term)
        return (found | queryset.filter(called(search_term)) if search_term.strip() else found), doubled

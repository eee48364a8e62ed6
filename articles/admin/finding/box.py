"""The search boxes of the list of stories and of fields that choose a story."""

from typing import Final

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from articles import finding
from articles.models import Article

TOO_LONG: Final = f"This is longer than {finding.LONGEST} characters: give fewer words."


class FindsByIndex(admin.ModelAdmin):  # type: ignore[type-arg]
    # Django shows a search box only where there are fields to search.
    search_fields = ["headline"]
    search_help_text = "Words, “phrases”, -without, in all of a story"

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Article]", search_term: str
    ) -> tuple["QuerySet[Article]", bool]:
        """Stories that match, with the last word as the beginning of one, because boxes search while one types."""
        if not search_term.strip():
            return queryset, False
        if len(search_term) > finding.LONGEST:
            messages.error(request, TOO_LONG)
            return queryset.none(), False
        return finding.matching(finding.by_beginning(search_term), queryset), False

"""The change log, read only."""

from django.contrib import admin
from django.utils import timezone

from articles.admin.read_only import ReadOnly
from articles.admin.status import moment
from articles.models import Change


@admin.register(Change)
class ChangeAdmin(ReadOnly):
    list_display = ["at", "reason", "what", "version"]
    list_filter = ["reason", "effective_at"]
    list_select_related = ["article"]
    search_fields = ["slug", "article__headline", "keys"]
    ordering = ["-effective_at", "-id"]
    date_hierarchy = "effective_at"
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    @admin.display(description="Effective", ordering="effective_at")
    def at(self, change: Change) -> str:
        return moment(change.effective_at, timezone.now())

    @admin.display(description="What")
    def what(self, change: Change) -> str:
        """The story or, without one, the surrogate keys of what was edited."""
        return str(change.article or change.keys)

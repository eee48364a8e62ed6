"""Filters for the list of pictures."""

from typing import Any, Final

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from media.models import Image

NEEDS: Final = {
    "credit": ("A credit line", Q(credit="")),
    "alt_text": ("Alternative text", Q(alt_text="", decorative=False)),
}


class NeedsFilter(admin.SimpleListFilter):
    """Pictures that keep a story from being published; `Image.missing` answers this for one picture."""

    title = "what it needs"
    parameter_name = "needs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, label) for name, (label, _) in NEEDS.items()] + [("nothing", "Nothing")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        wanted = self.value()
        if wanted == "nothing":
            return queryset.exclude(NEEDS["credit"][1] | NEEDS["alt_text"][1])
        return queryset.filter(NEEDS[wanted][1]) if wanted in NEEDS else queryset

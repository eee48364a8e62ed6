"""Finds rows that got the same name before duplicates were refused."""

from collections import Counter
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from articles.models.named import TWIN


class TwinFilter(admin.SimpleListFilter):
    """Offered while there are such rows: same name, same kin. All but one of them are marked (TWIN)."""

    title = "name"
    parameter_name = "twins"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Same as another")] if _twins(model_admin.model) else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(pk__in=_twins(queryset.model)) if self.value() else queryset


def _twins(model: Any) -> list[Any]:
    """The keys of all rows that share their name."""
    marked = model.objects.filter(name_key__contains=TWIN).values_list("name_key", flat=True)
    names = {key.partition(TWIN)[0] for key in marked}
    if not names:
        return []
    alike = model.objects.filter(Q(name_key__in=names) | Q(name_key__contains=TWIN))
    places = {pk: (key.partition(TWIN)[0], *kin) for pk, key, *kin in alike.values_list("pk", "name_key", *model.kin)}
    numbers = Counter(places.values())
    return [pk for pk, place in places.items() if numbers[place] > 1]

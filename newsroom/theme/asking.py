"""Makes every screen of the admin ask articles.editing for permissions, so that no ModelAdmin needs to."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from articles.editing import live, rights


class Asking(admin.ModelAdmin):  # type: ignore[type-arg]
    """The base that EditorsSite puts behind every ModelAdmin, in place of Django's permission checks."""

    # Whether its forms compare themselves with what is stored: see newsroom.theme.overwriting.
    keeps_versions = False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, "view", obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._may(request, "add", None)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, "delete", obj)

    def _may(self, request: HttpRequest, action: str, obj: Model | None) -> bool:
        return bool(rights.may(request.user, action, self.model if obj is None else obj))


class Guarding(admin.ModelAdmin):  # type: ignore[type-arg]
    """The class that EditorsSite puts before every ModelAdmin: forms, pop-ups and editable lists save through it.

    A bulk action that changes rows itself must call `live.check` for each of them.
    """

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        live.check(request.user, obj)
        super().save_model(request, obj, form, change)

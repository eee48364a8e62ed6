"""Accounts and groups: nobody gives others more than they have themselves."""

from itertools import groupby
from typing import Any, Final

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest

from articles.editing import rights

# What makes an account more than its groups make it.
BEYOND: Final = {"is_superuser", "user_permissions"}

admin.site.unregister([User, Group])


def _boxes(field: Any) -> Any:
    """Rights to tick, under the names of what they are for."""
    rows = field.queryset.order_by("content_type__app_label", "content_type__model", "codename")
    grouped = groupby(rows.select_related("content_type"), key=_what)
    field.widget = CheckboxSelectMultiple(attrs={"class": "rights"})
    field.choices = [(what, [(right.pk, right.name) for right in some]) for what, some in grouped]
    return field


def _what(right: Permission) -> str:
    return str(right.content_type).replace(" | ", ": ")


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    """Without the switch for superusers and single rights, unless a superuser looks: groups are enough for others."""

    filter_horizontal = ()
    readonly_fields = ["last_login", "date_joined"]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not obj or rights.may(request.user, "make_superuser", User):
            return fieldsets
        return [
            (title, options | {"fields": [name for name in options["fields"] if name not in BEYOND]})
            for title, options in fieldsets
        ]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs |= {"queryset": rights.givable(request.user), "widget": CheckboxSelectMultiple}
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        return _boxes(field) if db_field.name == "user_permissions" else field


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest | None = None, **kwargs: Any) -> Any:
        if request:
            kwargs["queryset"] = rights.grantable(request.user)
        return _boxes(super().formfield_for_manytomany(db_field, request=request, **kwargs))

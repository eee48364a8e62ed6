"""Accounts and groups: nobody gives others more than they have themselves."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest

from articles.editing import rights

# What makes an account or a group more than its other groups make it.
BEYOND = {"is_superuser", "user_permissions"}

admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    """Without the switch for superusers and single rights, unless a superuser looks: groups are enough for others."""

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
            kwargs["queryset"] = rights.givable(request.user)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest | None = None, **kwargs: Any) -> Any:
        if request and db_field.name == "permissions":
            kwargs["queryset"] = rights.grantable(request.user)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

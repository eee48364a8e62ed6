from django.apps import AppConfig
from django.apps import apps as apps_
from django.contrib import admin
from django.contrib.admin import apps


class ThemeConfig(AppConfig):
    """The look of the admin: templates and one stylesheet on Django's own CSS variables."""

    name = "newsroom.theme"


class EditorsConfig(apps.AdminConfig):
    """Django's admin with our site. In INSTALLED_APPS instead of `django.contrib.admin`."""

    default = False
    default_site = "newsroom.theme.site.EditorsSite"

    def ready(self) -> None:
        """Second factors and sessions are their owners' affair: django-allauth would show their secrets in lists."""
        super().ready()
        for label in ("account", "mfa", "usersessions", "socialaccount"):
            for model in apps_.get_app_config(label).get_models():
                if admin.site.is_registered(model):
                    admin.site.unregister(model)

from django.apps import AppConfig
from django.apps import apps as apps_
from django.contrib import admin
from django.contrib.admin import apps
from django.contrib.auth.signals import user_logged_in


class ThemeConfig(AppConfig):
    """The look of the admin: templates and one style sheet based on Django's own CSS variables."""

    name = "newsroom.theme"


class EditorsConfig(apps.AdminConfig):
    """Django's admin with our site. In INSTALLED_APPS instead of `django.contrib.admin`."""

    default = False
    default_site = "newsroom.theme.site.EditorsSite"

    def ready(self) -> None:
        """Unregister second factors and sessions, because django-allauth would show their secrets in lists."""
        super().ready()
        # Imported here, because models can be imported only now.
        from newsroom.theme.clocks import remember_of

        user_logged_in.connect(remember_of)
        for label in ("account", "mfa", "usersessions", "socialaccount"):
            for model in apps_.get_app_config(label).get_models():
                if admin.site.is_registered(model):
                    admin.site.unregister(model)

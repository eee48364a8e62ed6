from django.apps import AppConfig
from django.contrib.admin import apps


class ThemeConfig(AppConfig):
    """The look of the admin: templates and one stylesheet on Django's own CSS variables."""

    name = "newsroom.theme"


class EditorsConfig(apps.AdminConfig):
    """Django's admin with our site. In INSTALLED_APPS instead of `django.contrib.admin`."""

    default = False
    default_site = "newsroom.theme.site.EditorsSite"

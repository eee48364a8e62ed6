from django.apps import AppConfig


class ReaderConfig(AppConfig):
    """The reference reader: a small front end that uses nothing but the public API."""

    name = "newsroom.reader"

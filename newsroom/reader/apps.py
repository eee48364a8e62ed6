from django.apps import AppConfig


class ReaderConfig(AppConfig):
    """The reference reader: a small front end that uses only the public API."""

    name = "newsroom.reader"

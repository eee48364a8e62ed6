"""Chooses the search module of the database in use. Both modules have the same functions and constants."""

from types import ModuleType

from django.db import connection

from articles.search import postgresql, sqlite


def backend() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite

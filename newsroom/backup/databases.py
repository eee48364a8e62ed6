"""The module for the database in use: `sqlite` or `postgresql`, which have the same functions."""

from types import ModuleType

from django.db import connection

from newsroom.backup import postgresql, sqlite

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def module() -> ModuleType:
    return sqlite if connection.vendor == "sqlite" else postgresql

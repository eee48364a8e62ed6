"""The module for the kind of database at hand: `sqlite` or `postgresql`, which do the same."""

from types import ModuleType

from django.db import connection

from newsroom.backup import postgresql, sqlite

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def module() -> ModuleType:
    return sqlite if connection.vendor == "sqlite" else postgresql

"""Removes a table's indexes and makes them again, which is faster than keeping them while millions of rows come."""

from typing import Final

from django.db import connection

# Without those of primary keys and constraints, which cannot be removed alone.
FIND: Final = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s",
    "postgresql": """
        SELECT indexname, indexdef FROM pg_indexes
        WHERE tablename = %s AND schemaname = current_schema()
        AND indexname NOT IN (SELECT conname FROM pg_constraint)
    """,
}


def remove(tables: list[str]) -> list[str]:
    """Remove the indexes of tables. Returns the statements that make them again."""
    made = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(FIND[connection.vendor], [table])
            for name, statement in cursor.fetchall():
                cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
                made.append(statement)
    return made


def make(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

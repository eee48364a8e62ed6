"""Writes many rows at once where Django's bulk_create is too slow.

It builds a model instance for every row of a link table, which takes ten times as long as writing the row. And on
PostgreSQL it sends columns as arrays, whose text psycopg escapes character by character: milliseconds for a document.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

# 32,766 parameters are the least that SQLite since 3.32 and PostgreSQL take; Django asks for far fewer.
PARAMETERS = 8_000
# The same ids and moments come again and again, and to convert one takes longer than to remember it.
REPEATED = (models.ForeignKey, models.UUIDField, models.DateTimeField)


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[Any]:
    """Insert `rows` of values for the named fields; those with a default in Python must be named too. Sends no signals.

    Returns the primary keys of the new rows, in their order.
    """
    # The connection itself: every look through its proxy costs as much as converting a value.
    connection = connections[DEFAULT_DB_ALIAS]
    named = (model._meta.get_field(name) for name in columns)
    fields = [field for field in named if isinstance(field, models.Field)]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    start = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES "  # noqa: S608, names are quoted
    one = f"({', '.join(['%s'] * len(fields))})"
    end = f" RETURNING {quote(str(model._meta.pk.column))}"
    prepare = [_converter(field, connection) for field in fields]
    remaining = iter(rows)
    keys: list[Any] = []
    with connection.cursor() as cursor:
        while chunk := list(islice(remaining, PARAMETERS // len(fields))):
            values = [adapt(value) for row in chunk for adapt, value in zip(prepare, row, strict=True)]
            cursor.execute(start + ", ".join([one] * len(chunk)) + end, values)
            keys += [key for (key,) in cursor.fetchall()]
    return keys


def create(model: type[models.Model], instances: Sequence[models.Model]) -> None:
    """Insert instances that are not in the database yet and give them their keys, as bulk_create does."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    rows = ([field.pre_save(instance, add=True) for field in fields] for instance in instances)
    for instance, key in zip(instances, insert(model, [field.name for field in fields], rows), strict=True):
        if isinstance(model._meta.pk, models.AutoField):
            instance.pk = key
        instance._state.adding = False
        instance._state.db = DEFAULT_DB_ALIAS


def _converter(field: "models.Field[Any, Any]", connection: Any) -> Callable[[Any], Any]:
    convert = partial(field.get_db_prep_save, connection=connection)
    return cache(convert) if isinstance(field, REPEATED) else convert

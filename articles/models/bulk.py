"""Writes many rows at once where Django's bulk_create is too slow.

bulk_create builds a model instance for every row of a link table, which takes ten times as long as writing the row. On
PostgreSQL it also sends columns as arrays, whose text psycopg escapes character by character: milliseconds a document.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

# SQLite since 3.32 and PostgreSQL take at least 32,766 parameters; Django sends far fewer.
PARAMETERS = 8_000
# The same ids and timestamps recur often, and converting one takes longer than looking it up.
REPEATED = (models.ForeignKey, models.UUIDField, models.DateTimeField)


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, replace: bool = False
) -> list[Any]:
    """Insert `rows` of values for the named fields, which must include those with a default in Python. No signals.

    With `replace`, a row that has the primary key already is overwritten. Returns the primary keys of the rows, in
    order.
    """
    # The connection itself: every access through its proxy costs as much as converting a value.
    connection = connections[DEFAULT_DB_ALIAS]
    fields = _fields(model, columns)
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    start = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES "  # noqa: S608, names are quoted
    one = f"({', '.join(['%s'] * len(fields))})"
    key = quote(str(model._meta.pk.column))
    updates = ", ".join(f"{column} = excluded.{column}" for column in names.split(", "))
    end = (f" ON CONFLICT ({key}) DO UPDATE SET {updates}" if replace else "") + f" RETURNING {key}"
    prepare = [_converter(field, connection) for field in fields]
    remaining = iter(rows)
    keys: list[Any] = []
    with connection.cursor() as cursor:
        while chunk := list(islice(remaining, PARAMETERS // len(fields))):
            values = [adapt(value) for row in chunk for adapt, value in zip(prepare, row, strict=True)]
            cursor.execute(start + ", ".join([one] * len(chunk)) + end, values)
            keys += [key for (key,) in cursor.fetchall()]
    return keys


def create(model: type[models.Model], instances: Sequence[models.Model], *, replace: bool = False) -> None:
    """Insert instances that are not in the database yet, and set their keys, as bulk_create does.

    With `replace`, all have keys, and those that are there are overwritten: a quarter of bulk_update's time.
    """
    fields = [field for field in model._meta.concrete_fields if replace or not isinstance(field, models.AutoField)]
    rows = ([field.pre_save(instance, add=not replace) for field in fields] for instance in instances)
    keys = insert(model, [field.name for field in fields], rows, replace=replace)
    for instance, key in zip(instances, keys, strict=True):
        if isinstance(model._meta.pk, models.AutoField):
            instance.pk = key
        instance._state.adding = False
        instance._state.db = DEFAULT_DB_ALIAS


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set the named fields of rows that are there: each of `rows` has a primary key, then its values. No signals.

    What is not named is not sent, and PostgreSQL does not write long texts of it again.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    quote = connection.ops.quote_name
    fields = [model._meta.pk, *_fields(model, columns)]
    table, key, *names = (quote(name) for name in (model._meta.db_table, *(str(field.column) for field in fields)))
    # Both databases name the columns of VALUES so.
    updates = ", ".join(f"{name} = found.column{place}" for place, name in enumerate(names, 2))
    start = f"UPDATE {table} SET {updates} FROM (VALUES "  # noqa: S608, names are quoted
    end = f") AS found WHERE {table}.{key} = found.column1"
    one = f"({', '.join(['%s'] * len(fields))})"
    prepare = [_converter(field, connection) for field in fields]
    remaining = iter(rows)
    with connection.cursor() as cursor:
        while chunk := list(islice(remaining, PARAMETERS // len(fields))):
            values = [adapt(value) for row in chunk for adapt, value in zip(prepare, row, strict=True)]
            cursor.execute(start + ", ".join([one] * len(chunk)) + end, values)


def _fields(model: type[models.Model], names: Iterable[str]) -> "list[models.Field[Any, Any]]":
    fields = (model._meta.get_field(name) for name in names)
    return [field for field in fields if isinstance(field, models.Field)]


def _converter(field: "models.Field[Any, Any]", connection: Any) -> Callable[[Any], Any]:
    convert = partial(field.get_db_prep_save, connection=connection)
    return cache(convert) if isinstance(field, REPEATED) else convert

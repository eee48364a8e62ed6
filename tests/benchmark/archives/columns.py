"""What becomes of each column in a copy of a story. Read from the models, so that it follows their migrations."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.apps import apps
from django.db import connection, models

from articles.models import Article, PublishedArticle
from tests.benchmark.archives.stories import MARK

STORIES: Final[tuple[type[models.Model], ...]] = (Article, PublishedArticle)

if TYPE_CHECKING:
    # Generic only in the stubs.
    Field = models.Field[Any, Any]
else:
    Field = models.Field


class Column(NamedTuple):
    """A column's quoted name, and the expression that makes the copy's value from `row`, `story` and {parameters}.

    Parameters are `copy`, the number of the copy, and `mark`, its mark. `story` is a row of the table of copies.
    """

    name: str
    expression: str


def copied() -> Iterator[type[models.Model]]:
    """The models whose rows belong to a story: the stories, and all that have a foreign key to them."""
    yield from STORIES
    for model in apps.get_app_config("articles").get_models(include_auto_created=True):
        if model not in STORIES and _owner(model):
            yield model


def story_of(model: type[models.Model]) -> tuple[str, str]:
    """The column that names the story to which a row of `model` belongs, and the column of copies that it equals."""
    field = model._meta.pk if model in STORIES else _owner(model)
    assert field
    kind = model if model in STORIES else field.related_model
    return _quoted(field.column), "article" if kind is Article else "published"


def names(model: type[models.Model]) -> list[str]:
    """All columns of the table, in quotation marks. FTS5 does not list its key, and has more columns than the model."""
    with connection.cursor() as cursor:
        found = [column.name for column in connection.introspection.get_table_description(cursor, model._meta.db_table)]
    assert model._meta.pk
    return [_quoted(name) for name in dict.fromkeys([model._meta.pk.column, *found])]


def columns(model: type[models.Model], spans: dict[type[models.Model], int]) -> list[Column]:
    """The table's columns. `spans` has the highest key of every model with whole numbers as keys."""
    fields = {_quoted(field.column): field for field in model._meta.concrete_fields}
    return [Column(name, _expression(model, name, fields.get(name), spans)) for name in names(model)]


def _expression(model: type[models.Model], name: str, field: Field | None, spans: dict[type[models.Model], int]) -> str:
    if field is None:
        return f"row.{name}"
    keyed = model if field.primary_key and not field.is_relation else field.related_model
    if keyed in spans:
        return f"row.{name} + {{copy}} * {spans[keyed]}"
    # A UUID that is no foreign key repeats a story's.
    if keyed is Article or (isinstance(field, models.UUIDField) and not field.is_relation):
        return _cast(_replaced(name, field, "'{mark}'", f"'{MARK}'"), field)
    if isinstance(field, models.DateTimeField):
        return f"CASE WHEN row.{name} = story.was THEN story.becomes ELSE row.{name} END"
    if isinstance(field, models.CharField | models.TextField | models.JSONField) and _is_marked(model, name):
        marked = _replaced(name, field, "'{mark}'", f"'{MARK}'")
        return _cast(f"replace({marked}, story.was_written, story.written)", field)
    return f"row.{name}"


def _replaced(name: str, field: Field, by: str, what: str) -> str:
    text = f"row.{name}::text" if connection.vendor == "postgresql" else f"row.{name}"
    return f"replace({text}, {what}, {by})"


def _cast(expression: str, field: Field) -> str:
    """The text as the column's own type: PostgreSQL converts nothing by itself."""
    return f"({expression})::{field.db_type(connection)}" if connection.vendor == "postgresql" else expression


def _is_marked(model: type[models.Model], name: str) -> bool:
    """Whether the column holds ids or slugs of stories. The others are copied as they are, which is much faster."""
    text = f"{name}::text" if connection.vendor == "postgresql" else name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {_quoted(model._meta.db_table)} WHERE {text} LIKE %s LIMIT 1", [f"%{MARK}%"])
        return cursor.fetchone() is not None


def _owner(model: type[models.Model]) -> Field | None:
    """The first foreign key to a story. A second one names another story, such as a related one."""
    return next((field for field in model._meta.concrete_fields if field.related_model in STORIES), None)


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")

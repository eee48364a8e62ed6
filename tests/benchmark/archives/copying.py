"""Multiplies the stories of an archive by statements of the database, without compiling any."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max

from articles.http.timestamps import rfc3339
from articles.models import Article, PublishedArticle
from articles.publishing import standing
from demo.archive.stories import YEARS
from tests.benchmark.archives import indexes
from tests.benchmark.archives.columns import columns, copied, names, story_of
from tests.benchmark.archives.stories import MARK, mark

# The stories that the next statements copy, with the dates of publication of the story and of its copy, as in columns
# and as in documents.
STORIES: Final = """
CREATE TEMP TABLE story (
    published bigint PRIMARY KEY, article {uuid} UNIQUE, was_written text, was {moment}, written text, becomes {moment}
)
"""
INSERT_STORY: Final = "INSERT INTO story VALUES (%s, %s, %s, %s, %s, %s)"


def multiply(count: int, now: datetime) -> Iterator[int]:
    """Add `count` copies of the stories with MARK, yielding how many each step has added.

    Copies differ in id, address and dates, which are spread over as many years as those of seeded stories. Stopped
    halfway, it leaves tables without their indexes.
    """
    models_ = list(copied())
    stories = _stories()
    statements = [_statement(model) for model in models_]
    removed = indexes.remove([model._meta.db_table for model in models_])
    for copy, start in enumerate(range(0, count, len(stories)), start=1):
        some = stories[: count - start]
        _date(some, now, Random(copy))
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement.format(copy=copy, mark=mark(copy)))
        yield len(some)
    indexes.make(removed)
    standing.recount()
    _finish(models_)


def _stories() -> list[tuple[Any, ...]]:
    """The stories to copy, as the first columns of their rows in the table that they take turns in, which it makes."""
    ids = Article._meta.pk
    moments = PublishedArticle._meta.get_field("published_at")
    with connection.cursor() as cursor:
        cursor.execute(STORIES.format(uuid=ids.db_type(connection), moment=moments.db_type(connection)))
    rows = PublishedArticle.objects.filter(slug__endswith=MARK).order_by("pk")
    return [
        (key, ids.get_db_prep_value(article, connection), rfc3339(was), connection.ops.adapt_datetimefield_value(was))
        for key, article, was in rows.values_list("pk", "article_id", "published_at")
    ]


def _date(stories: list[tuple[Any, ...]], now: datetime, random: Random) -> None:
    """Fill the table with stories and new dates for their copies."""
    moment = connection.ops.adapt_datetimefield_value
    rows = []
    for story in stories:
        becomes = now - timedelta(seconds=random.randrange(60, YEARS * 365 * 86_400))
        rows.append((*story, rfc3339(becomes), moment(becomes)))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM story")
        cursor.executemany(INSERT_STORY, rows)


def _statement(model: type[models.Model]) -> str:
    """The statement that copies a table's rows, from a table of its own: the model's table grows meanwhile."""
    table, base = connection.ops.quote_name(model._meta.db_table), _base(model)
    own, of = story_of(model)
    listed = ", ".join(names(model))
    found = columns(model, _spans())
    with connection.cursor() as cursor:
        selected = ", ".join(f"{name} AS {name}" for name in names(model))
        cursor.execute(f"CREATE TEMP TABLE {base} AS SELECT {selected} FROM {table}")
    values = ", ".join(column.expression for column in found)
    return f"INSERT INTO {table} ({listed}) SELECT {values} FROM {base} AS row JOIN story ON story.{of} = row.{own}"


def _spans() -> dict[type[models.Model], int]:
    """The highest key of every copied model that has whole numbers as keys of its own."""
    return {
        model: model._default_manager.aggregate(highest=Max("pk"))["highest"] or 0
        for model in copied()
        if isinstance(model._meta.pk, models.AutoField | models.BigAutoField)
    }


def _finish(models_: list[type[models.Model]]) -> None:
    """Continue the keys after the copies', and remove the tables of the work."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_):
            cursor.execute(statement)
        for table in ("story", *map(_base, models_)):
            cursor.execute(f"DROP TABLE {table}")


def _base(model: type[models.Model]) -> str:
    return f"base_{model._meta.model_name}"

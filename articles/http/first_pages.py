"""The first pages of the lists that are read most, by a statement that is written out.

`articles.http.found` finds the same by the ORM and is the reference; a test compares them.
"""

from typing import Any, Final, NamedTuple

from django.db import connection
from django.utils import timezone

from articles.http.found import ATTACHED, INDEXED, Choice, Found, Order
from articles.models import prepared
from articles.models.published import LIVE_SQL

STORIES: Final = "articles_publishedarticle"
# The live stories in the order of an index, and then what their cards need. The size is no parameter, or PostgreSQL
# would plan for pages of any size; so that it plans for few, it is a multiple of STEP.
STEP: Final = 20
PAGE: Final = f"""
SELECT story.id, document.card, '', story.compiled_with, COALESCE(total.views, 0)
FROM (
    SELECT {STORIES}.id AS key, {{way}}.{{date}} AS date, {{way}}.article_id AS article_id
    FROM {{source}} {LIVE_SQL}
    ORDER BY {{way}}.{{date}} {{direction}}, {{way}}.article_id {{direction}} LIMIT {{size}}
) AS page
JOIN {STORIES} AS story ON story.id = page.key
JOIN articles_publisheddocument AS document ON document.published_id = page.key
LEFT JOIN articles_viewtotal AS total ON total.published_id = page.key
ORDER BY page.date {{direction}}, page.article_id {{direction}}
"""  # noqa: S608, all that is put in comes from this file
ALL: Final = f"{STORIES} WHERE"
WITH: Final = f"{{table}} AS way JOIN {STORIES} ON {STORIES}.id = way.published_id WHERE way.{{kind}}_id = %s AND"


class Row(NamedTuple):
    """A story as cards need it (see articles.api.representation.Row)."""

    pk: int
    card: str
    details: str
    compiled_with: int
    views: int


def is_plain(found: Found, order: Order) -> bool:
    """Whether `rows` knows the statement: all stories, or those with one topic, tag or author, by date."""
    return order[0] in INDEXED and not found.moments and all(map(_is_plain, found.choices)) and len(found.choices) <= 1


def rows(found: Found, order: Order, size: int) -> list[Row]:
    """The first `size` stories. One query. `is_plain` must be true."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    way, source, values = STORIES, ALL, [now, now]
    for choice in found.choices:
        table, _ = ATTACHED[choice.kind]
        way, source = "way", WITH.format(table=table._meta.db_table, kind=choice.kind)
        field: Any = table._meta.get_field(choice.kind)
        values.insert(0, field.get_db_prep_value(choice.keys[0], connection))
    date, direction = order[0].removeprefix("-"), "DESC" if order[0].startswith("-") else "ASC"
    sql = PAGE.format(source=source, way=way, date=date, direction=direction, size=-(-size // STEP) * STEP)
    return [Row(*row) for row in prepared.rows(sql, values)[:size]]


def _is_plain(choice: Choice) -> bool:
    return choice.kind in ATTACHED and choice.wanted and len(choice.keys) == 1

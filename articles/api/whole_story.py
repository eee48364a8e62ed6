"""Reads a whole story, by statements that are written out (see articles.models.prepared).

`articles.api.representation` reads the same by the ORM and is the reference; a test compares them.
"""

from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection
from django.utils import timezone

from articles.api.fields import Selection
from articles.api.representation import Related, related
from articles.models import PublishedArticle, prepared
from articles.models.published import LIVE_SQL

STORY: Final = f"""
SELECT story.id, document.card, {{details}}, story.compiled_with, COALESCE(total.views, 0), story.compiled_at,
    document.surrogate_keys
FROM articles_publishedarticle AS story
JOIN articles_publisheddocument AS document ON document.published_id = story.id
LEFT JOIN articles_viewtotal AS total ON total.published_id = story.id
WHERE story.{{address}} = %s AND {LIVE_SQL}
"""  # noqa: S608, the condition is a constant
RELATED: Final = f"""
SELECT link.story_id, document.card, story.compiled_with, COALESCE(total.views, 0)
FROM articles_publishedrelated AS link
JOIN articles_publishedarticle AS story ON story.article_id = link.story_id
JOIN articles_publisheddocument AS document ON document.published_id = story.id
LEFT JOIN articles_viewtotal AS total ON total.published_id = story.id
WHERE link.published_id = %s AND {LIVE_SQL}
ORDER BY link.position
"""  # noqa: S608, the condition is a constant


ID: Final[Any] = PublishedArticle._meta.get_field("article")
SLUG: Final[Any] = PublishedArticle._meta.get_field("slug")


class Whole(NamedTuple):
    """A story as its own address needs it (see articles.api.representation.Row)."""

    pk: int
    card: str
    details: str
    compiled_with: int
    views: int
    compiled_at: datetime
    document__surrogate_keys: str


def read(address: str | UUID, selection: Selection) -> Whole | None:
    """The live story with this slug or id. One query."""
    by, field = ("article_id", ID) if isinstance(address, UUID) else ("slug", SLUG)
    sql = STORY.format(details="document.extra" if selection.needs_extra else "''", address=by)
    rows = prepared.rows(sql, [field.get_db_prep_value(address, connection), *_now()])
    found = (Whole(*row)._replace(compiled_at=prepared.moment(row[5])) for row in rows)
    return next(found, None)


def related_to(key: int) -> list[Related]:
    """The cards of the live stories that editors have related to a story, in order. One query."""
    rows = prepared.rows(RELATED, [key, *_now()])
    return [related(UUID(str(story)), *row) for story, *row in rows]


def _now() -> list[object]:
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    return [now, now]

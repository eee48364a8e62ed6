"""Fills what 0024 has added. Readers are served meanwhile; publications wait."""

from collections import Counter
from datetime import UTC

from django.db import connection, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Count
from django.utils import timezone

from articles.changes import log

ORDER = """
UPDATE articles_{table} SET (published_at, updated_at, article_id) = (
    SELECT story.published_at, story.updated_at, story.article_id
    FROM articles_publishedarticle AS story WHERE story.id = articles_{table}.published_id
)
"""
TOPICS = """
INSERT INTO articles_publishedtopic (topic_id, published_id, published_at, updated_at, article_id)
SELECT above.id, story.id, story.published_at, story.updated_at, story.article_id
FROM articles_publishedarticle AS story
JOIN articles_topic AS own ON own.id = story.topic_id
JOIN articles_topic AS above ON substr(own.path, 1, length(above.path)) = above.path
"""
# Keys of published stories on a page of the site map.
PAGE = 5_000


def fill(apps: StateApps, editor: BaseDatabaseSchemaEditor | None = None) -> None:
    """Unless it was done before: earlier, 0024 did it."""
    if apps.get_model("articles", "StoryCount").objects.exists():
        return
    log.lock()
    stories = apps.get_model("articles", "PublishedArticle").objects.order_by()
    stories.filter(visible_until=None, visible_from__lte=timezone.now()).update(standing=True)
    with connection.cursor() as cursor:
        for statement in (ORDER.format(table="publishedtag"), ORDER.format(table="publishedauthor"), TOPICS):
            cursor.execute(statement)
    counts: Counter[str] = Counter()
    for key, genre, language, published, updated in (
        stories.filter(standing=True).values_list("pk", "genre", "language", "published_at", "updated_at").iterator()
    ):
        days = f"published:{published.astimezone(UTC):%Y-%m-%d}", f"updated:{updated.astimezone(UTC):%Y-%m-%d}"
        counts.update(("all", f"genre:{genre}", f"language:{language}", *days, f"map:{(key - 1) // PAGE}"))
    for kind in ("topic", "tag", "author"):
        attached = apps.get_model("articles", f"Published{kind.title()}").objects.filter(published__standing=True)
        for key, number in attached.order_by().values_list(kind).annotate(n=Count("pk")).values_list(kind, "n"):
            counts[f"{kind}:{key}"] = number
    story_count = apps.get_model("articles", "StoryCount")
    now = timezone.now()
    rows = (story_count(key=key, stories=number, changed_at=now) for key, number in counts.items())
    story_count.objects.bulk_create(rows, batch_size=1000)
    if connection.vendor == "postgresql":
        # Tables are not altered while foreign keys wait to be checked.
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("articles", "0035_article_status")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]

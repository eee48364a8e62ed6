"""Counts the stories of each topic with each tag. Publications wait meanwhile."""

from django.db import connection, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.utils import timezone

from articles.changes import log

COUNT = """
INSERT INTO articles_storycount (key, stories, changed_at)
SELECT 'both:' || REPLACE(CAST(topic.topic_id AS text), '-', '') || ':' || REPLACE(CAST(tag.tag_id AS text), '-', ''),
    COUNT(*), %s
FROM articles_publishedtopic AS topic
JOIN articles_publishedtag AS tag ON tag.published_id = topic.published_id
JOIN articles_publishedarticle AS story ON story.id = topic.published_id
WHERE story.standing
GROUP BY topic.topic_id, tag.tag_id
"""


def count(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    log.lock()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [connection.ops.adapt_datetimefield_value(timezone.now())])


class Migration(migrations.Migration):
    dependencies = [("articles", "0038_outdated_and_rankings")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop, elidable=True)]

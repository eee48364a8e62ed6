"""What finds stories repeats what lists are ordered by, topics are found with those below them, and counts are kept.

Publications wait meanwhile.
"""

import uuid
from collections import Counter
from datetime import UTC

import django.db.models.deletion
from django.db import connection, migrations, models
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
    dependencies = [
        ("articles", "0023_find_by_narrow_indexes"),
        ("media", "0004_addresses_stay"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("published_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("article_id", models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name="StoryCount",
            fields=[
                ("key", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("stories", models.IntegerField(default=0)),
                ("changed_at", models.DateTimeField(help_text="When a story of it was last written.")),
            ],
        ),
        migrations.RemoveIndex(
            model_name="publishedarticle",
            name="published_topic",
        ),
        migrations.AddField(
            model_name="publishedarticle",
            name="standing",
            field=models.BooleanField(default=False, help_text="The kept counts hold it: live, and without an end."),
        ),
        migrations.AddField(
            model_name="publishedauthor",
            name="article_id",
            field=models.UUIDField(default=uuid.uuid4),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="publishedauthor",
            name="published_at",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="publishedauthor",
            name="updated_at",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="publishedtag",
            name="article_id",
            field=models.UUIDField(default=uuid.uuid4),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="publishedtag",
            name="published_at",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="publishedtag",
            name="updated_at",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="publishedauthor",
            name="published",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="under_authors",
                to="articles.publishedarticle",
            ),
        ),
        migrations.AlterField(
            model_name="publishedtag",
            name="published",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="under_tags", to="articles.publishedarticle"
            ),
        ),
        migrations.AddField(
            model_name="publishedtopic",
            name="published",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="under_topics", to="articles.publishedarticle"
            ),
        ),
        migrations.AddField(
            model_name="publishedtopic",
            name="topic",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.topic"
            ),
        ),
        migrations.RunPython(fill, elidable=True),
        migrations.AddIndex(
            model_name="publishedauthor",
            index=models.Index(fields=["author", "published_at", "article_id"], name="published_author_newest"),
        ),
        migrations.AddIndex(
            model_name="publishedauthor",
            index=models.Index(fields=["author", "updated_at", "article_id"], name="published_author_updated"),
        ),
        migrations.AddIndex(
            model_name="publishedtag",
            index=models.Index(fields=["tag", "published_at", "article_id"], name="published_tag_newest"),
        ),
        migrations.AddIndex(
            model_name="publishedtag",
            index=models.Index(fields=["tag", "updated_at", "article_id"], name="published_tag_updated"),
        ),
        migrations.AddIndex(
            model_name="viewtotal",
            index=models.Index(fields=["views"], name="view_total_views"),
        ),
        migrations.AddIndex(
            model_name="publishedarticle",
            index=models.Index(
                condition=models.Q(("standing", False), ("visible_until__isnull", True)),
                fields=["visible_from"],
                name="published_counted_later",
            ),
        ),
        migrations.AddIndex(
            model_name="publishedtopic",
            index=models.Index(fields=["topic", "published_at", "article_id"], name="published_topic_newest"),
        ),
        migrations.AddIndex(
            model_name="publishedtopic",
            index=models.Index(fields=["topic", "updated_at", "article_id"], name="published_topic_updated"),
        ),
        migrations.AddConstraint(
            model_name="publishedtopic",
            constraint=models.UniqueConstraint(fields=("topic", "published"), name="published_topic_once"),
        ),
    ]

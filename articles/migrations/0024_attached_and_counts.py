"""What finds stories repeats what lists are ordered by, topics are found with those below them, and counts are kept.

Tables are altered here, which takes a moment; 0026 fills them, and 0027 indexes them.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone


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

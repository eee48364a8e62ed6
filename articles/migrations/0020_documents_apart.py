"""Documents and snapshots get rows of their own, with their surrogate keys: the rows that find stories become narrow.

Publications wait meanwhile.
"""

import django.db.models.deletion
import orjson
from django.db import connection, migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from articles.changes import log, surrogate_keys

BATCH = 200


def move(apps: StateApps, editor: BaseDatabaseSchemaEditor | None = None) -> None:
    log.lock()
    document = apps.get_model("articles", "PublishedDocument")
    rows = apps.get_model("articles", "PublishedArticle").objects.exclude(card="").order_by("pk")
    rows = rows.only("pk", "card", "extra", "source")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        document.objects.bulk_create(
            document(
                published_id=row.pk,
                card=row.card,
                extra=row.extra,
                source=row.source,
                surrogate_keys=surrogate_keys.text(
                    surrogate_keys.of_story(orjson.loads(row.card) | orjson.loads(row.extra))
                ),
            )
            for row in batch
        )
        last = batch[-1].pk
    if connection.vendor == "postgresql":
        # Tables are not altered while foreign keys wait to be checked.
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0019_days_from_hours"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedDocument",
            fields=[
                (
                    "published",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="document",
                        serialize=False,
                        to="articles.publishedarticle",
                    ),
                ),
                ("card", models.TextField()),
                ("extra", models.TextField()),
                ("surrogate_keys", models.TextField()),
                ("source", models.JSONField()),
            ],
        ),
        migrations.RunPython(move, elidable=True),
        migrations.RemoveField(model_name="publishedarticle", name="card"),
        migrations.RemoveField(model_name="publishedarticle", name="extra"),
        migrations.RemoveField(model_name="publishedarticle", name="source"),
    ]

"""The index in which editors find working copies: its rows, its words and, as the database has it, its terms."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import articles.models.search
from articles.search import postgresql, sqlite

TABLE = "articles_desk"


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute((postgresql if editor.connection.vendor == "postgresql" else sqlite).CREATE.format(TABLE))


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute((postgresql if editor.connection.vendor == "postgresql" else sqlite).DROP.format(TABLE))


TRIGRAMS = """
CREATE INDEX desk_word_trigrams ON articles_deskword USING gin (word gin_trgm_ops)
    WITH (gin_pending_list_limit = 256)
"""


def find_near_words(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(TRIGRAMS)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0031_bin"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_at", models.DateTimeField()),
                ("stemming", models.CharField(db_index=True, max_length=20)),
                ("former", models.TextField()),
                ("read_to", models.PositiveIntegerField(default=0)),
                ("digest", models.CharField(max_length=64)),
                ("outdated", models.BooleanField(default=True)),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="desk_entry", to="articles.article"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="DeskTerms",
            fields=[
                ("headline", articles.models.search.DocumentField()),
                (
                    "entry",
                    models.OneToOneField(
                        db_column="rowid",
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="terms",
                        serialize=False,
                        to="articles.deskentry",
                    ),
                ),
                ("document", articles.models.search.DocumentField(db_column="articles_desk")),
            ],
            options={
                "db_table": "articles_desk",
                "managed": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="DeskWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=64)),
                ("shown", models.CharField(max_length=64)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="words", to="articles.deskentry"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="deskentry",
            index=models.Index(
                condition=models.Q(("outdated", True)), fields=["changed_at"], name="desk_entry_outdated"
            ),
        ),
        migrations.AddConstraint(
            model_name="deskword",
            constraint=models.UniqueConstraint(fields=("word", "entry"), name="desk_word_once"),
        ),
        migrations.RunPython(create, drop),
        migrations.RunPython(find_near_words, migrations.RunPython.noop),
    ]

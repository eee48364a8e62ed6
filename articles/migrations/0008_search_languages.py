"""The index of terms in the language of each story, and the words over stories that spelling is corrected by."""

from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from articles import search
from articles.search import postgresql, sqlite

before = import_module("articles.migrations.0002_search")

CREATE_TRIGRAMS = """
CREATE INDEX search_word_trigrams ON articles_searchword USING gin (word gin_trgm_ops)
    WITH (gin_pending_list_limit = 256)
"""


BATCH = 500


class Trigrams(TrigramExtension):
    """Stays when the migration is taken back: Django would ask SQLite for PostgreSQL's tables then."""

    def database_backwards(self, *args: Any, **kwargs: Any) -> None:
        pass


def replace(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    before.drop(apps, editor)
    if editor.connection.vendor == "postgresql":
        editor.execute(postgresql.CREATE.format("articles_search"))
        editor.execute(CREATE_TRIGRAMS)
    else:
        editor.execute(sqlite.CREATE.format("articles_search"))


def restore(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Back to the index of before, which is empty: it holds what is published from then on."""
    editor.execute((postgresql if editor.connection.vendor == "postgresql" else sqlite).DROP.format("articles_search"))
    before.create(apps, editor)


def index(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put every published story in, from its document."""
    rows = apps.get_model("articles", "PublishedArticle").objects.exclude(card="").order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last).values_list("pk", "card", "extra")[:BATCH]):
        search.add((key, search.prepare(search.Entry.of_document(card, extra))) for key, card, extra in batch)
        last = batch[-1][0]


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_maps")]
    operations = [
        Trigrams(),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=64)),
                ("shown", models.CharField(max_length=64)),
                (
                    "published",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.publishedarticle"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("word", "published"), name="search_word_once")],
            },
        ),
        migrations.RunPython(replace, restore),
        migrations.RunPython(index, migrations.RunPython.noop),
    ]

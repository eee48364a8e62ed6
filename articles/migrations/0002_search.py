"""The full text index, which differs between the databases: see articles.search."""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from articles.search import postgresql, sqlite


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(postgresql.CREATE if editor.connection.vendor == "postgresql" else sqlite.CREATE)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(postgresql.DROP if editor.connection.vendor == "postgresql" else sqlite.DROP)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]
    operations = [
        UnaccentExtension(),
        migrations.RunPython(create, drop),
    ]

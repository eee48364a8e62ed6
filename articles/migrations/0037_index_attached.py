"""Indexes what 0024 has added. Readers are served meanwhile."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState


class AddMissing(migrations.AddIndex):
    """Adds an index, unless it is there: earlier, 0024 made these."""

    def database_forwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, before: ProjectState, after: ProjectState
    ) -> None:
        table = after.apps.get_model(app_label, self.model_name)._meta.db_table
        with editor.connection.cursor() as cursor:
            there = editor.connection.introspection.get_constraints(cursor, table)
        if self.index.name not in there:
            super().database_forwards(app_label, editor, before, after)


class Migration(migrations.Migration):
    dependencies = [("articles", "0036_fill_attached")]

    operations = [
        AddMissing(
            model_name="publishedauthor",
            index=models.Index(fields=["author", "published_at", "article_id"], name="published_author_newest"),
        ),
        AddMissing(
            model_name="publishedauthor",
            index=models.Index(fields=["author", "updated_at", "article_id"], name="published_author_updated"),
        ),
        AddMissing(
            model_name="publishedtag",
            index=models.Index(fields=["tag", "published_at", "article_id"], name="published_tag_newest"),
        ),
        AddMissing(
            model_name="publishedtag",
            index=models.Index(fields=["tag", "updated_at", "article_id"], name="published_tag_updated"),
        ),
        AddMissing(
            model_name="viewtotal",
            index=models.Index(fields=["views"], name="view_total_views"),
        ),
        AddMissing(
            model_name="publishedarticle",
            index=models.Index(
                condition=models.Q(("standing", False), ("visible_until__isnull", True)),
                fields=["visible_from"],
                name="published_counted_later",
            ),
        ),
    ]

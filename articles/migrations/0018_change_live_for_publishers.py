"""Whoever may publish may go on changing what live stories show: before, nobody needed a right of its own for that."""

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def give(apps: StateApps, editor: BaseDatabaseSchemaEditor | None = None) -> None:
    permissions = apps.get_model("auth", "Permission").objects
    publish = permissions.filter(content_type__app_label="articles", codename="publish_article").first()
    if publish is None:
        # A new database: nobody may do anything yet.
        return
    change_live, _ = permissions.get_or_create(
        codename="change_live",
        content_type=publish.content_type,
        defaults={"name": "Can change what live stories show"},
    )
    change_live.user_set.add(*publish.user_set.all())
    change_live.group_set.add(*publish.group_set.all())


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0017_change_live_permission"),
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop, elidable=True)]

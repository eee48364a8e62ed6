"""The groups that a newsroom begins with, and the right to kill for those who had it with the right to publish.

Newsrooms may change, rename and delete these groups. A group that is already there under one of the names stays as it
is.
"""

from typing import Any, Final

from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TAXONOMY: Final = ["author", "topic", "tag", "collection"]
LOOKING: Final = [f"view_{name}" for name in ["article", *TAXONOMY, "image"]]
LIBRARY: Final = ["add_image", "change_image"]
REPORTER: Final = [*LOOKING, *LIBRARY, "add_article", "write_own"]
EDITOR: Final = [
    *LOOKING,
    *LIBRARY,
    *[f"{action}_article" for action in ("add", "change", "delete", "publish")],
    "write_own",
    "add_tag",
    "add_author",
]
ACCOUNTS: Final = ["view_user", "add_user", "change_user", "view_group"]
GROUPS: Final[dict[str, list[str]]] = {
    "Reporter": REPORTER,
    "Editor": EDITOR,
    "Chief editor": [
        *EDITOR,
        *[f"{action}_{name}" for name in TAXONOMY for action in ("add", "change", "delete")],
        *[f"{action}_redirect" for action in ("view", "add", "change", "delete")],
        *ACCOUNTS,
        "delete_image",
        "kill_article",
        "change_live",
    ],
    "Picture editor": [*LOOKING, *LIBRARY, "delete_image", "change_live"],
}


def begin(apps: StateApps | Apps, editor: BaseDatabaseSchemaEditor | None = None) -> None:
    """Make the groups that are missing."""
    given = permissions(apps)
    for name, codes in GROUPS.items():
        group, is_new = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        if is_new:
            group.permissions.set(given.filter(codename__in=codes))


def go_on_killing(apps: StateApps, editor: BaseDatabaseSchemaEditor | None = None) -> None:
    kill, publish = permissions(apps).get(codename="kill_article"), permissions(apps).get(codename="publish_article")
    kill.user_set.add(*publish.user_set.all())
    kill.group_set.add(*publish.group_set.all())


def permissions(apps: StateApps | Apps) -> Any:
    """All rights, which Django otherwise makes after the last migration."""
    labels = ("articles", "media", "auth")
    for config in (apps.get_app_config(label) for label in labels):
        if not getattr(config, "models_module", None):
            # The apps of migrations lack it, and create_permissions does nothing for an app without models.
            config.models_module = True  # type: ignore[assignment]
        create_permissions(config, verbosity=0, apps=apps)  # type: ignore[arg-type]
    return apps.get_model("auth", "Permission").objects.filter(content_type__app_label__in=labels)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0026_roles_and_comments"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("media", "0004_addresses_stay"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(go_on_killing, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(begin, migrations.RunPython.noop, elidable=True),
    ]

"""Names as they are searched, from the names that are there."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from media import text

BATCH = 500


def fold(apps: StateApps, editor: BaseDatabaseSchemaEditor | None = None) -> None:
    for kind in ("Author", "Tag", "Topic"):
        batch: list[Any] = []
        model = apps.get_model("articles", kind)
        for row in model.objects.only("pk", "name").iterator(BATCH):
            row.name_folded = text.folded(row.name)
            batch.append(row)
        model.objects.bulk_update(batch, ["name_folded"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_names_folded")]
    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]

"""An index with all that the status of a working copy needs besides its published document."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0034_bulk_and_merges")]
    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["id", "state", "stage", "modified_at"], name="article_status"),
        ),
    ]

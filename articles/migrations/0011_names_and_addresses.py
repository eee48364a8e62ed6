from typing import Any

import django.db.models.deletion
from django.db import migrations, models

NAMES = {"verbose_name": "former address", "verbose_name_plural": "former addresses"}


def key() -> Any:
    return models.CharField(blank=True, default="", editable=False, max_length=255)


def former(kind: str) -> migrations.CreateModel:
    """The table of the addresses that rows once had."""
    row = models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name="former_slugs", to=f"articles.{kind}"
    )
    return migrations.CreateModel(
        name=f"Former{kind.capitalize()}Slug",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("slug", models.SlugField(max_length=100, unique=True)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            (kind, row),
        ],
        options=NAMES | {"abstract": False},
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_compiled_with")]
    operations = [
        *(former(kind) for kind in ("author", "collection", "tag", "topic")),
        migrations.AlterModelOptions(name="formerslug", options=NAMES),
        migrations.RemoveConstraint(model_name="tag", name="tag_name_once_per_kind"),
        migrations.AddField(
            model_name="article",
            name="slug_made",
            field=models.BooleanField(
                default=False, editable=False, help_text="The slug was made from the headline, and not chosen."
            ),
        ),
        *(migrations.AddField(model_name=name, name="name_key", field=key()) for name in ("author", "tag", "topic")),
    ]

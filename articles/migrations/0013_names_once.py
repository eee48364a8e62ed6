from django.db import migrations, models


class Migration(migrations.Migration):
    # PostgreSQL changes no table in the transaction that has just written its rows.
    dependencies = [("articles", "0012_clean_names_and_addresses")]
    operations = [
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.UniqueConstraint(fields=("name_key", "kind"), name="tag_name_once_in_kind"),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.UniqueConstraint(fields=("parent", "name_key"), name="topic_name_once_under_parent"),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.UniqueConstraint(
                condition=models.Q(("parent", None)), fields=("name_key",), name="topic_name_once_at_the_top"
            ),
        ),
    ]

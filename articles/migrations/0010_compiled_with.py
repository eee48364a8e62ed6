from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_webhooks")]
    operations = [
        migrations.AddField(
            model_name="publishedarticle",
            name="compiled_with",
            field=models.PositiveSmallIntegerField(default=0, help_text="documents.REPRESENTATION at the time."),
        ),
    ]

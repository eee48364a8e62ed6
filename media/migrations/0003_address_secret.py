from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0002_dates_within_four_centuries")]
    operations = [
        migrations.AddField(
            model_name="image",
            name="address_secret",
            field=models.CharField(default="", editable=False, max_length=64),
            preserve_default=False,
        ),
    ]

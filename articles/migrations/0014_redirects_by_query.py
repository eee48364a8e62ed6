from django.db import migrations

import articles.models.redirect


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_names_once")]
    operations = [
        migrations.AlterField(
            model_name="redirect",
            name="path",
            field=articles.models.redirect.PathField(
                help_text="Such as /2019/bridge.html or /?p=17, or the whole address at the old site. Capitals and a "
                "slash at the end change nothing, nor does the order of parameters. What has parameters needs a row of "
                "its own.",
                max_length=500,
                unique=True,
                verbose_name="old path",
            ),
        ),
    ]

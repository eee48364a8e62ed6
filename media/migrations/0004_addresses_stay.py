"""Addresses of renditions were keyed by SECRET_KEY. What keyed them goes to the pictures, so that they stay."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import migrations, models

import media.models


def take_over_key(apps: Any, editor: Any) -> None:
    """Keep what Django's salted_hmac made of the key, which the key cannot be found from.

    Earlier versions knew no SECRET_KEY_FALLBACKS: where there are some, the first of them is the key of before.
    """
    former = [*settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY][0]
    derived = hashlib.sha256(b"media.renditions" + former.encode()).hexdigest()
    apps.get_model("media", "Image").objects.filter(address_secret="").update(address_secret=derived)


class Migration(migrations.Migration):
    dependencies = [("media", "0003_address_secret")]
    operations = [
        migrations.RunPython(take_over_key, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="image",
            name="address_secret",
            field=models.CharField(
                default=media.models.new_secret,
                editable=False,
                help_text="Hexadecimal; keys the addresses of its renditions.",
                max_length=64,
            ),
        ),
    ]

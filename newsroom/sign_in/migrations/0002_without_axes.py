from django.db import migrations

# Names and addresses of everybody who has tried to sign in, kept by django-axes, whose place our own limits take.
TABLES = ("axes_accessattemptexpiration", "axes_accessattempt", "axes_accessfailurelog", "axes_accesslog")


class Migration(migrations.Migration):
    dependencies = [("sign_in", "0001_attempts")]
    operations = [
        migrations.RunSQL([f"DROP TABLE IF EXISTS {table}" for table in TABLES], migrations.RunSQL.noop),
    ]

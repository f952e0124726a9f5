from django.db import migrations, models
from django.utils import timezone


def make(apps, schema_editor):
    """Where nothing is indexed yet, the index is as this version wants it. Elsewhere it is made anew by `manage.py up` or
    `search_rebuild`."""
    if apps.get_model("search", "Document").objects.exists():
        return
    if schema_editor.connection.vendor == "postgresql":
        from portal.search.engines.postgresql import PostgreSQLEngine as Engine
    else:
        from portal.search.engines.sqlite import SQLiteEngine as Engine
    Engine().begin()
    Engine().finish()
    apps.get_model("search", "Index").objects.create(pk=1, version=Engine.version, made_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("search", "0004_texts_apart")]
    operations = [
        migrations.CreateModel(
            name="Index",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=30)),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]

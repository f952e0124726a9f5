from django.db import migrations


def create(apps, schema_editor):
    """The table of whichever engine this database has."""
    if schema_editor.connection.vendor == "postgresql":
        from portal.search.engines.postgresql import PostgreSQLEngine as Engine
    else:
        from portal.search.engines.sqlite import SQLiteEngine as Engine
    Engine().create()


class Migration(migrations.Migration):
    dependencies = [("search", "0001_search")]
    operations = [
        migrations.RunPython(create, lambda apps, schema_editor: schema_editor.execute("DROP TABLE IF EXISTS search_words"), elidable=False),
    ]

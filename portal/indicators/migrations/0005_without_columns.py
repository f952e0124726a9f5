from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("indicators", "0004_ledger_rows")]

    operations = [
        migrations.RemoveField("vintage", "rank"),
        migrations.RemoveField("vintage", "ratio"),
        migrations.RemoveField("vintage", "ratio_base"),
    ]

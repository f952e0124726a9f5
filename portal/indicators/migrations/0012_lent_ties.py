import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0011_english_notes")]

    operations = [
        migrations.AddField(
            model_name="figureuse",
            name="lent",
            field=models.ForeignKey(
                editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+",
                to="indicators.figureuse",
            ),
        ),
    ]  # fmt: skip

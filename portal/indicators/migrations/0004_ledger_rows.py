import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def columns_to_rows(apps, schema_editor):
    """Ranks and multiples beside values become comparisons; a value without a period had its source's date."""
    vintages = apps.get_model("indicators", "Vintage").objects
    rows = apps.get_model("indicators", "Comparison").objects
    for vintage in vintages.filter(rank__isnull=False):
        rows.create(vintage=vintage, kind="rank", value=vintage.rank, total=vintage.rank_total, base=vintage.rank_among)
    vintages.filter(rank__isnull=False).update(rank_total=None, rank_among="")
    for vintage in vintages.filter(ratio__isnull=False):
        rows.create(vintage=vintage, kind="ratio", value=vintage.ratio, base=vintage.ratio_base)
    vintages.filter(observation__period="").exclude(as_of="").update(is_reported=True)


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0003_review_steps'),
        ('projects', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Comparison',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('yoy', 'year on year'), ('mom', 'on the period before'), ('pp', 'percentage points'), ('ratio', 'multiple'), ('rank', 'rank'), ('vs_target', 'against the target'), ('first', 'for the first time'), ('streak', 'running')], max_length=12, verbose_name='kind')),
                ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name='value')),
                ('total', models.PositiveIntegerField(blank=True, null=True, verbose_name='out of')),
                ('base', models.CharField(blank=True, max_length=60, verbose_name='compared with')),
            ],
            options={
                'verbose_name': 'comparison',
                'verbose_name_plural': 'comparisons',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='NamedProject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name as printed')),
            ],
            options={
                'verbose_name': 'project named by the source',
                'verbose_name_plural': 'projects named by the source',
                'ordering': ['observation', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RefArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9-]*$', 'Small letters, digits and hyphens.')], verbose_name='code')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='English name')),
            ],
            options={
                'verbose_name': 'area',
                'verbose_name_plural': 'areas',
                'ordering': ['code'],
            },
        ),
        migrations.AlterModelOptions(
            name='vintage',
            options={'base_manager_name': 'objects', 'ordering': ['observation', '-number'], 'permissions': [('publish_vintage', 'may publish values')], 'verbose_name': 'value', 'verbose_name_plural': 'values'},
        ),
        migrations.RemoveConstraint(
            model_name='observation',
            name='one_observation_a_period',
        ),
        migrations.AddField(
            model_name='historicalindicator',
            name='compiling_org',
            field=models.CharField(blank=True, max_length=60, verbose_name='compiling unit'),
        ),
        migrations.AddField(
            model_name='historicalindicator',
            name='due_days',
            field=models.PositiveSmallIntegerField(blank=True, help_text='After the end of a period; later, readers are told that the figure is overdue. Empty: as usual.', null=True, verbose_name='days until publication'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='compiling_org',
            field=models.CharField(blank=True, max_length=60, verbose_name='compiling unit'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='due_days',
            field=models.PositiveSmallIntegerField(blank=True, help_text='After the end of a period; later, readers are told that the figure is overdue. Empty: as usual.', null=True, verbose_name='days until publication'),
        ),
        migrations.AddField(
            model_name='vintage',
            name='is_reported',
            field=models.BooleanField(default=False, help_text='Readers are told so: “period not stated, reported …”.', verbose_name='the source gives no time; its own date stands here'),
        ),
        migrations.AddField(
            model_name='vintage',
            name='reviewed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reviewed by'),
        ),
        migrations.AlterField(
            model_name='historicalindicator',
            name='unit',
            field=models.CharField(help_text='As printed: 亿元, 万平方米, 个, %.', max_length=20, verbose_name='unit'),
        ),
        migrations.AlterField(
            model_name='indicator',
            name='unit',
            field=models.CharField(help_text='As printed: 亿元, 万平方米, 个, %.', max_length=20, verbose_name='unit'),
        ),
        migrations.AlterField(
            model_name='panelitem',
            name='display',
            field=models.CharField(choices=[('number', 'number'), ('bar', 'bars'), ('trend', 'trend'), ('progress', 'progress against target'), ('rank', 'rank'), ('table', 'table'), ('composition', 'part of a whole')], default='number', max_length=12, verbose_name='display'),
        ),
        migrations.AddField(
            model_name='comparison',
            name='vintage',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comparisons', to='indicators.vintage'),
        ),
        migrations.AddField(
            model_name='namedproject',
            name='observation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named', to='indicators.observation', verbose_name='observation'),
        ),
        migrations.AddField(
            model_name='namedproject',
            name='project',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='projects.project', verbose_name='project record'),
        ),
        migrations.AddField(
            model_name='refarea',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='indicators.refarea', verbose_name='lies in'),
        ),
        migrations.AddField(
            model_name='observation',
            name='ref_area',
            field=models.ForeignKey(blank=True, help_text='Empty: the zone itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.refarea', verbose_name='area'),
        ),
        migrations.AddField(
            model_name='panelitem',
            name='ref_area',
            field=models.ForeignKey(blank=True, help_text='Empty: the zone itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.refarea', verbose_name='area'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.UniqueConstraint(condition=models.Q(('ref_area', None)), fields=('indicator', 'period', 'is_target'), name='one_observation_a_period'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.UniqueConstraint(condition=models.Q(('ref_area__isnull', False)), fields=('indicator', 'ref_area', 'period', 'is_target'), name='one_observation_an_area'),
        ),
        migrations.AddConstraint(
            model_name='comparison',
            constraint=models.UniqueConstraint(fields=('vintage', 'kind', 'base'), name='one_comparison_a_kind_and_base'),
        ),
        migrations.AddConstraint(
            model_name='namedproject',
            constraint=models.UniqueConstraint(fields=('observation', 'name'), name='one_name_an_observation'),
        ),
        migrations.RunPython(columns_to_rows, migrations.RunPython.noop),
    ]

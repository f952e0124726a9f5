from django.db import migrations

from portal.feedback.official_days import days

CATEGORIES = {
    "message": ["咨询", "求助", "建议", "投诉", "其他"],
    "error": ["错别字和表述", "数据和事实", "链接、图片和附件", "其他错误"],
    "violation": ["违法和不良信息", "虚假信息", "泄露个人信息", "其他违规"],
    "rights": ["著作权", "肖像和名誉", "隐私和个人信息"],
}


def fill(apps, schema_editor):
    day, category = apps.get_model("feedback", "CalendarDay"), apps.get_model("feedback", "Category")
    day.objects.bulk_create(day(date=date, is_working=is_working, name=name) for date, is_working, name in days())
    category.objects.bulk_create(
        category(kind=kind, name=name, position=10 * n)
        for kind, names in CATEGORIES.items()
        for n, name in enumerate(names, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

"""The list of sources as a spreadsheet."""

from django.utils.translation import gettext_lazy as _

from portal.sheets.sheet import Column, Sheet
from portal.sheets.widgets import PeriodWidget, TextWidget

from .models import Source


class SourceSheet(Sheet):
    title = _("sources")
    code = Column("代码", "code", TextWidget(), required=True)
    name = Column("名称", "name", TextWidget(), required=True)
    citation = Column("引用写法", "citation", TextWidget())
    published = Column("发布日期", "published", PeriodWidget())
    note = Column("说明", "note", TextWidget())

    class Meta(Sheet.Meta):
        model = Source
        import_id_fields = ["code"]
        fields = ["code", "name", "citation", "published", "note"]

"""The lists of sources and of checked words as spreadsheets."""

from django.utils.translation import gettext_lazy as _

from portal.sheets.sheet import Column, Sheet
from portal.sheets.widgets import ChoiceWidget, PeriodWidget, TextWidget, YesNoWidget

from .models import Source, Word


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


class WordSheet(Sheet):
    title = _("checked words")
    word = Column("词语", "word", TextWidget(), required=True)
    right = Column("正确写法", "right", TextWidget())
    level = Column("级别", "level", ChoiceWidget(Word.Level.choices), required=True)
    category = Column("类别", "category", ChoiceWidget(Word.Category.choices), required=True)
    is_active = Column("启用", "is_active", YesNoWidget(), required=True)
    note = Column("说明", "note", TextWidget())

    class Meta(Sheet.Meta):
        model = Word
        import_id_fields = ["word"]
        fields = ["word", "right", "level", "category", "is_active", "note"]

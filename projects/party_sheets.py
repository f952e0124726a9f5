"""Sheets of the tables that records point at: industries, chains, parks, companies."""

from django.utils.translation import gettext_lazy as _

from portal.sheets.sheet import Column, Sheet
from portal.sheets.widgets import ChoiceWidget, NumberWidget, TextWidget, YesNoWidget

from .models import Chain, Company, Industry, Park


class IndustrySheet(Sheet):
    title = _("industries")
    code = Column("代码", "code", TextWidget(), required=True)
    name = Column("名称", "name", TextWidget(), required=True)
    name_en = Column("英文名称", "name_en", TextWidget())
    position = Column("顺序", "position", NumberWidget(whole=True), required=True)

    class Meta(Sheet.Meta):
        model = Industry
        import_id_fields = ["code"]
        fields = ["code", "name", "name_en", "position"]


class ChainSheet(Sheet):
    title = _("industrial chains")
    name = Column("名称", "name", TextWidget(), required=True)
    name_en = Column("英文名称", "name_en", TextWidget())
    position = Column("顺序", "position", NumberWidget(whole=True), required=True)

    class Meta(Sheet.Meta):
        model = Chain
        import_id_fields = ["name"]
        fields = ["name", "name_en", "position"]


class ParkSheet(Sheet):
    title = _("parks")
    code = Column("代码", "code", TextWidget(), required=True)
    name = Column("名称", "name", TextWidget(), required=True)
    name_en = Column("英文名称", "name_en", TextWidget())
    note = Column("说明", "note", TextWidget())
    is_sample = Column("示例", "is_sample", YesNoWidget())

    class Meta(Sheet.Meta):
        model = Park
        import_id_fields = ["code"]
        fields = ["code", "name", "name_en", "note", "is_sample"]


class CompanySheet(Sheet):
    in_bulk = True
    title = _("companies")
    name = Column("名称", "name", TextWidget(), required=True)
    kind = Column("类型", "kind", ChoiceWidget(Company.Kind.choices), required=True)
    credit_code = Column("统一社会信用代码", "credit_code", TextWidget())
    note = Column("说明", "note", TextWidget())
    is_sample = Column("示例", "is_sample", YesNoWidget())

    class Meta(Sheet.Meta):
        model = Company
        import_id_fields = ["name"]
        fields = ["name", "kind", "credit_code", "note", "is_sample"]

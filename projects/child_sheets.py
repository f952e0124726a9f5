"""Sheets of the rows that hang on a record: levels, stated facts, people, batches."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Department
from portal.lib.qualifiers import Qualifier
from portal.sheets.sheet import Column, Sheet
from portal.sheets.widgets import ChoiceWidget, DayWidget, LookupWidget, NumberWidget, TextWidget, YesNoWidget

from .models import Assignment, Batch, Company, Fact, Level, Park, ProjectLevel, Role
from .plan_sheets import project_lookup, project_name

_ROLE_WORDS = {"首席服务员": Role.OFFICER, "首席服务官": Role.OFFICER}
_LEVEL_WORDS = {"省重点": Level.PROVINCIAL, "市重点": Level.MUNICIPAL, "区重点": Level.ZONE}


class LevelSheet(Sheet):
    in_bulk = True
    title = _("levels")
    project = Column("项目编号", "project", project_lookup(), required=True)
    level = Column("级别", "level", ChoiceWidget(Level.choices, _LEVEL_WORDS), required=True)
    year = Column("年份", "year", NumberWidget("年", whole=True))
    source_name = Column("来源", "source_name", TextWidget())

    class Meta(Sheet.Meta):
        model = ProjectLevel
        import_id_fields = ["project", "level", "year"]
        fields = ["project", "level", "year", "source_name"]


class FactSheet(Sheet):
    in_bulk = True
    title = _("stated facts")
    project = Column("项目编号", "project", project_lookup())
    park = Column("园区", "park", LookupWidget(Park.objects.all(), "name"))
    company = Column("企业", "company", LookupWidget(Company.objects.all(), "name"))
    label = Column("事实", "label", TextWidget(), required=True)
    label_en = Column("英文名称", "label_en", TextWidget())
    value = Column("数值", "value", NumberWidget(), required=True)
    unit = Column("单位", "unit", TextWidget(), required=True)
    qualifier = Column("限定", "qualifier", ChoiceWidget(Qualifier.choices))
    is_expected = Column("预计", "is_expected", YesNoWidget())
    note = Column("说明", "note", TextWidget())
    source_name = Column("来源", "source_name", TextWidget(), required=True)

    class Meta(Sheet.Meta):
        model = Fact
        import_id_fields = ["project", "park", "company", "label", "source_name"]
        fields = [
            "project", "park", "company", "label", "label_en", "value", "unit", "qualifier", "is_expected", "note", "source_name",
        ]  # fmt: skip


class PeopleSheet(Sheet):
    """Who answers for a project, from when to when; a name is released for readers by hand, one by one."""

    title = _("people")

    project = Column("项目编号", "project", project_lookup(), required=True)
    name_of = project_name()
    role = Column("职责", "role", ChoiceWidget(Role.choices, _ROLE_WORDS), required=True)
    name = Column("姓名", "name", TextWidget())
    department = Column("单位", "department", LookupWidget(Department.objects.all(), "name"))
    post = Column("职务", "post", TextWidget())
    since = Column("起始日期", "since", DayWidget())
    until = Column("截止日期", "until", DayWidget())

    class Meta(Sheet.Meta):
        model = Assignment
        import_id_fields = ["project", "role", "since"]
        fields = ["project", "name_of", "role", "name", "department", "post", "since", "until"]

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        super().validate_instance(instance, import_validation_errors, validate_unique)
        stored = Assignment.objects.filter(pk=instance.pk).first() if instance.pk else None
        if (
            stored
            and stored.released
            and (stored.name, stored.department_id) != (instance.name, instance.department_id)
        ):
            sentence = gettext("This name is public; hand the role over instead of typing over it.")
            raise ValidationError({"name": sentence})


class BatchSheet(Sheet):
    in_bulk = True
    title = _("batches")
    project = Column("项目编号", "project", project_lookup(), required=True)
    name = project_name()
    kind = Column("批次类别", "kind", ChoiceWidget(Batch.Kind.choices), required=True)
    number = Column("期数", "number", NumberWidget(whole=True), required=True)
    day = Column("日期", "day", DayWidget())

    class Meta(Sheet.Meta):
        model = Batch
        import_id_fields = ["project", "kind"]
        fields = ["project", "name", "kind", "number", "day"]

"""The project office's spreadsheets. Headers are Chinese and fixed; the export uses the same ones."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.sheets.sheet import Column, NamesColumn, Sheet
from portal.sheets.widgets import (
    ChoiceWidget, LookupWidget, NumberWidget, PeriodWidget, TextWidget, WanWidget, YesNoWidget, YiWidget,
)  # fmt: skip

from .models import (
    Company, Event, Fact, Industry, Level, MonthlyReport, Park, Project, ProjectAlias, ProjectLevel, ProjectYear, StageChange,
)  # fmt: skip
from .stages import Stage

_LEVEL_WORDS = {"省重点": Level.PROVINCIAL, "市重点": Level.MUNICIPAL, "区重点": Level.ZONE}


def _project() -> LookupWidget:
    return LookupWidget(Project.objects.all(), "code")


def _write_aliases(project: Project, names: list[str]) -> None:
    project.aliases.exclude(name__in=names).delete()
    known = set(project.aliases.values_list("name", flat=True))
    ProjectAlias.objects.bulk_create(ProjectAlias(project=project, name=name) for name in names if name not in known)


class IndustrySheet(Sheet):
    title = _("industries")
    code = Column("代码", "code", TextWidget(), required=True)
    name = Column("名称", "name", TextWidget(), required=True)
    position = Column("顺序", "position", NumberWidget(whole=True), required=True)

    class Meta(Sheet.Meta):
        model = Industry
        import_id_fields = ["code"]
        fields = ["code", "name", "position"]


class ParkSheet(Sheet):
    title = _("parks")
    code = Column("代码", "code", TextWidget(), required=True)
    name = Column("名称", "name", TextWidget(), required=True)
    note = Column("说明", "note", TextWidget())
    is_sample = Column("示例", "is_sample", YesNoWidget())

    class Meta(Sheet.Meta):
        model = Park
        import_id_fields = ["code"]
        fields = ["code", "name", "note", "is_sample"]


class CompanySheet(Sheet):
    title = _("companies")
    name = Column("名称", "name", TextWidget(), required=True)
    kind = Column("类型", "kind", ChoiceWidget(Company.Kind.choices), required=True)
    note = Column("说明", "note", TextWidget())
    is_sample = Column("示例", "is_sample", YesNoWidget())

    class Meta(Sheet.Meta):
        model = Company
        import_id_fields = ["name"]
        fields = ["name", "kind", "note", "is_sample"]


class ProjectSheet(Sheet):
    """The master list. Stages come by StageSheet: the stage of a record is never typed over."""

    title = _("projects")
    code = Column("项目编号", "code", TextWidget(), required=True)
    name = Column("项目名称", "name", TextWidget(), required=True)
    name_en = Column("英文名称", "name_en", TextWidget())
    aliases = NamesColumn("别名", "aliases", _write_aliases)
    category = Column("类别", "category", ChoiceWidget(Project.Category.choices), required=True)
    industry = Column("产业", "industry", LookupWidget(Industry.objects.all(), "name"))
    owner = Column("建设单位", "owner", LookupWidget(Company.objects.all(), "name"))
    address = Column("建设地点", "address", TextWidget())
    park = Column("所属园区", "park", LookupWidget(Park.objects.all(), "name"))
    total_investment = Column("总投资（亿元）", "total_investment", YiWidget())
    plan_period = Column("五年规划", "plan_period", TextWidget())
    planned_start = Column("计划开工", "planned_start", PeriodWidget())
    planned_completion = Column("计划竣工", "planned_completion", PeriodWidget())
    summary = Column("建设内容", "summary", TextWidget())
    progress_public = Column("公开投资进度", "progress_public", YesNoWidget())
    is_sample = Column("示例", "is_sample", YesNoWidget())

    class Meta(Sheet.Meta):
        model = Project
        import_id_fields = ["code"]
        fields = [
            "code", "name", "name_en", "aliases", "category", "industry", "owner", "address", "park", "total_investment",
            "plan_period", "planned_start", "planned_completion", "summary", "progress_public", "is_sample",
        ]  # fmt: skip


class LevelSheet(Sheet):
    title = _("levels")
    project = Column("项目编号", "project", _project(), required=True)
    level = Column("级别", "level", ChoiceWidget(Level.choices, _LEVEL_WORDS), required=True)
    year = Column("年份", "year", NumberWidget("年", whole=True))
    source_name = Column("来源", "source_name", TextWidget())

    class Meta(Sheet.Meta):
        model = ProjectLevel
        import_id_fields = ["project", "level", "year"]
        fields = ["project", "level", "year", "source_name"]


class StageSheet(Sheet):
    """What sources say of a project's stage, oldest first; every row goes through `Project.enter_stage`."""

    title = _("stage entries")
    rights = ("projects.add_project", "projects.move_project")

    project = Column("项目编号", "project", _project(), required=True)
    stage = Column("阶段", "stage", ChoiceWidget(Stage.choices, {"开工": Stage.UNDER_CONSTRUCTION}), required=True)
    date = Column("日期", "date", PeriodWidget())
    is_seen = Column("报道时处于", "is_seen", YesNoWidget())
    statement = Column("说明", "statement", TextWidget())
    source_name = Column("来源", "source_name", TextWidget(), required=True)

    class Meta(Sheet.Meta):
        model = StageChange
        import_id_fields = ["project", "stage", "date", "source_name"]
        fields = ["project", "stage", "date", "is_seen", "statement", "source_name"]

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        """Cells only: whether the stage may be entered is the verb's to say, in `save_instance`."""
        if import_validation_errors:
            raise ValidationError(import_validation_errors)

    def save_instance(self, instance, is_create, row, **kwargs) -> None:
        if not is_create:
            raise ValidationError(_("A stage entry is never edited; add a new one."))
        instance.project.refresh_from_db(fields=["stage", "moved_on"])
        change = instance.project.enter_stage(
            instance.stage, by=self.by, date=instance.date, seen=instance.is_seen,
            statement=instance.statement, source_name=instance.source_name,
        )  # fmt: skip
        instance.pk = change.pk


class FactSheet(Sheet):
    title = _("stated facts")
    project = Column("项目编号", "project", _project())
    park = Column("园区", "park", LookupWidget(Park.objects.all(), "name"))
    company = Column("企业", "company", LookupWidget(Company.objects.all(), "name"))
    label = Column("事实", "label", TextWidget(), required=True)
    value = Column("数值", "value", NumberWidget(), required=True)
    unit = Column("单位", "unit", TextWidget(), required=True)
    qualifier = Column("限定", "qualifier", TextWidget())
    is_expected = Column("预计", "is_expected", YesNoWidget())
    note = Column("说明", "note", TextWidget())
    source_name = Column("来源", "source_name", TextWidget(), required=True)

    class Meta(Sheet.Meta):
        model = Fact
        import_id_fields = ["project", "park", "company", "label", "source_name"]
        fields = [
            "project", "park", "company", "label", "value", "unit", "qualifier", "is_expected", "note", "source_name",
        ]  # fmt: skip


class YearSheet(Sheet):
    title = _("yearly plans")
    project = Column("项目编号", "project", _project(), required=True)
    year = Column("年份", "year", NumberWidget("年", whole=True), required=True)
    plan_amount = Column("计划投资（万元）", "plan_amount", WanWidget())
    adjusted_amount = Column("调整后计划（万元）", "adjusted_amount", WanWidget())
    goal = Column("年度目标", "goal", TextWidget())

    class Meta(Sheet.Meta):
        model = ProjectYear
        import_id_fields = ["project", "year"]
        fields = ["project", "year", "plan_amount", "adjusted_amount", "goal"]


class ReportSheet(Sheet):
    """Monthly reports arrive as drafts; a person with the right approves them."""

    title = _("monthly reports")
    project = Column("项目编号", "project", _project(), required=True)
    month = Column("月份", "month", PeriodWidget(), required=True)
    month_amount = Column("当月完成投资（万元）", "month_amount", WanWidget(), required=True)
    visible_progress = Column("形象进度", "visible_progress", TextWidget(), required=True)
    physical_progress = Column("实施进度（%）", "physical_progress", NumberWidget("%", whole=True))
    next_step = Column("下步计划", "next_step", TextWidget())

    class Meta(Sheet.Meta):
        model = MonthlyReport
        import_id_fields = ["project", "month"]
        fields = ["project", "month", "month_amount", "visible_progress", "physical_progress", "next_step"]

    def save_instance(self, instance, is_create, row, **kwargs) -> None:
        if instance.state == MonthlyReport.State.APPROVED:
            raise ValidationError(_("This report is approved; it can't be changed by a sheet."))
        super().save_instance(instance, is_create, row, **kwargs)


class EventSheet(Sheet):
    title = _("events")
    code = Column("编号", "code", TextWidget(), required=True)
    date = Column("日期", "date", PeriodWidget())
    project = Column("项目编号", "project", _project())
    text = Column("事件", "text", TextWidget(), required=True)
    source_name = Column("来源", "source_name", TextWidget())
    note = Column("说明", "note", TextWidget())

    class Meta(Sheet.Meta):
        model = Event
        import_id_fields = ["code"]
        fields = ["code", "date", "project", "text", "source_name", "note"]

"""The project office's spreadsheets. Headers are Chinese and fixed; the export uses the same ones."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Department
from portal.publishing import effects
from portal.publishing.models import Status
from portal.sheets.outcome import Entry
from portal.sheets.sheet import Column, NamesColumn, Sheet
from portal.sheets.storing import batches
from portal.sheets.widgets import (
    ChoiceWidget,
    LookupWidget,
    NumberWidget,
    PeriodWidget,
    TextWidget,
    YesNoWidget,
    YiWidget,
)  # fmt: skip

from .child_sheets import BatchSheet, FactSheet, LevelSheet, PeopleSheet
from .models import (
    Assignment,
    Chain,
    Company,
    Event,
    Industry,
    Park,
    Project,
    ProjectAlias,
    Role,
    StageChange,
)  # fmt: skip
from .party_sheets import ChainSheet, CompanySheet, IndustrySheet, ParkSheet
from .plan_sheets import FormSheet, ReportSheet, YearSheet, project_lookup
from .stages import Stage

__all__ = [
    "BatchSheet", "ChainSheet", "CompanySheet", "EventSheet", "FactSheet", "IndustrySheet", "LevelSheet", "ParkSheet",
    "PeopleSheet", "ProjectSheet",
    "ReportSheet", "StageSheet", "YearSheet",
]  # fmt: skip


def _write_aliases(pairs: list[tuple[Project, list[str]]]) -> None:
    """The other names of many projects: what the sheet no longer says goes, what is new comes."""
    wanted = {(project.pk, name) for project, names in pairs for name in names}
    stored = ProjectAlias.objects.filter(project__in=[project for project, _names in pairs])
    known = {(alias.project_id, alias.name): alias.pk for alias in stored}
    ProjectAlias.objects.filter(pk__in=[pk for key, pk in known.items() if key not in wanted]).delete()
    new = [(project.pk, name) for project, names in pairs for name in names if (project.pk, name) not in known]
    ProjectAlias.objects.bulk_create(ProjectAlias(project_id=pk, name=name) for pk, name in new)


def _write_chains(pairs: list[tuple[Project, list[str]]]) -> None:
    """The chains of many projects; the names were checked."""
    through, keys = Project.chains.through, dict(Chain.objects.values_list("name", "pk"))
    through.objects.filter(project__in=[project for project, _names in pairs]).delete()
    through.objects.bulk_create(
        through(project_id=project.pk, chain_id=keys[name]) for project, names in pairs for name in names
    )


class PublicSheet(Sheet):
    """Of records that readers may see: whoever must hear of a change of what is public, hears of it."""

    in_bulk = True
    watched = ("status",)

    def written(self, entries: list[Entry]) -> None:
        effects.start_all([entry.instance for entry in entries if entry.instance.status == Status.PUBLISHED])


class ProjectSheet(PublicSheet, FormSheet):
    """The master list. Stages come by StageSheet: the stage of a record is never typed over."""

    title = _("projects")
    code = Column("项目编号", "code", TextWidget(), required=True)
    name = Column("项目名称", "name", TextWidget(), required=True)
    name_en = Column("英文名称", "name_en", TextWidget())
    aliases = NamesColumn("别名", "aliases", _write_aliases)
    category = Column("类别", "category", ChoiceWidget(Project.Category.choices), required=True)
    industry = Column("产业", "industry", LookupWidget(Industry.objects.all(), "name"))
    industry_code = Column("行业代码", "industry_code", TextWidget())
    chains = NamesColumn("产业链", "chains", _write_chains, marks="、，,")
    owner = Column("建设单位", "owner", LookupWidget(Company.objects.all(), "name"))
    address = Column("建设地点", "address", TextWidget())
    park = Column("所属园区", "park", LookupWidget(Park.objects.all(), "name"))
    total_investment = Column("总投资（亿元）", "total_investment", YiWidget())
    plan_period = Column("五年规划", "plan_period", TextWidget())
    planned_start = Column("计划开工", "planned_start", PeriodWidget())
    planned_completion = Column("计划竣工", "planned_completion", PeriodWidget())
    planned_production = Column("计划投产", "planned_production", PeriodWidget())
    summary = Column("建设内容", "summary", TextWidget())
    summary_en = Column("英文建设内容", "summary_en", TextWidget())
    responsible_unit = Column("责任单位", "responsible_unit", LookupWidget(Department.objects.all(), "name"))
    approval_kind = Column("立项方式", "approval_kind", ChoiceWidget(Project.ApprovalKind.choices))
    approval_code = Column("项目代码", "approval_code", TextWidget())
    build_kind = Column("建设性质", "build_kind", ChoiceWidget(Project.BuildKind.choices))
    investor_kind = Column("投资主体性质", "investor_kind", ChoiceWidget(Project.InvestorKind.choices))
    land_area = Column("用地面积（亩）", "land_area", NumberWidget("亩"))
    land_mode = Column("用地方式", "land_mode", ChoiceWidget(Project.LandMode.choices))
    standard_land = Column("标准地", "standard_land", YesNoWidget())
    commitment = Column("承诺制", "commitment", YesNoWidget())
    longitude = Column("经度", "longitude", NumberWidget())
    latitude = Column("纬度", "latitude", NumberWidget())
    datum = Column("坐标系", "datum", ChoiceWidget(Project.Datum.choices))
    place_public = Column("公开坐标", "place_public", YesNoWidget())
    expected_jobs = Column("新增就业（人）", "expected_jobs", NumberWidget("人", whole=True))
    fixed_asset_investment = Column("固定资产投资（亿元）", "fixed_asset_investment", YiWidget())
    carried_over = Column("首次月报前完成投资（亿元）", "carried_over", YiWidget())
    expected_output = Column("预计年产值（亿元）", "expected_output", YiWidget())
    expected_tax = Column("预计年税收（亿元）", "expected_tax", YiWidget())
    signer = Column("签约主体", "signer", LookupWidget(Company.objects.all(), "name"))
    land_on = Column("供地日期", "land_on", PeriodWidget())
    stat_on = Column("入统日期", "stat_on", PeriodWidget())
    stat_code = Column("统计项目编码", "stat_code", TextWidget())
    stat_name = Column("纳统名称", "stat_name", TextWidget())
    internal_note = Column("内部备注", "internal_note", TextWidget())
    progress_public = Column("公开投资进度", "progress_public", YesNoWidget())
    is_sample = Column("示例", "is_sample", YesNoWidget())

    class Meta(Sheet.Meta):
        model = Project
        import_id_fields = ["code"]
        fields = [
            "code", "name", "name_en", "aliases", "category", "industry", "industry_code", "chains", "owner", "address", "park",
            "total_investment", "plan_period", "planned_start", "planned_completion", "planned_production", "summary", "summary_en",
            "responsible_unit", "approval_kind", "approval_code", "build_kind", "investor_kind", "land_area", "land_mode",
            "standard_land", "commitment", "longitude", "latitude", "datum", "place_public", "expected_jobs",
            "fixed_asset_investment", "carried_over", "expected_output", "expected_tax", "signer", "land_on",
            "stat_on", "stat_code", "stat_name", "internal_note", "progress_public", "is_sample",
        ]  # fmt: skip

    def form(self, by, *, sample: bool = False) -> list[Project]:
        return list(self._with_cells(self.projects_of(by, sample)))

    def relate(self, entries: list[Entry]) -> None:
        """name -> codes that bear it, in the records and in this sheet."""
        self._bearers: dict[str, set[str]] = {}
        self._renamed = {e.instance.code for e in entries if e.original is None or e.original.name != e.instance.name}
        names = [entry.instance.name for entry in entries]
        for batch in batches(names):
            for name, code in Project.objects.filter(name__in=batch).values_list("name", "code"):
                self._bearers.setdefault(name, set()).add(code)
            for name, code in ProjectAlias.objects.filter(name__in=batch).values_list("name", "project__code"):
                self._bearers.setdefault(name, set()).add(code)
        self._units = self._held_units(entries)
        self._chains = set(Chain.objects.values_list("name", flat=True))
        for _number, row in self.table.dicts():
            name, code = str(row.get("项目名称") or "").strip(), str(row.get("项目编号") or "").strip()
            self._bearers.setdefault(name, set()).add(code)

    def _held_units(self, entries: list[Entry]) -> dict[int, int]:
        """Project -> unit that holds it by assignment today; the record only keeps a copy of that."""
        if self.fields["responsible_unit"] not in self.used:
            return {}
        held = Assignment.objects.current().filter(role=Role.UNIT, project__in=[e.instance.pk for e in entries])
        return dict(held.values_list("project", "department"))

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        super().validate_instance(instance, import_validation_errors, validate_unique)
        unit = instance.responsible_unit_id
        if self._units.get(instance.pk, unit) != unit:
            sentence = gettext("Another unit is responsible by an assignment; hand it over there.")
            raise ValidationError({"responsible_unit": sentence})
        if unknown := [name for name in self.fields["chains"].get_value(instance) if name not in self._chains]:
            sentence = gettext("“%(names)s” isn't in the list of industrial chains; add it there first.")
            raise ValidationError({"chains": sentence % {"names": "、".join(unknown)}})
        others = self._bearers.get(instance.name, set()) - {instance.code}
        if others and instance.code in self._renamed:
            words = {"name": instance.name, "codes": "、".join(sorted(others))}
            sentence = gettext("“%(name)s” is also the name of %(codes)s: one project must not have two codes.") % words
            raise ValidationError({"name": sentence})


class StageSheet(Sheet):
    """What sources say of a project's stage, oldest first; every row goes through `Project.enter_stage`."""

    title = _("stage entries")
    in_order = True
    rights = ("projects.add_project", "projects.move_project")

    project = Column("项目编号", "project", project_lookup(), required=True)
    stage = Column("阶段", "stage", ChoiceWidget(Stage.choices, {"开工": Stage.UNDER_CONSTRUCTION}), required=True)
    date = Column("日期", "date", PeriodWidget())
    is_seen = Column("报道时处于", "is_seen", YesNoWidget())
    statement = Column("说明", "statement", TextWidget())
    source_name = Column("来源", "source_name", TextWidget(), required=True)

    class Meta(Sheet.Meta):
        model = StageChange
        import_id_fields = ["project", "stage", "date", "source_name"]
        fields = ["project", "stage", "date", "is_seen", "statement", "source_name"]

    def relate(self, entries: list[Entry]) -> None:
        projects = [entry.instance.project_id for entry in entries if entry.instance.project_id]
        self._begun = set(StageChange.objects.filter(project__in=projects).values_list("project", flat=True))

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        """The cells, and whether this move may follow the rows above; all else is the verb's to say."""
        errors = dict(import_validation_errors or {})
        try:
            instance.clean_fields(exclude={*errors, "project", "by", "previous"})
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if instance.pk and not errors:
            errors = {NON_FIELD_ERRORS: [_("A stage entry is never edited; add a new one.")]}
        if errors:
            raise ValidationError(errors)
        project = instance.project
        if sentence := project.stage_error(instance.stage, opening=project.pk not in self._begun):
            raise ValidationError({"stage": sentence})
        project.stage = instance.stage
        self._begun.add(project.pk)

    def save_instance(self, instance, is_create, row, **kwargs) -> None:
        instance.project.refresh_from_db(fields=["stage", "moved_on"])
        change = instance.project.enter_stage(
            instance.stage, by=self.by, date=instance.date, seen=instance.is_seen,
            statement=instance.statement, source_name=instance.source_name,
        )  # fmt: skip
        instance.pk = change.pk


class EventSheet(PublicSheet):
    title = _("events")
    code = Column("编号", "code", TextWidget(), required=True)
    date = Column("日期", "date", PeriodWidget())
    project = Column("项目编号", "project", project_lookup())
    text = Column("事件", "text", TextWidget(), required=True)
    source_name = Column("来源", "source_name", TextWidget())
    note = Column("说明", "note", TextWidget())

    class Meta(Sheet.Meta):
        model = Event
        import_id_fields = ["code"]
        fields = ["code", "date", "project", "text", "source_name", "note"]

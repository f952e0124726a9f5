"""The sheets that staff fill in again and again, with forms made ready: the yearly plan and the monthly report."""

from bisect import bisect_left
from collections.abc import Iterable
from decimal import Decimal
from types import SimpleNamespace

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.sheets.outcome import Entry
from portal.sheets.sheet import Column, Reference, Sheet
from portal.sheets.widgets import LookupWidget, MonthWidget, NumberWidget, TextWidget, WanWidget, YesNoWidget

from .models import MonthlyReport, Project, ProjectYear
from .months import month_of


def project_lookup() -> LookupWidget:
    return LookupWidget(Project.objects.prefetch_related("aliases"), "code")


def _names(record) -> Iterable[str]:
    return [record.project.name, *(alias.name for alias in record.project.aliases.all())]


def project_name() -> Reference:
    """Read along with the code: a row whose name is another project's has been sorted apart."""
    return Reference("项目名称", lambda record: record.project.name, names=_names)


class FormSheet(Sheet):
    """Handed out with the rows of a person's projects."""

    @classmethod
    def has_samples(cls) -> bool:
        return Project.objects.samples().exists()

    @staticmethod
    def projects_of(by, sample: bool) -> QuerySet:
        """Those that `by` reports on: the department's; all for who reviews reports, or belongs to no department."""
        projects = (Project.objects.samples() if sample else Project.objects.of_zone()).order_by("code")
        if by.has_perm("projects.review_monthlyreport") or not by.department_id:
            return projects
        return projects.filter(responsible_unit=by.department_id)


class YearSheet(FormSheet):
    title = _("yearly plans")
    in_bulk = prefilled = True
    watched = ("approved_at",)

    project = Column("项目编号", "project", project_lookup(), required=True)
    name = project_name()
    year = Column("年份", "year", NumberWidget("年", whole=True), required=True)
    plan_amount = Column("计划投资（万元）", "plan_amount", WanWidget())
    adjusted_amount = Column("调整后计划（万元）", "adjusted_amount", WanWidget())
    goal = Column("年度目标", "goal", TextWidget())
    planned_start = Column("计划开工月份", "planned_start", MonthWidget())
    planned_completion = Column("计划竣工月份", "planned_completion", MonthWidget())
    planned_production = Column("计划投产月份", "planned_production", MonthWidget())

    class Meta(Sheet.Meta):
        model = ProjectYear
        import_id_fields = ["project", "year"]
        fields = [
            "project", "name", "year", "plan_amount", "adjusted_amount", "goal", "planned_start", "planned_completion",
            "planned_production",
        ]  # fmt: skip

    def form(self, by, *, sample: bool = False) -> list[ProjectYear]:
        """This year's plans of `by`'s projects; those without one yet with an empty row."""
        year = timezone.localdate().year
        projects = self.projects_of(by, sample)
        plans = {plan.project_id: plan for plan in ProjectYear.objects.filter(year=year, project__in=projects)}
        return [
            _of_project(plans.get(project.pk) or ProjectYear(project=project, year=year), project)
            for project in projects
        ]


def _of_project(record, project: Project):
    record.project = project
    return record


class ReportSheet(FormSheet):
    """Monthly reports arrive as drafts of open months; those of the past only for who may take them over."""

    title = _("monthly reports")
    in_bulk = prefilled = True
    watched = ("state", "round")

    project = Column("项目编号", "project", project_lookup(), required=True)
    name = project_name()
    month = Column("月份", "month", MonthWidget(), required=True)
    last_amount = Reference("上月完成投资（万元）", lambda report: report.before and report.before.month_amount)
    last_visible = Reference("上月形象进度", lambda report: report.before and report.before.visible_progress)
    last_physical = Reference(
        "上月实施进度（%）", lambda report: _decimal(report.before and report.before.physical_progress)
    )
    last_step = Reference("上月所报下步计划", lambda report: report.before and report.before.next_step)
    month_amount = Column("当月完成投资（万元）", "month_amount", WanWidget(), required=True)
    amount_reason = Column("负数说明", "amount_reason", TextWidget())
    visible_progress = Column("形象进度", "visible_progress", TextWidget(), required=True)
    physical_progress = Column("实施进度（%）", "physical_progress", NumberWidget("%", whole=True))
    progress_reason = Column("进度下降说明", "progress_reason", TextWidget())
    progress_note = Column("本月进展", "progress_note", TextWidget())
    in_statistics = Column("是否入统", "in_statistics", YesNoWidget(may_be_unknown=True))
    statistics_reason = Column("未入统原因", "statistics_reason", TextWidget())
    next_step = Column("下步计划", "next_step", TextWidget())
    problems = Column("存在问题", "problems", TextWidget())

    class Meta(Sheet.Meta):
        model = MonthlyReport
        import_id_fields = ["project", "month"]
        fields = [
            "project", "name", "month", "last_amount", "last_visible", "last_physical", "last_step", "month_amount",
            "amount_reason", "visible_progress", "physical_progress", "progress_reason", "progress_note",
            "in_statistics", "statistics_reason", "next_step", "problems",
        ]  # fmt: skip

    def form(self, by, *, sample: bool = False) -> list[MonthlyReport]:
        """This month's reports of `by`'s projects, those there are and empty rows; last month's stands beside."""
        month = month_of(timezone.localdate())
        projects = self.projects_of(by, sample).owing(month)
        reports = {
            report.project_id: report for report in MonthlyReport.objects.filter(month=month, project__in=projects)
        }
        records = [
            _of_project(reports.get(project.pk) or MonthlyReport(project=project, month=month), project)
            for project in projects
        ]
        _set_before(records)
        return records

    def stored(self) -> list[MonthlyReport]:
        records = list(super().stored())
        _set_before(records)
        return records

    def relate(self, entries: list[Entry]) -> None:
        """Each report meets the one before it, be that stored or in this sheet."""
        self._closed: dict[tuple[str, str], str] = {}
        reports = [entry.instance for entry in entries if entry.instance.project_id and entry.instance.month]
        _set_before(reports, self._in_sheet({report.project.code for report in reports}))

    def _in_sheet(self, codes: set[str]) -> dict[tuple[str, str], SimpleNamespace]:
        """(project code, month) -> the progress that the sheet itself says; what can't be read is left out."""
        found, progress = {}, self.fields["physical_progress"]
        for _number, row in self.table.dicts():
            code = str(row.get("项目编号")).strip()
            try:
                if code in codes and progress.column_name in row:
                    month = self.fields["month"].clean(row)
                    found[code, month] = SimpleNamespace(month=month, physical_progress=progress.clean(row))
            except (ValueError, KeyError):
                continue
        return found

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        super().validate_instance(instance, import_validation_errors, validate_unique)
        key = instance.month, instance.state
        if key not in self._closed:
            late = self.by.has_perm("projects.take_over_monthlyreport")
            self._closed[key] = "" if late else instance.closed_error()
        if self._closed[key]:
            raise ValidationError({"month": self._closed[key]})


def _decimal(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def _set_before(reports: list[MonthlyReport], in_sheet: dict | None = None) -> None:
    """Sets `before` on many reports, in one query. What `in_sheet` says of a month goes before what is stored."""
    codes = {report.project_id: report.project.code for report in reports}
    known: dict[str, dict[str, MonthlyReport]] = {code: {} for code in codes.values()}
    for stored in MonthlyReport.objects.filter(project__in=codes):
        known[codes[stored.project_id]][stored.month] = stored
    for (code, month), report in (in_sheet or {}).items():
        if code in known:
            known[code][month] = report
    months = {code: sorted(found) for code, found in known.items()}
    for report in reports:
        code = codes[report.project_id]
        place = bisect_left(months[code], report.month)
        report.before = known[code][months[code][place - 1]] if place else None

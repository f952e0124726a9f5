"""The forms that staff download, fill in and upload: this month's reports, the master list, this year's plan."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from portal.accounts.models import AuditEvent, Department
from projects.models import MonthlyReport, ProjectYear
from tests.factories import make_boss, make_project, make_report, make_user
from tests.sheets.helpers import PROJECTS, REPORTS, YEARS, confirm, counts, problems, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _march(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date(2026, 3, 20))


@pytest.fixture
def unit():
    return Department.objects.create(name="项目一科")


@pytest.fixture
def two(unit):
    """One project of the unit with last month's report and a plan, and one of nobody."""
    by, projects = make_boss(), []
    for code, name, owner in (("GX-001", "甲", unit), ("GX-002", "乙", None)):
        project = make_project(by=by, code=code, name=name, responsible_unit=owner)
        ProjectYear.objects.create(project=project, year=2026, plan_amount=1200)
        make_report(
            project, "2026-02", "150.5", by=by, visible_progress="基础施工", physical_progress=20, next_step="封顶"
        )
        projects.append(project)
    return projects


def form(client, where: str):
    return load_workbook(BytesIO(client.get(where + "form/").content))


def rows(book) -> list[dict]:
    head, *lines = book.active.iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def saved(book) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_reporter_gets_the_projects_of_the_department_with_last_months_values(client, unit, two):
    client.force_login(make_user("项目填报员", department=unit))
    (line,) = rows(form(client, REPORTS))
    assert (line["项目编号"], line["项目名称"], line["月份"]) == ("GX-001", "甲", "2026-03")
    assert (line["上月完成投资（万元）"], line["上月形象进度"], line["上月实施进度（%）"]) == (150.5, "基础施工", 20)
    assert line["当月完成投资（万元）"] is None
    assert AuditEvent.objects.filter(kind="export", detail__contains="填报表，1 行").exists()


def test_a_reviewer_gets_all(client, two):
    client.force_login(make_user("项目审核员"))
    assert [line["项目编号"] for line in rows(form(client, REPORTS))] == ["GX-001", "GX-002"]


def test_what_is_filled_in_arrives_and_what_is_not_is_left_out(client, unit, two):
    client.force_login(make_user("项目审核员"))
    book = form(client, REPORTS)
    head = [cell.value for cell in book.active[1]]
    for name, value in (
        ("当月完成投资（万元）", "１，200.5"),
        ("形象进度", "主体封顶"),
        ("实施进度（%）", "35％"),
        ("是否入统", "是"),
    ):
        book.active.cell(2, head.index(name) + 1).value = value
    response = upload(client, saved(book), REPORTS, "三月.xlsx")
    assert counts(response) == (1, 0, 0) and response.context["outcome"].unfilled == 1
    assert "未填写，略过" in response.content.decode()
    confirm(client, response)
    report = MonthlyReport.objects.get(month="2026-03")
    assert (report.project.code, str(report.month_amount), report.physical_progress) == ("GX-001", "1200.50", 35)
    assert (report.state, report.in_statistics) == ("draft", True)


@pytest.mark.parametrize("where", [PROJECTS, REPORTS, YEARS])
def test_a_form_that_comes_back_as_it_went_out_changes_nothing(client, two, where):
    client.force_login(make_user("项目审核员"))
    make_report(two[0], "2026-03", "10", approved=False)
    response = upload(client, client.get(where + "form/").content, where, "a.xlsx")
    assert counts(response)[:2] == (0, 0) and "confirm" not in response.context


def test_a_row_sorted_apart_from_its_code_is_asked_about(client, two):
    client.force_login(make_user("项目审核员"))
    text = "项目编号,项目名称,月份,当月完成投资（万元）,形象进度\nGX-001,乙,2026-03,1,施工\n"
    assert problems(upload(client, text, REPORTS))[0].startswith(
        "第 2 行“项目名称”列：该编号的项目是“甲”，表中却写“乙”"
    )
    two[0].aliases.create(name="乙")
    assert counts(upload(client, text, REPORTS)) == (1, 0, 0)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("GX-001,2026-03,-1,施工,30", "第 2 行“当月完成投资（万元）”列：当月投资为负"),
        ("GX-001,2026-03,1,施工,10", "第 2 行“实施进度（%）”列：实施进度 10% 低于 2026-02 的 20%"),
        ("GX-001,2026-01,1,施工,10", "第 2 行“月份”列：2026-01"),
        ("GX-001,2026-04,1,施工,30", "第 2 行“月份”列：2026-04 尚未到来"),
        ("GX-001,2026,1,施工,30", "第 2 行“月份”列：“2026”不是月份"),
        ("GX-001,2026-02,1,施工,30", "第 2 行：月报已提交，不能改动"),
        (
            "GX-001,2026-03,1.2亿,施工,30",
            "第 2 行“当月完成投资（万元）”列：“1.2亿”的单位是亿，本列单位是万元，应写 12000",
        ),
        ("GX-001,2026-03,3万,,30", "第 2 行“形象进度”列：这一格不能为空"),
        ("GX-001,2026-03,1,施工,130", "第 2 行“实施进度（%）”列："),
    ],
)
def test_what_a_report_may_not_say_is_named_by_row_and_column(client, two, line, expected):
    client.force_login(make_user("项目审核员"))
    head = "项目编号,月份,当月完成投资（万元）,形象进度,实施进度（%）\n"
    found = problems(upload(client, head + line + "\n", REPORTS))
    assert found and found[0].startswith(expected), found
    assert MonthlyReport.objects.count() == 2


def test_progress_is_compared_with_the_month_before_in_the_same_sheet(client, two):
    client.force_login(make_user("项目办负责人"))
    head = "项目编号,月份,当月完成投资（万元）,形象进度,实施进度（%）\n"
    text = head + "GX-001,2026年3月,1,施工,40\nGX-001,2025年12月,1,施工,19\nGX-001,2025年11月,1,施工,25\n"
    assert [line[:4] for line in problems(upload(client, text, REPORTS))] == ["第 3 "]


def test_an_approved_plan_is_not_typed_over(client, two):
    boss = make_boss()
    two[0].years.get().approve(by=boss)
    client.force_login(make_user("项目审核员"))
    found = problems(upload(client, "项目编号,年份,计划投资（万元）\nGX-001,2026,5\n", YEARS))
    assert found[0].startswith("第 2 行“计划投资（万元）”列：") and "调整" in found[0]


def test_a_plan_approved_between_check_and_confirmation_stays(client, two):
    client.force_login(make_user("项目审核员"))
    response = upload(client, "项目编号,年份,计划投资（万元）\nGX-001,2026年,5\n", YEARS)
    two[0].years.get().approve(by=make_boss())
    assert problems(confirm(client, response)) and two[0].years.get().plan_amount == 1200


def test_the_form_keeps_typed_months_as_text_and_offers_fixed_words(client, two):
    client.force_login(make_user("项目审核员"))
    sheet = form(client, REPORTS).active
    head = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, head.index("月份") + 1).number_format == "@"
    assert '"是,否"' in [rule.formula1 for rule in sheet.data_validations.dataValidation]


def test_the_form_can_be_tried_with_invented_projects_that_never_mix_with_real_ones(client, two):
    client.force_login(make_user("项目审核员"))
    assert "sample=1" not in client.get(REPORTS).content.decode()
    sample = make_project(code="SL-001", name="示例", is_sample=True)
    ProjectYear.objects.create(project=sample, year=2026, plan_amount=1)
    assert "form/?sample=1" in client.get(REPORTS).content.decode()
    for where in (REPORTS, YEARS, PROJECTS):
        book = load_workbook(BytesIO(client.get(where + "form/?sample=1").content))
        assert [line["项目编号"] for line in rows(book)] == ["SL-001"]
        assert "SL-001" not in [line["项目编号"] for line in rows(form(client, where))]

"""A spreadsheet on its way through the back office: upload, check, confirm."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from portal.accounts.models import AuditEvent, Department
from portal.sheets.models import SheetUpload
from projects.models import Company, Project, StageChange
from tests.backoffice import said
from tests.factories import make_boss, make_company, make_industry, make_project, make_user
from tests.sheets.helpers import PROJECTS, confirm, problems, upload

pytestmark = pytest.mark.django_db
HEAD = "项目编号,项目名称,类别,总投资（亿元）,计划开工\n"


@pytest.fixture
def office(client):
    client.force_login(make_user("项目办负责人", name="主任"))
    return client


def test_a_good_sheet_is_checked_then_written(office):
    old = make_project(code="GX-001", name="旧名", stage=None, published=False)
    text = HEAD + "GX-001,新名,产业,,\nGX-002,第二个,产业,1.35,2026-03\n,,,,\n"
    response = upload(office, text)
    page = response.content.decode()
    assert (response.context["outcome"].new, response.context["outcome"].changed) == (1, 1)
    assert "检查通过" in page and "确认导入" in page
    assert Project.objects.count() == 1 and SheetUpload.objects.count() == 1
    answer = confirm(office, response)
    assert "新增 1 行，更新 1 行" in said(answer)
    old.refresh_from_db()
    second = Project.objects.get(code="GX-002")
    assert (old.name, second.total_investment, second.planned_start) == ("新名", 13500, "2026-03")
    assert not SheetUpload.objects.exists()
    assert AuditEvent.objects.filter(kind="import", detail__contains="项目.csv").exists()
    assert second.history.first().history_user.name == "主任"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("项目编号,工程名称,类别\nGX-1,甲,产业\n", "第 1 行“工程名称”列："),
        (
            HEAD + "GX-001,甲,产业,52000万元,\n",
            "第 2 行“总投资（亿元）”列：“52000万元”的单位是万元，本列单位是亿元，应写 5.2",
        ),
        (HEAD + "GX-001,甲,产业,52000,\n", "第 2 行“总投资（亿元）”列："),
        (HEAD + "GX-001,甲,产业,,2026-02-30\n", "第 2 行“计划开工”列："),
        (HEAD + "GX-001,甲,产业,,\n,,,,\nGX-001,乙,产业,,\n", "第 4 行“项目编号”列：“GX-001”"),
        (HEAD + "GX-001,甲,农业园,,\n", "第 2 行“类别”列：“农业园”"),
        (HEAD + "gx1,甲,产业,,\n", "第 2 行“项目编号”列："),
        (
            "项目编号,项目名称,类别,计划开工,计划竣工\nGX-001,甲,产业,2026-06,2026年第一季度\n",
            "第 2 行“计划竣工”列：早于“计划开工”（2026年6月）",
        ),
        (HEAD + "GX-001,,产业,,\n", "第 2 行“项目名称”列："),
        (HEAD + "GX-001,甲,产业,,\n合计,,,1.35,\n", "第 3 行：这像是合计行"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column_and_nothing_is_written(office, text, expected):
    response = upload(office, text)
    assert any(line.startswith(expected) for line in problems(response)), problems(response)
    assert "没有写入任何数据" in response.content.decode()
    assert not Project.objects.exists() and "confirm" not in response.context


def test_gbk_is_understood_where_its_column_names_are_known_ones(office):
    confirm(office, upload(office, (HEAD + "GX-001,甲,产业,,\n").encode("gbk")))
    assert Project.objects.get().name == "甲"


def test_a_half_bad_sheet_writes_nothing_and_names_every_problem(office):
    text = HEAD + "GX-001,甲,产业,,\nGX-002,乙,产业,一亿,2026-13\nGX-003,丙,没有,,\n"
    found = problems(upload(office, text))
    assert len(found) == 3 and {line[:5].rstrip("“") for line in found} == {"第 3 行", "第 4 行"}
    assert not Project.objects.exists()


def test_an_unknown_stage_word_is_named(office):
    make_project(code="GX-001", stage=None, published=False)
    where = "/admin/projects/project/sheets/stage/"
    found = problems(upload(office, "项目编号,阶段,来源\nGX-001,快完工,日报\n", where))
    assert found[0].startswith("第 2 行“阶段”列：“快完工”") and "在建" in found[0]
    assert not StageChange.objects.exists()


def test_an_excel_file_with_real_dates_and_numbers(office):
    book, out = Workbook(), BytesIO()
    book.active.append(HEAD.strip().split(","))
    book.active.append(["GX-001", "甲", "产业", 1.35, datetime(2026, 3, 4)])
    book.save(out)
    confirm(office, upload(office, out.getvalue(), name="a.xlsx"))
    project = Project.objects.get()
    assert (project.total_investment, project.planned_start) == (13500, "2026-03-04")


def test_the_export_changes_nothing_when_it_comes_back(office):
    make_project(
        code="GX-001", name="=cmd", total_investment="13512.34", industry=make_industry(), owner=make_company(),
        planned_start="2026-Q3", stage="signed", date="2025-03",
    ).aliases.create(name="别名甲")  # fmt: skip
    make_project(code="GX-002", stage="under_construction")
    for kind in ("project", "stage"):
        where = f"/admin/projects/project/sheets/{kind}/"
        content = office.get(where + "export/").content
        outcome = upload(office, content, where, "a.xlsx").context["outcome"]
        assert (outcome.new, outcome.changed, outcome.same, outcome.problems) == (0, 0, 2, []), kind
    assert load_workbook(BytesIO(office.get(PROJECTS + "export/").content)).active["B2"].data_type == "s"
    assert AuditEvent.objects.filter(kind="export").exists()


def test_the_template_has_the_columns_and_no_rows(office):
    sheet = load_workbook(BytesIO(office.get(PROJECTS + "template/").content)).active
    assert sheet["A1"].value == "项目编号" and sheet.max_row == 1


def test_only_the_uploader_confirms_and_only_once(office):
    response = upload(office, HEAD + "GX-001,甲,产业,,\n")
    other = Client()
    other.force_login(make_boss())
    assert "重新上传" in said(confirm(other, response)) and not Project.objects.exists()
    confirm(office, response)
    assert "重新上传" in said(confirm(office, response)) and Project.objects.count() == 1


def test_an_old_upload_is_swept_away_by_the_next(office):
    upload(office, HEAD + "GX-001,甲,产业,,\n")
    SheetUpload.objects.update(created_at=timezone.now() - timedelta(hours=3))
    upload(office, HEAD + "GX-002,乙,产业,,\n")
    assert SheetUpload.objects.count() == 1


def test_sheets_ask_for_rights(client):
    client.force_login(make_user("指标员"))
    assert client.get(PROJECTS).status_code == 403
    assert upload(client, HEAD + "GX-001,甲,产业,,\n").status_code == 403
    client.force_login(make_user("审计员"))
    assert client.get(PROJECTS).status_code == 403
    assert client.get(PROJECTS + "export/").status_code == 403


def test_other_lists_have_their_sheets_too(office):
    where = "/admin/projects/company/sheets/company/"
    confirm(office, upload(office, "名称,类型\n甲公司,企业\n", where))
    assert Company.objects.get().kind == "company"
    assert where in office.get("/admin/projects/company/").content.decode()
    assert office.get("/admin/projects/company/sheets/nothing/").status_code == 404


def test_the_master_list_takes_what_a_move_needs_and_leaves_a_unit_that_is_assigned(office):
    unit, other = Department.objects.create(name="项目一科"), Department.objects.create(name="项目二科")
    project = make_project(code="GX-001", name="甲", stage=None, published=False)
    head = "项目编号,项目名称,类别,责任单位,建设性质,用地面积（亩）,固定资产投资（亿元）,总投资（亿元）,内部备注\n"
    confirm(office, upload(office, head + "GX-001,甲,产业,项目一科,扩建,120.5,1,1.5,内部的话\n"))
    project.refresh_from_db()
    assert (project.responsible_unit, project.build_kind, str(project.land_area)) == (unit, "extension", "120.50")
    assert (project.fixed_asset_investment, project.internal_note) == (10_000, "内部的话")
    project.assignments.create(role="unit", department=unit)
    changed = head + "GX-001,甲,产业,{},扩建,120.5,{},1.5,内部的话\n"
    assert problems(upload(office, changed.format("项目二科", 1))) == [
        "第 2 行“责任单位”列：责任单位由责任分工登记，请在责任分工中移交。"
    ]
    assert "固定资产投资（亿元）" in problems(upload(office, changed.format("项目一科", 2)))[0]
    assert project.assignments.get().department != other

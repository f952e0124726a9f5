"""The project record in the back office."""

from decimal import Decimal

import html5lib
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.accounts.roles import Role
from portal.indicators import measures
from projects.forms import AmountField, PeriodField
from projects.models import MonthlyReport, Project
from tests.backoffice import address, fields, said, save
from tests.factories import make_boss, make_indicator, make_project, make_user, make_vintage

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client):
    client.force_login(make_user("项目审核员", name="老赵"))
    return client


@pytest.fixture
def reporter(client):
    client.force_login(make_user("项目填报员"))
    return client


def stage_page(project) -> str:
    return f"/admin/projects/project/{project.pk}/stage/"


@pytest.mark.parametrize(
    ("typed", "wan"),
    [
        ("1.35", "13500"), ("5200万元", "5200"), ("0.52 亿元", "5200"), ("12,345.6万", "12345.60"), ("１２亿", "120000"),
        ("35000000元", "3500"), ("", None), ("-", None),
    ],
)  # fmt: skip
def test_an_amount_is_understood_with_its_unit(typed, wan):
    assert AmountField(required=False).clean(typed) == (wan and Decimal(wan))


@pytest.mark.parametrize("typed", ["一亿", "1.2.3", "12亿美元", "-5", "52000", "1,35"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValidationError):
        AmountField().clean(typed)


def test_a_stored_amount_is_shown_in_its_unit():
    assert AmountField().prepare_value(Decimal("13500.00")) == "1.35"
    assert AmountField(unit="万元").prepare_value(Decimal("320.50")) == "320.5"
    assert AmountField().prepare_value("abc") == "abc"


def test_a_period_is_as_precise_as_typed():
    assert [PeriodField().clean(text) for text in ("2026年3月", "2026", "2026.3.5")] == [
        "2026-03",
        "2026",
        "2026-03-05",
    ]


def test_a_record_is_made_and_its_money_typed_in_yi(reviewer):
    data = fields(reviewer.get("/admin/projects/project/add/"), "project_form")
    reviewer.post("/admin/projects/project/add/", data | {
        "code": "GX-009", "name": "新项目", "category": "industry", "total_investment": "5200万元", "planned_start": "2026年第三季度",
    })  # fmt: skip
    project = Project.objects.get()
    assert (project.total_investment, project.planned_start, project.stage) == (5200, "2026-Q3", "unknown")
    page = reviewer.get(address(project)).content.decode()
    assert 'value="0.52"' in page and 'value="2026-Q3"' in page


def test_what_is_wrong_is_said_in_chinese_and_stays(reviewer):
    data = fields(reviewer.get("/admin/projects/project/add/"), "project_form")
    page = reviewer.post("/admin/projects/project/add/", data | {
        "code": "gx", "name": "新项目", "category": "industry", "total_investment": "很多", "planned_start": "2026-02-30",
    }).content.decode()  # fmt: skip
    for words in ("形如 GX-001", "“很多”不是数字", "没有“2026-02-30”这个日期", 'value="很多"'):
        assert words in page
    assert not Project.objects.exists()


def test_other_names_find_the_record(reviewer):
    make_project(name="流体机械园").aliases.create(name="创新工业园")
    assert "流体机械园" in reviewer.get("/admin/projects/project/", {"q": "创新工业园"}).content.decode()
    assert "流体机械园" not in reviewer.get("/admin/projects/project/", {"q": "没有这个"}).content.decode()


def test_the_stage_is_no_field_of_the_form(reviewer):
    project = make_project(stage="signed", published=False)
    save(reviewer, project, stage="in_operation")
    project.refresh_from_db()
    assert project.stage == "signed"


def test_the_stage_page_shows_what_is_not_possible_and_why(reviewer):
    project = make_project(stage="under_construction", published=False)
    page = reviewer.get(stage_page(project)).content.decode()
    assert "目前不能变更为" in page and "“在建”的项目下一步不能直接成为“签约”" in page


def test_the_stage_page_offers_what_is_possible_and_says_what_it_lacks(client):
    client.force_login(make_boss())
    project = make_project(stage="completed", category="infrastructure", published=False)
    page = html5lib.parse(client.get(stage_page(project)).content.decode(), namespaceHTMLElements=False)
    offered = {group.get("label"): [option.get("value") for option in group] for group in page.findall(".//optgroup")}
    assert offered["目前阶段（补充说明）"] == ["completed"] and offered["下一步"] == ["in_operation"]
    assert "signed" in offered["仅作更正"] and "at_capacity" not in offered["仅作更正"]
    lacks = {item[0].text: [span.text for span in item[1:]] for item in page.findall(".//ul[@class='forbidden']/li")}
    assert lacks["投产"] == ["基础设施和民生项目请选择：投用、交付或通车。"]
    assert page.find(".//*[@name='word']").get("data-stages") == "in_operation"
    project.category = "industry"
    project.save()
    assert "条件已具备。" in client.get(stage_page(project)).content.decode()


def test_who_may_not_correct_is_offered_no_way_back(reviewer):
    assert "仅作更正" not in reviewer.get(stage_page(make_project(published=False))).content.decode()


def test_a_changed_stage_is_followed_by_list_record_and_computed_figure(reviewer):
    project = make_project(code="GX-077", name="换阶段的项目", stage="signed", date="2025-11")
    indicator = make_indicator(measure="projects_preparing", unit="个")
    make_vintage("3", indicator=indicator)
    where = stage_page(project)
    data = {"to": "preparing", "date": "2026年3月", "source_name": "日报", "statement": "已办理前期手续"}
    assert "阶段已变更为“前期”" in said(reviewer.post(where, data, follow=True))
    assert "换阶段的项目" in reviewer.get("/projects/", {"stage": "preparing"}).content.decode()
    assert "换阶段的项目" not in reviewer.get("/projects/", {"stage": "signed"}).content.decode()
    assert "2026-03" in reviewer.get("/projects/GX-077/").content.decode()
    assert "/projects/?stage=preparing" in reviewer.get(indicator.get_absolute_url()).content.decode()
    assert measures.compute("projects_preparing", "个", "2026", measures.Records()).value == 1


def test_a_forbidden_move_is_refused_with_the_reason_and_what_was_typed_stays(reviewer):
    project = make_project(stage="under_construction", published=False)
    where = stage_page(project)
    page = reviewer.post(where, {"to": "reserved", "source_name": "日报", "statement": "说法"}).content.decode()
    assert "不能直接成为“储备”" in page and "阶段没有变更" in page and "说法" in page
    project.refresh_from_db()
    assert project.stage == "under_construction" and project.stage_changes.count() == 1


def test_who_only_looks_a_record_up_sees_nothing_internal(client):
    project = make_project(total_investment=8200, expected_tax=731, internal_note="谈判底价", published=False)
    where = f"/admin/projects/project/{project.pk}"
    inside = [f"{where}/history/", f"{where}/history/{project.history.last().pk}/", f"{where}/compare/{project.history.last().pk}/",
              "/admin/projects/project/sheets/project/export/?format=csv"]  # fmt: skip
    for role, is_office in [(Role.EDITOR, False), (Role.FIGURE_KEEPER, False), (Role.PROJECT_REPORTER, True)]:
        client.force_login(make_user(role))
        page = client.get(f"{where}/change/").content.decode()
        assert "8200" in page or "0.82" in page
        assert ("谈判底价" in page, "731" in page or "0.0731" in page) == (is_office, is_office)
        assert {client.get(address).status_code for address in inside} == {200 if is_office else 403}


def test_talks_are_open_to_those_who_work_with_the_records_alone(client):
    project = make_project(name="洽谈中的电机项目", stage="negotiating", published=False)
    where = f"/admin/projects/project/{project.pk}/change/"
    picker = "/admin/autocomplete/?app_label=news&model_name=article&field_name=projects&term=洽谈"
    for role, is_office in [(Role.EDITOR, False), (Role.FIGURE_KEEPER, False), (Role.PROMOTION, True)]:
        client.force_login(make_user(role))
        assert (client.get(where).status_code == 200) == is_office
        assert ("洽谈中" in client.get("/admin/projects/project/").content.decode()) == is_office
        if role == Role.EDITOR:
            assert client.get(picker).json()["results"] == []


def test_an_internal_reader_can_not_change_the_stage(client):
    client.force_login(make_user("指标员"))
    project = make_project(published=False)
    assert client.get(stage_page(project)).status_code == 403
    assert client.post(stage_page(project), {"to": "completed"}).status_code == 403


def report_of(project, month="2026-03") -> MonthlyReport:
    return MonthlyReport.objects.create(project=project, month=month, month_amount=320, visible_progress="主体施工")


def test_on_a_public_record_reports_go_on_while_public_fields_are_closed(reporter):
    project = make_project(name="原名")
    report = report_of(project)
    page = reporter.get(address(project)).content.decode()
    assert (
        'name="name"' not in page and 'name="reports-0-month_amount"' in page and 'name="aliases-TOTAL_FORMS"' in page
    )
    assert 'name="aliases-0-name"' not in page and "approve-report" not in page.partition("</form>")[0]
    save(reporter, project, **{"reports-0-month_amount": "0.05亿元", "name": "偷改"})
    project.refresh_from_db(), report.refresh_from_db()
    assert (project.name, report.month_amount) == ("原名", 500)


def test_a_report_has_a_list_of_its_own(reporter):
    make_project(code="GX-001")
    data = fields(reporter.get("/admin/projects/monthlyreport/add/"), "monthlyreport_form")
    data |= {
        "project": Project.objects.get().pk,
        "month": "2026-13",
        "month_amount": "320",
        "visible_progress": "主体施工",
    }
    assert "月份" in reporter.post("/admin/projects/monthlyreport/add/", data).content.decode()
    reporter.post("/admin/projects/monthlyreport/add/", data | {"month": f"{timezone.localdate():%Y-%m}"})
    assert MonthlyReport.objects.get().month_amount == 320


def test_the_back_office_front_page_counts_what_waits(client):
    client.force_login(make_boss())
    make_project(published=False)
    page = client.get("/admin/").content.decode()
    assert 'href="/admin/projects/project/?state=draft"><b>1</b> 草稿' in page

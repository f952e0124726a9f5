"""The office's work in the back office: reports step by step, stages with proof, people, plans, lamps."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from portal.accounts.roles import Role
from projects.models import (
    Assignment,
    Contact,
    LampOverride,
    MonthlyReport,
    ProjectSettings,
    ProjectYear,
    StageApplication,
)
from tests.backoffice import address, fields, said
from tests.factories import make_boss, make_photo, make_project, make_report, make_user

pytestmark = pytest.mark.django_db
PHONE = "13987654321"
REPORTS = "/admin/projects/monthlyreport/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2025, 5, 20))


def sign_in(client, *roles):
    user = make_user(*roles)
    client.force_login(user)
    return user


def draft(month="2025-05", amount=100, **more) -> MonthlyReport:
    return make_report(make_project(), month, amount, approved=False, **({"in_statistics": True} | more))


def do(client, thing, verb, **data):
    return client.post(address(thing).replace("/change/", f"/do/{verb}/"), data, follow=True)


def buttons(client, thing) -> set[str]:
    page = client.get(address(thing)).content.decode()
    return {verb for verb in ("submit", "review", "approve", "return", "take_over") if f'id="verb-{verb}"' in page}


def state(report) -> str:
    return MonthlyReport.objects.get(pk=report.pk).state


# --- monthly reports -----------------------------------------------------------------------------


def test_a_report_goes_from_hand_to_hand(client):
    report = draft()
    sign_in(client, Role.PROJECT_REPORTER)
    assert buttons(client, report) == {"submit"}
    assert "已提交" in said(do(client, report, "submit"))
    assert buttons(client, report) == set()
    sign_in(client, Role.PROJECT_REVIEWER)
    assert buttons(client, report) == {"review", "return"}
    do(client, report, "review", opinion="数据属实")
    assert state(report) == "reviewed" and buttons(client, report) == {"approve", "return"}
    assert "计入统计" in said(do(client, report, "approve"))
    assert state(report) == "approved" and buttons(client, report) == set()
    page = client.get(address(report)).content.decode()
    assert "数据属实" in page and 'name="month_amount"' not in page and 'name="steps-0-opinion"' not in page


def test_a_return_needs_an_opinion_and_opens_the_form_again(client):
    report = draft()
    report.submit(by=make_boss())
    sign_in(client, Role.PROJECT_REVIEWER)
    do(client, report, "return", opinion=" ")
    assert state(report) == "submitted"
    do(client, report, "return", opinion="金额有误")
    assert state(report) == "returned"
    sign_in(client, Role.PROJECT_REPORTER)
    page = client.get(address(report)).content.decode()
    assert "金额有误" in page and 'name="month_amount"' in page and 'id="verb-submit"' in page


def test_the_head_takes_over_a_draft_of_the_past_with_its_source(client):
    report = draft("2025-01")
    sign_in(client, Role.PROJECT_HEAD)
    assert buttons(client, report) == {"take_over"}
    do(client, report, "take_over")
    assert state(report) == "draft"
    do(client, report, "take_over", opinion="2025年台账")
    assert state(report) == "approved" and report.steps.get().opinion == "2025年台账"


@pytest.mark.parametrize(
    ("role", "verb", "begin"),
    [
        (Role.PROJECT_REPORTER, "review", "submitted"), (Role.PROJECT_REPORTER, "approve", "reviewed"),
        (Role.PROJECT_REPORTER, "return", "submitted"), (Role.PROJECT_REVIEWER, "take_over", "draft"),
        (Role.PROMOTION, "submit", "draft"), (Role.PROJECT_HEAD, "approve", "draft"),
    ],
)  # fmt: skip
def test_a_forbidden_step_is_refused_and_not_offered(client, role, verb, begin):
    report = draft()
    MonthlyReport.objects.filter(pk=report.pk).update(state=begin)
    sign_in(client, role)
    assert verb not in buttons(client, report)
    assert said(do(client, report, verb, opinion="意见")) and state(report) == begin and not report.steps.exists()


def test_an_editor_finds_no_reports_and_no_step_works(client):
    report = draft()
    sign_in(client, Role.EDITOR)
    assert client.get(REPORTS).status_code == 403
    assert do(client, report, "submit").status_code == 403 and state(report) == "draft"


def test_a_step_is_no_link(client):
    report = draft()
    sign_in(client, Role.PROJECT_HEAD)
    assert client.get(address(report).replace("/change/", "/do/submit/")).status_code == 405


def test_who_submitted_is_not_offered_the_decision(client):
    report = draft()
    reviewer = sign_in(client, Role.PROJECT_REVIEWER)
    report.submit(by=reviewer)
    assert buttons(client, report) == {"return"}
    assert "不能" in said(do(client, report, "review")) and state(report) == "submitted"


def test_what_is_missing_is_said_and_the_report_stays_a_draft(client):
    report = draft("2025-05", next_step="")
    sign_in(client, Role.PROJECT_REPORTER)
    assert "提交：" in said(do(client, report, "submit")) and state(report) == "draft"


def test_the_list_takes_steps_for_many_and_tells_each_refusal(client):
    first, second = draft(), draft(next_step="")
    sign_in(client, Role.PROJECT_REPORTER)
    data = {"action": "submit_chosen", "_selected_action": [first.pk, second.pk]}
    told = said(client.post(REPORTS, data, follow=True))
    assert "已完成 1 件" in told and str(second) in told
    assert (state(first), state(second)) == ("submitted", "draft")
    assert "approve_chosen" not in client.get(REPORTS).content.decode()
    sign_in(client, Role.PROJECT_REVIEWER)
    back = {"action": "return_chosen", "_selected_action": [first.pk], "opinion": ""}
    client.post(REPORTS, back, follow=True)
    assert state(first) == "submitted"
    client.post(REPORTS, back | {"opinion": "重报"}, follow=True)
    assert state(first) == "returned"


def test_a_negative_month_needs_its_reason_under_the_field(client):
    report = draft()
    sign_in(client, Role.PROJECT_REPORTER)
    data = fields(client.get(address(report)), "monthlyreport_form") | {"month_amount": "-20"}
    page = client.post(address(report), data).content.decode()
    assert "errorlist" in page and MonthlyReport.objects.get().month_amount == 100
    photo = make_photo()
    client.post(address(report), data | {"amount_reason": "更正四月", "photos_0": photo.pk})
    report = MonthlyReport.objects.get()
    assert (report.month_amount, report.amount_reason, list(report.photos)) == (-20, "更正四月", [photo])


@pytest.mark.parametrize(
    ("typed", "month"),
    [("2025年5月", "2025-05"), ("2025/4", None), ("2025", None), ("2025.1", None), ("2025-06", None)],
)
def test_a_month_is_read_as_it_is_written_and_a_closed_one_is_not_begun(client, typed, month):
    project = make_project()
    sign_in(client, Role.PROJECT_REPORTER)
    add = "/admin/projects/monthlyreport/add/"
    data = {"project": project.pk, "month": typed, "month_amount": "20", "visible_progress": "主体施工"}
    page = client.post(add, fields(client.get(add), "monthlyreport_form") | data).content.decode()
    assert [report.month for report in MonthlyReport.objects.all()] == ([month] if month else [])
    assert month or page.count('class="errorlist"') == 1


# --- stages ------------------------------------------------------------------------------------


def test_who_may_not_take_a_step_is_told_who_may(client):
    project = make_project(stage="reserved")
    sign_in(client, Role.PROJECT_REPORTER)
    where = f"/admin/projects/project/{project.pk}/stage/"
    page = client.post(where, {"to": "negotiating", "date": "2025-05"}).content.decode()
    assert "招商专员、项目办负责人" in page and "项目填报员" not in page.partition("errorlist")[2]


def test_what_a_move_lacks_stands_under_its_field(client):
    project = make_project(stage="preparing")
    sign_in(client, Role.PROJECT_REVIEWER)
    where = f"/admin/projects/project/{project.pk}/stage/"
    answer = client.post(where, {"to": "under_construction", "date": "2025-05-06"})
    assert {"to", "proof", "photos"} <= set(answer.context["form"].errors)
    ProjectYear.objects.create(project=project, year=2025)
    given = {
        "to": "under_construction",
        "date": "2025-05-06",
        "proof": "permit",
        "evidence": "证1",
        "photos_0": make_photo().pk,
    }
    client.post(where, given)
    project.refresh_from_db()
    assert project.stage == "under_construction" and not project.stage_changes.last().by_source


def applied(client):
    project = make_project(stage="under_construction")
    sign_in(client, Role.PROJECT_REPORTER)
    where = f"/admin/projects/project/{project.pk}/stage/"
    data = {"to": "withdrawn", "date": "2025-05-06", "reason": "企业放弃", "_apply": "1"}
    assert "等待他人审批" in said(client.post(where, data, follow=True))
    return project, StageApplication.objects.get()


def test_a_second_person_accepts_an_application(client):
    project, application = applied(client)
    assert 'id="verb-accept"' not in client.get(address(application)).content.decode()
    do(client, application, "accept")
    assert StageApplication.objects.get().state == "open"
    sign_in(client, Role.PROJECT_REVIEWER)
    assert "待审批" in client.get("/admin/").content.decode()
    do(client, application, "accept")
    project.refresh_from_db()
    assert project.stage == "withdrawn" and StageApplication.objects.get().state == "accepted"


def test_a_refusal_needs_its_reason(client):
    project, application = applied(client)
    sign_in(client, Role.PROJECT_REVIEWER)
    do(client, application, "refuse", opinion="")
    assert StageApplication.objects.get().state == "open"
    do(client, application, "refuse", opinion="材料不足")
    assert StageApplication.objects.get().state == "refused"


# --- plans, people, lamps, settings ------------------------------------------------------------


def test_a_plan_is_approved_then_adjusted_with_a_reason(client):
    plan = ProjectYear.objects.create(project=make_project(), year=2025, plan_amount=1000)
    sign_in(client, Role.PROJECT_REPORTER)
    assert "verb-approve" not in client.get(address(plan)).content.decode()
    sign_in(client, Role.PROJECT_REVIEWER)
    do(client, plan, "approve")
    do(client, plan, "adjust", amount="800")
    plan.refresh_from_db()
    assert plan.approved_at and plan.amount == 1000
    do(client, plan, "adjust", amount="0.08亿元", reason="征地滞后")
    plan.refresh_from_db()
    assert (plan.plan_amount, plan.amount) == (1000, 800)
    assert "征地滞后" in client.get(address(plan)).content.decode()


def test_an_assignment_is_handed_over_and_released_by_verbs(client):
    row = Assignment.objects.create(project=make_project(), role="party", name="张三", since=date(2024, 1, 1))
    sign_in(client, Role.PROJECT_REPORTER)
    assert "verb-release" not in client.get(address(row)).content.decode()
    do(client, row, "hand-over", on="2025-05-01", name="李四")
    new = Assignment.objects.get(name="李四")
    do(client, new, "release")
    assert not Assignment.objects.filter(released=True).exists()
    sign_in(client, Role.PROJECT_HEAD)
    do(client, new, "release")
    assert Assignment.objects.get(released=True) == new
    client.post(address(new), fields(client.get(address(new)), "assignment_form") | {"name": "未公开的人"})
    assert Assignment.objects.get(released=True).name == "李四"


def test_a_number_stands_in_full_on_its_own_page_alone_and_only_for_the_head(client):
    contact = Contact.objects.create(project=make_project(), name="赵电话", phone=PHONE)
    places = ["/admin/projects/contact/", address(contact.project), "/admin/projects/project/", "/admin/"]
    for role in (Role.PROJECT_REPORTER, Role.PROJECT_REVIEWER, Role.PROMOTION, Role.EDITOR, Role.FIGURE_KEEPER):
        sign_in(client, role)
        pages = [
            client.get(place) for place in (*places, address(contact), address(contact).replace("change", "history"))
        ]
        assert not any(PHONE in page.content.decode() or "赵**" in page.content.decode() for page in pages)
        assert pages[0].status_code == pages[4].status_code == 403
    sign_in(client, Role.PROJECT_HEAD)
    assert PHONE in client.get(address(contact)).content.decode()
    pages = [client.get(place).content.decode() for place in places]
    assert not any(PHONE in page for page in pages) and "赵** *********21" in pages[1]
    data = fields(client.get(address(contact)), "contact_form") | {"phone": "0375-7654321"}
    assert "7654321" not in said(client.post(address(contact), data, follow=True))
    assert LogEntry.objects.exists() and "7654321" not in str(list(LogEntry.objects.values()))


def test_a_lamp_is_set_by_the_head_through_its_verb(client):
    project = make_project()
    data = {"project": project.pk, "colour": "red", "until": "2025-06-30", "reason": "停工风险"}
    where = "/admin/projects/lampoverride/add/"
    sign_in(client, Role.PROJECT_REVIEWER)
    assert client.post(where, data).status_code == 403
    head = sign_in(client, Role.PROJECT_HEAD)
    client.post(where, data | {"until": "2025-05-01"})
    assert not LampOverride.objects.exists()
    client.post(where, data)
    assert LampOverride.objects.get().by == head
    make_project(name="没有灯的项目")
    page = client.get("/admin/projects/project/", {"lamp": "red"}).content.decode()
    assert "lamp-red" in page and project.name in page and "没有灯的项目" not in page
    sign_in(client, Role.EDITOR)
    page = client.get("/admin/projects/project/").content.decode()
    assert project.name in page and "lamp-" not in page and "停工风险" not in page


def test_the_list_counts_its_lamps_at_once(client, django_assert_max_num_queries):
    for _n in range(12):
        make_project()
    sign_in(client, Role.PROJECT_HEAD)
    with django_assert_max_num_queries(30):
        client.get("/admin/projects/project/")


def test_the_settings_are_one_row_for_the_head(client):
    where = "/admin/projects/projectsettings/1/change/"
    sign_in(client, Role.PROJECT_HEAD)
    data = fields(client.get("/admin/projects/projectsettings/", follow=True), "projectsettings_form")
    assert not ProjectSettings.objects.exists()
    client.post(where, data | {"min_group": "2"})
    assert not ProjectSettings.objects.exists()
    client.post(where, data | {"closing_day": "15"})
    client.post(where, data | {"closing_day": "16"})
    assert ProjectSettings.objects.get().closing_day == 16 and ProjectSettings.history.count() == 2
    sign_in(client, Role.PROJECT_REPORTER)
    assert client.post(where, data).status_code == 403

"""The project office's desk in the back office: what is due, lamps, stages, the year against its plan, gaps."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import Department
from portal.accounts.roles import Role
from projects.dashboard import Desk
from projects.models import MonthlyReport
from tests.factories import make_boss, make_plan, make_project, make_report, make_site, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2025, 11, 5)  # October was due on 25 October; November is due on the 25th


def planned(unit=None, *, by=None, plan=1200, **fields):
    project = make_project(by=by, responsible_unit=unit, **fields)
    make_plan(project, plan)
    return project


def test_reports_are_counted_by_unit_the_most_missing_first():
    roads, parks = Department.objects.create(name="建设局"), Department.objects.create(name="园区办")
    make_report(planned(roads), "2025-10", 100)
    waiting = make_report(planned(parks), "2025-10", 100, approved=False)
    MonthlyReport.objects.filter(pk=waiting.pk).update(state="submitted")
    planned(parks)
    planned(parks)
    make_report(planned(stage="completed", date="2025-01"), "2025-01", 1)
    planned(is_sample=True)
    overdue, running = Desk(TODAY).months
    assert (overdue.month, overdue.is_overdue, running.month, running.is_overdue) == ("2025-10", True, "2025-11", False)
    assert [(row.unit, row.due, row.approved, row.waiting, row.missing) for row in overdue.units] == [
        ("园区办", 3, 0, 1, 2), ("建设局", 1, 1, 0, 0),
    ]  # fmt: skip
    assert (overdue.total.due, overdue.total.missing, running.total.missing) == (4, 2, 4)


def test_the_year_stands_against_its_plan_with_concentration():
    for n in range(4):
        make_report(planned(plan=100 * (n + 1)), "2025-10", 50)
    found = Desk(TODAY).progress
    assert (found.plan, found.done, found.rate, found.largest) == (1000, 200, 20, 90)


def test_stages_count_the_hidden_ones_too_and_gaps_name_the_missing():
    boss = make_boss()
    project = planned(by=boss)
    make_project(by=boss, stage="negotiating")
    make_project(by=boss, stage="withdrawn")
    project.assignments.create(role="officer", name="某人")
    desk = Desk(TODAY)
    assert [(code, count) for code, _word, count in desk.stages] == [("negotiating", 1), ("under_construction", 1)]
    assert {role: count for role, _word, count in desk.gaps} == {
        "party": 2, "government": 2, "officer": 1, "unit": 2,
    }  # fmt: skip


def test_each_gap_leads_to_the_records_it_counts(client):
    make_site()
    boss = make_boss()
    project, other = planned(by=boss), make_project(by=boss, stage="signed")
    make_project(by=boss, stage="withdrawn")
    project.assignments.create(role="officer", name="前任", until=date(2025, 1, 1))
    other.assignments.create(role="officer", name="现任")
    client.force_login(boss)
    where = "/admin/projects/project/?gap=officer&is_sample__exact=0"
    assert where.replace("&", "&amp;") in client.get("/admin/").content.decode()
    assert list(client.get(where).context["cl"].result_list) == [project]
    client.force_login(make_user(Role.EDITOR))
    assert "gap=officer" not in client.get("/admin/projects/project/").content.decode()


def test_lamps_are_listed_with_their_reasons():
    project = planned()
    make_report(project, "2025-10", 10)
    desk = Desk(TODAY)
    assert [lit.pk for lit in desk.lit] == [project.pk]
    assert desk.lit[0].lamp.reasons
    assert sum(count for _colour, count in desk.lamp_counts) == 1


@pytest.mark.parametrize(
    ("role", "sees"),
    [(Role.PROJECT_HEAD, True), (Role.PROJECT_REPORTER, True), (Role.EDITOR, False), (Role.SITE_MANAGER, False)],
)
def test_only_people_with_rights_in_projects_see_the_desk(client, role, sees):
    make_site()
    make_project(name="某个项目", stage="negotiating")
    client.force_login(make_user(role))
    text = client.get("/admin/").content.decode()
    assert ("项目办工作台" in text) is sees


def test_the_desk_is_whole_with_samples_and_without(client):
    make_site()
    planned(is_sample=True, stage="signed")
    client.force_login(make_boss())
    assert "没有应报的项目" in client.get("/admin/").content.decode()
    text = client.get("/admin/?sample=1").content.decode()
    assert "项目办工作台：虚构示例" in text and "stage__exact=signed&amp;is_sample__exact=1" in text


def count(today):
    desk = Desk(today)
    with CaptureQueriesContext(connection) as queries:
        for part in ("months", "lamp_counts", "lit", "stages", "progress", "gaps"):
            getattr(desk, part)
    return len(queries)


def test_queries_are_few_and_dont_grow():
    by = make_boss()
    for _n in range(2):
        make_report(planned(by=by), "2025-10", 1, by=by)
    before = count(TODAY)
    assert before <= 16
    for n in range(20):
        make_report(planned(Department.objects.create(name=f"局{n}"), by=by), "2025-10", 1, by=by)
    assert count(TODAY) == before

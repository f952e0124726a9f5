"""The public statistics: what each number says, that its link lists its projects, and what nobody can work out from
it."""

import json
from datetime import date
from decimal import Decimal as D

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import Project, ProjectYear
from tests.factories import (
    make_boss,
    make_company,
    make_industry,
    make_park,
    make_plan,
    make_project,
    make_report,
    make_site,
)

pytestmark = pytest.mark.django_db
PAGE, DATA = "/projects/statistics/", "/projects/statistics.json"


@pytest.fixture(autouse=True)
def _site():
    make_site()


def figures(client, query="?year=2025"):
    found = json.loads(client.get(f"{DATA}{query}").content)
    return {figure["key"]: figure for figure in found["figures"]}


def values(client, *keys, query="?year=2025"):
    found = figures(client, query)
    return [found[key]["value"] for key in keys]


def planned(plan=1000, done=500, *, levels=(), month="2025-06", by=None, **fields):
    """A project with a plan for 2025 and one approved report of it."""
    project = make_project(by=by, **fields)
    make_plan(project, plan)
    for level in levels:
        project.levels.create(level=level, year=2025)
    if done is not None:
        make_report(project, month, done, by=by)
    return project


# --- counts and their links -----------------------------------------------------------------------


def test_every_number_links_to_a_list_of_so_many_projects(client):
    by = make_boss()
    power, park = make_industry(code="power"), make_park(code="east")
    make_project(by=by, stage="signed", date="2025-03-01", total_investment=20_000, industry=power, park=park)
    both = make_project(by=by, stage="signed", date="2025-01-10", total_investment=5_000, industry=power)
    both.enter_stage("under_construction", by=by, date="2025-04-20", source_name="来源")
    both.levels.create(level="provincial", year=2025)
    both.levels.create(level="municipal", year=2025)
    make_project(by=by, stage="completed", date="2025")
    make_project(by=by, stage="under_construction", date="2024-02", planned_start="2025-02")
    make_project(by=by, stage="reserved", plan_period="十五五", total_investment=70_000, planned_start="2025-Q1")
    planned(by=by, levels=["zone"], planned_completion="2025-05-01", total_investment=30_000)
    make_project(by=by, stage="in_operation", date="2025-07-01", is_sample=True)
    make_project(by=by, stage="signed", date="2025-07-01", published=False)
    checked = 0
    for figure in figures(client).values():
        if figure["url"] and figure["unit"] == "个" and not figure["key"].startswith(("days", "completion")):
            listed = json.loads(client.get(figure["url"].replace("/projects/", "/projects/export.json")).getvalue())
            assert listed["count"] == figure["value"], figure
            checked += 1
    assert checked >= 18


def test_what_happened_in_the_year_is_counted_and_summed(client):
    by = make_boss()
    for start in ("2025-03-11", ""):
        project = make_project(
            by=by, stage="signed", date="2025-01-10", total_investment=5_000, planned_start="2025-Q2"
        )
        if start:
            project.enter_stage("under_construction", by=by, date=start, source_name="来源")
    make_project(by=by, stage="under_construction", date="2024-12", planned_completion="2025-10")
    found = figures(client)
    assert [found[f"milestone.{key}.count"]["value"] for key in ("signed", "same_year", "started", "completed")] == [
        2,
        1,
        1,
        0,
    ]
    assert found["milestone.signed.investment"]["value"] == 1 and found["milestone.signed.investment"]["unit"] == "亿元"
    same = found["milestone.same_year.rate"]
    assert (same["value"], same["numerator"], same["denominator"], same["unit"]) == (50, 1, 2, "%")
    assert (found["milestone.started.rate"]["value"], found["milestone.completed.rate"]["value"]) == (50, 0)
    assert (found["days.signed_started.median"]["value"], found["days.signed_started.n"]["value"]) == (60, 1)


def test_a_level_counts_twice_and_the_total_once(client):
    make_project(date="2025-02").levels.create(level="provincial", year=2025)
    both = make_project(date="2025-02", total_investment=10_000)
    both.levels.create(level="provincial", year=2025)
    both.levels.create(level="municipal", year=2025)
    make_project(date="2025-02").levels.create(level="zone", year=2024)
    keys = (
        "year.count",
        "level.provincial.count",
        "level.municipal.count",
        "level.zone.count",
        "level.provincial.investment",
    )
    assert values(client, *keys) == [3, 2, 1, 0, 1]


def test_what_is_due_in_a_quarter_names_the_large_ones(client):
    make_project(planned_start="2025-02", total_investment=10_000)
    make_project(planned_start="2025-Q1", total_investment=9_999)
    make_project(planned_start="2025")
    plan = ProjectYear.objects.create(project=make_project(planned_start="2025-01"), year=2025, planned_start="2025-08")
    assert plan.amount is None
    assert values(client, "due.q1.start", "due.q1.start.large", "due.q2.start", "due.q3.start") == [2, 1, 0, 1]


# --- rates ----------------------------------------------------------------------------------------


def test_the_rate_is_the_ratio_of_the_sums_with_everything_to_check_it(client):
    for plan, done in ((1000, 900), (2000, 100), (3000, 5300)):
        planned(plan, done)
    adjusted = planned(9999, None)
    ProjectYear.objects.filter(project=adjusted).update(adjusted_amount=4000)
    make_report(adjusted, "2025-06", 50_000, approved=False)
    found = figures(client)
    rate = found["completion.all.rate"]
    assert (rate["value"], rate["numerator"], rate["denominator"], rate["n"], rate["unit"]) == (63, 0.63, 1, 4, "%")
    assert (found["completion.all.schedule"]["value"], found["completion.all.ahead"]["value"]) == (50, 13)
    assert (found["completion.all.reporting"]["value"], found["completion.all.reporting"]["denominator"]) == (75, 4)


def test_a_rate_may_exceed_100(client):
    for _n in range(3):
        planned(10_000, 13_753)
    assert values(client, "completion.all.rate") == [137.53]


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        ([], []),
        ([["zone"], ["zone"]], []),
        ([["zone"]] * 3, ["all", "zone"]),
        ([["zone"]] * 3 + [["provincial"]] * 2, ["all"]),
        ([["zone"]] * 3 + [["provincial"]] * 3, ["all", "provincial", "zone"]),
        ([["zone", "provincial"]] + [["zone"]] * 4 + [["provincial"]] * 4, ["all", "provincial"]),
    ],
)
def test_rates_are_published_from_three_projects_and_with_their_complement(client, levels, shown):
    for project_levels in levels:
        planned(levels=project_levels)
    found = figures(client)
    for key in ("all", "provincial", "municipal", "zone"):
        for part in ("plan", "done", "rate", "ahead", "reporting"):
            assert (found[f"completion.{key}.{part}"]["value"] is not None) == (key in shown), (key, part)
            assert found[f"completion.{key}.{part}"]["numerator"] is None or key in shown
        if key not in shown:
            assert found[f"completion.{key}.rate"]["note"]


def test_three_projects_of_one_firm_are_one(client):
    owner = make_company()
    for _n in range(3):
        planned(owner=owner)
    assert values(client, "completion.all.plan") == [None]


def test_one_firm_beside_two_whose_progress_is_public_stays_hidden(client):
    for is_public in (True, True, False):
        planned(progress_public=is_public)
    assert values(client, "completion.all.plan", "completion.all.done") == [None, None]
    Project.objects.update(progress_public=True)
    assert values(client, "completion.all.done") == [0.15]


def test_a_month_that_one_firm_alone_reported_on_time_doesnt_show(client):
    projects = [planned(month="2025-01") for _n in range(4)]
    assert values(client, "completion.all.done") == [0.2]
    make_report(projects[0], "2025-02", 77)
    assert values(client, "completion.all.done", "completion.all.schedule") == [0.2, pytest.approx(8.33)]
    for project in projects[1:3]:
        make_report(project, "2025-02", 10)
    assert values(client, "completion.all.done") == [0.2097]


def test_a_month_shows_when_it_has_closed(client):
    this_month = f"{date.today():%Y-%m}"
    for _n in range(3):
        project = make_project()
        make_plan(project, 100, year=date.today().year)
        make_report(project, this_month, 10)
    assert values(client, "completion.all.plan", "completion.all.done", query=f"?year={date.today().year}") == [
        0.03,
        None,
    ]


def test_no_amount_of_one_project_stands_on_any_page(client):
    """Three projects at one level, the fourth alone at its own: neither its amounts are told, nor what the three come
    to."""
    for n in range(3):
        planned(1000 + n, 500 + n, levels=["zone"])
    planned(D("77123.45"), D("66123.45"), levels=["provincial"])
    addresses = [PAGE, DATA, "/projects/", "/projects/export.json", "/projects/export.csv", "/projects/feed/"]
    queries = ["?year=2025", "?year=2025&level=provincial", "?year=2025&level=zone", ""]
    text = "".join(client.get(address + query).getvalue().decode() for address in addresses for query in queries)
    assert not [amount for amount in ("77123", "66123", "7.712", "6.612", "0.3003", "0.1503") if amount in text]


# --- the page -------------------------------------------------------------------------------------


def test_the_page_says_why_there_is_no_rate_and_never_0(client):
    make_project(date="2025-02", total_investment=10_000)
    text = client.get(f"{PAGE}?year=2025").content.decode()
    assert "没有登记年度计划" in text and "0%" not in text
    assert '<a href="/projects/?year=2025&amp;stage=building">1</a>' in text


def test_samples_are_apart_and_said_to_be(client):
    make_project(date="2025-02", is_sample=True)
    assert values(client, "year.count") == [0]
    assert values(client, "year.count", query="?year=2025&sample=1") == [1]
    text = client.get(f"{PAGE}?year=2025&sample=1").content.decode()
    assert "虚构" in text and "/projects/?year=2025&amp;sample=1" in text
    assert "sample-mark" not in client.get(f"{PAGE}?year=2025").content.decode()


def test_the_year_is_the_newest_on_record_unless_asked_for(client):
    make_project(date="2023-02")
    make_project(date="2021-02")
    assert json.loads(client.get(DATA).content)["year"] == 2023
    assert json.loads(client.get(f"{DATA}?year=2021").content)["year"] == 2021
    assert 'aria-current="true">2023</a>' in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "query", ["?year=abc", "?year=99999", "?year=", "?year=2025&year=2024", "?stage=x&year=%00", "?" + "year=1&" * 6000]
)
def test_garbage_gives_a_page(client, query):
    assert client.get(PAGE + query).status_code == 200
    assert client.get(DATA + query).status_code == 200


def test_only_reading_is_allowed(client):
    assert client.post(PAGE).status_code == 405


def count(client, address):
    client.get(address)  # what may be announced is announced now
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_queries_are_few_and_dont_grow(client):
    by = make_boss()

    def grow(n):
        for _n in range(n):
            planned(levels=["zone"], date="2025-03", by=by, industry=make_industry(), park=make_park())

    grow(3)
    before = count(client, f"{PAGE}?year=2025")
    assert before <= 10
    grow(27)
    assert count(client, f"{PAGE}?year=2025") == before
    assert count(client, f"{DATA}?year=2025") <= before

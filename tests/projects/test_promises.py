"""Planned dates against what came. The public reads quarters, so a day within the quarter is in time."""

from datetime import date

import pytest

from projects.promises import promise
from projects.steps import When
from tests.factories import make_boss, make_column, make_project, make_site

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("planned", "came", "seen", "reached", "outcome"),
    [
        ("2026-03-10", "2026-03-31", False, True, "kept"),
        ("2026-Q3", "2025-12", False, True, "kept"),
        ("2026", "2026", False, True, "kept"),
        ("2026-Q3", "2026-10-01", False, True, "late"),
        ("2025", "2026-01", False, True, "late"),
        ("2026-Q3", "2026", False, True, "unclear"),  # perhaps in time, perhaps not
        ("2026-Q3", "", False, True, "unclear"),  # came, nobody says when
        ("2026-Q3", "2026-08-05", True, True, "kept"),  # seen there in August: it had been reached by then
        ("2026-Q1", "2026-08-05", True, True, "unclear"),
        ("2026-Q3", "", False, False, "overdue"),
        ("2026-Q4", "", False, False, "open"),
        ("2026/2030", "", False, False, "open"),
    ],
)
def test_an_outcome_claims_no_more_than_is_known(planned, came, seen, reached, outcome):
    assert promise("开工", planned, When(came, seen), reached, TODAY).outcome == outcome


@pytest.mark.parametrize("planned", ["", "nonsense", "--05-01"])
def test_nothing_planned_is_no_promise(planned):
    assert promise("开工", planned, When(), False, TODAY) is None


def test_a_planned_day_is_shown_as_its_quarter():
    assert promise("开工", "2026-05-20", When(), False, TODAY).planned == "2026-Q2"


@pytest.mark.django_db
def test_the_page_says_what_became_of_each_plan_in_words(client):
    make_site()
    make_column(name="重点项目", slug="projects", kind="projects")
    project = make_project(
        code="PM-001", stage="signed", date="2024", planned_start="2024-Q4", planned_completion="2025-03-15",
        planned_production="2099",
    )  # fmt: skip
    project.enter_stage("under_construction", by=make_boss(), date="2024-12", source_name="来源")
    text = client.get("/projects/PM-001/").content.decode()
    for words in ("按期实现", "2024年第4季度", "已过计划时间，尚无实现的记录", "2025年第1季度", "尚未到期"):
        assert words in text
    assert "3月15日" not in text


@pytest.mark.django_db
def test_a_statement_about_the_future_stays_a_statement(client):
    make_site()
    project = make_project(code="PM-002", stage=None)
    project.enter_stage("under_construction", by=make_boss(), seen=True, statement="即将交付", source_name="来源")
    text = client.get("/projects/PM-002/").content.decode()
    assert "即将交付" in text and "计划与兑现" not in text

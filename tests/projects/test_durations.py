"""How long things took: only between dates that are known well enough, never negative, never typed."""

import pytest

from projects.durations import (
    Dates,
    Duration,
    between,
    data_errors,
    dates_of,
    durations,
    same_year_start,
    start_on_land,
)
from projects.models import Project
from tests.factories import make_boss, make_project


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2025-01-10", "2025-03-01", Duration(2, 50)),
        ("2024-02-28", "2024-03-01", Duration(1, 2)),
        ("2025-03-04", "2025-03-04", Duration(0, 0)),
        ("2024-11", "2025-02", Duration(3)),
        ("2024-11-30", "2025-02", Duration(3)),
        ("2025-03", "2025-03", Duration(0)),
        ("2024", "2025-02", None),
        ("2024-Q3", "2025-02", None),
        ("2024-S1", "2025-02", None),
        ("--02-13", "2025-02", None),
        ("", "2025-02", None),
        ("2025-02", "", None),
        ("2025-03-01", "2025-02-28", None),
        ("2025-03-02", "2025-03-01", None),
        ("2025-03", "2025-02", None),
    ],
)
def test_a_duration_is_as_precise_as_its_ends_and_absent_when_unknown_or_negative(first, last, found):
    assert between(first, last) == found


def test_days_are_said_as_days_and_months_as_months():
    assert str(Duration(2, 50)) == "50 天" and str(Duration(3)) == "3 个月" and str(Duration(0)) == "当月"


def test_only_spans_with_two_known_ends_are_told():
    dates = Dates(talks="2025-01-01", signed="2025-01-20", started="2025-02-01", production="2026-01")
    assert durations(dates) == {
        "talks_to_start": Duration(1, 31), "signing_to_start": Duration(1, 12), "signing_to_production": Duration(12),
        "start_to_production": Duration(11),
    }  # fmt: skip
    assert durations(Dates()) == {}


@pytest.mark.parametrize(
    ("land", "started", "fits"),
    [
        ("2025-06-01", "2025-07-01", True), ("2025-06-01", "2025-07-02", False), ("2025-06-01", "2025-06-01", True),
        ("2025-06-02", "2025-06-01", None), ("2025-06", "2025-06-30", None), ("", "2025-06-30", None),
    ],
)  # fmt: skip
def test_a_start_on_land_lies_within_the_days_set(land, started, fits):
    assert start_on_land(land, started, 30) is fits


@pytest.mark.parametrize(
    ("signed", "started", "same"),
    [("2024", "2024-11-30", True), ("2024", "2025", False), ("", "2024", None), ("2024/2026", "2024", None)],
)
def test_signed_and_started_in_one_year(signed, started, same):
    assert same_year_start(signed, started) is same


def test_dates_that_run_backwards_are_listed_with_both():
    (line,) = data_errors(Dates(started="2025-06-01", completed="2025-05-31"))
    assert "竣工（2025-05-31）早于开工（2025-06-01）" in line
    assert len(data_errors(Dates(signed="2026", started="2025-12", completed="2025-01"))) == 2
    assert data_errors(Dates(signed="2025", started="2025-03", completed="2025", production="2025-12-31")) == []
    assert data_errors(Dates(started="2025-06-15", completed="2025-06")) == []


@pytest.mark.django_db
def test_the_beginning_of_talks_is_known_to_the_entries_alone():
    project = make_project(stage="negotiating", date="2025-01-05")
    project.enter_stage("signed", by=make_boss(), date="2025-01-20", source_name="来源")
    project.enter_stage("under_construction", by=make_boss(), date="2025-02-04", source_name="来源")
    dates = dates_of(Project.objects.get(pk=project.pk), project.stage_changes.all())
    assert durations(dates)["talks_to_start"] == Duration(1, 30)
    assert durations(dates)["signing_to_start"] == Duration(1, 15)

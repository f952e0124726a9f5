"""Dates and periods only as precise as they are known."""

from datetime import date, datetime

import pytest

from portal.lib.dates import parse_period, read_period, show_period


@pytest.mark.parametrize(
    ("text", "first", "last", "shown"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "2024年"),
        ("2024-S1", date(2024, 1, 1), date(2024, 6, 30), "2024年上半年"),
        ("2024-S2", date(2024, 7, 1), date(2024, 12, 31), "2024年下半年"),
        ("2024-Q3", date(2024, 7, 1), date(2024, 9, 30), "2024年第3季度"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("2025-02-24", date(2025, 2, 24), date(2025, 2, 24), "2025年2月24日"),
        ("2026/2030", date(2026, 1, 1), date(2030, 12, 31), "2026—2030年"),
        ("2025-01/2025-10", date(2025, 1, 1), date(2025, 10, 31), "2025年1月至2025年10月"),
        ("2026-01-16T19:01", date(2026, 1, 16), date(2026, 1, 16), "2026年1月16日 19:01"),
        ("--02-13", None, None, "2月13日（年份未写明）"),
    ],
)
def test_a_period_covers_its_days_and_reads_in_chinese(text, first, last, shown):
    period = parse_period(text)
    assert (period.first, period.last) == (first, last)
    assert show_period(text) == shown


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "2025-13", "2030/2026", "2025-10/2025-01", "2024-Q5", "24", "去年", "2025-1-1", "--02-30", ""],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match="“"):
        parse_period(text)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("2025/3/4", "2025-03-04"),
        ("2025.3.4", "2025-03-04"),
        ("2025年3月4日", "2025-03-04"),
        ("2025年11月", "2025-11"),
        ("2025年", "2025"),
        ("2025年第三季度", "2025-Q3"),
        ("2025年上半年", "2025-S1"),
        ("2026-2030年", "2026/2030"),
        ("2月13日", "--02-13"),
        ("２０２５/３/４", "2025-03-04"),
        (45717, "2025-03-01"),
        ("45717", "2025-03-01"),
        (datetime(2025, 3, 4, 0, 0), "2025-03-04"),
        (date(2025, 3, 4), "2025-03-04"),
        ("2025-03-04 00:00:00", "2025-03-04"),
        (None, ""),
        ("", ""),
    ],
)
def test_what_people_type_and_excel_stores_is_understood(cell, text):
    assert read_period(cell) == text


def test_a_day_that_does_not_exist_is_named():
    with pytest.raises(ValueError, match="2026-02-30"):
        read_period("2026年2月30日")

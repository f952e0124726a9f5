"""Small parts of charts: round steps, printed numbers, broken lines, labels that keep apart."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.charts.scale import inner_ticks, nice_step, outer_ticks, printed, share, spread
from portal.lib.charts.text import text_width, wrap


@pytest.mark.parametrize(
    ("span", "count", "whole", "step"),
    [
        ("137.53", 5, False, "50"),
        ("1340.7", 5, False, "500"),
        ("45", 5, True, "10"),
        ("2", 5, True, "1"),
        ("2", 5, False, "0.5"),
        ("11", 5, True, "5"),
        ("0", 5, False, "1"),
        ("0.004", 4, False, "0.001"),
    ],
)
def test_steps_are_round(span, count, whole, step):
    assert nice_step(Decimal(span), count, whole=whole) == Decimal(step)


def test_inner_ticks_stay_within_and_outer_ticks_enclose():
    assert inner_ticks(Decimal("-4.8"), Decimal("12.3"), 5) == [0, 5, 10]
    assert outer_ticks(Decimal("-4.8"), Decimal("12.3"), 5) == [-5, 0, 5, 10, 15]


def test_numbers_are_printed_as_the_site_prints_them():
    assert [printed(Decimal(text)) for text in ("1E+3", "9999.50", "12000", "0.000", "-2.5")] == [
        "1000",
        "9999.5",
        "12,000",
        "0",
        "-2.5",
    ]
    assert share(Decimal(1), Decimal(16)) == "6.3%"  # half up, not to even


def test_a_number_keeps_its_unit_and_punctuation_its_side():
    assert wrap("总投资5.2亿元的储能电站", 14 * 5, 14) == ["总投资", "5.2亿元的", "储能电站"]
    assert all(not line.startswith("，") for line in wrap("从洽谈，到签约，到开工，一个月", 14 * 3, 14, lines=9))
    assert text_width("高新区", 14) == 42


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_spread_blocks_keep_their_order_apart_and_inside(centres):
    placed = spread(sorted(centres), [15] * len(centres), 0, 100)
    assert placed[0] >= 7.4 and placed[-1] <= 92.6
    assert all(b - a >= 14.9 for a, b in zip(placed, placed[1:], strict=False))

"""Money of cells and fields, and figures written and read back."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.lib.quantities import Quantity, QuantityError, format, format_amount, parse, parse_amount
from portal.lib.quantities.units import UNITS, resolve


@pytest.mark.parametrize(
    ("text", "wan"),
    [
        ("5200万元", "5200"),
        ("1.35亿", "13500"),
        ("1.35", "1.35"),
        ("１,２３４.５", "1234.5"),
        ("1，234.5", "1234.5"),
        ("1亿2000万元", "12000"),
        ("两千万元", "2000"),
        ("壹仟贰佰万元整", "1200"),
        ("￥5,200.00元", "0.52"),
        (" 5200 万元 ", "5200"),
        ("-3.5", "-3.5"),
        (5, "5"),
        (0.1 + 0.2, "0.3"),
        (Decimal("12.50"), "12.5"),
        ("3.2万亿元", "320000000"),
        ("0", "0"),
    ],
)
def test_parse_amount(text, wan):
    assert parse_amount(text) == Decimal(wan)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (None, "empty"),
        ("  ", "empty"),
        ("12,34", "separators"),
        ("3-5亿元", "range"),
        ("约5000万元", "inexact"),
        ("5000余万元", "inexact"),
        ("5亿以上", "inexact"),
        ("38个", "other_unit"),
        ("300万美元", "other_unit"),
        ("12.5%", "other_unit"),
        ("100万平方米", "other_unit"),
        ("99999999999999亿", "too_large"),
        ("abc", "unreadable"),
        ("总投资5亿元", "unreadable"),
        ("1.2.3", "unreadable"),
        ("1e5", "unreadable"),
        (float("nan"), "unreadable"),
        ("—", "unreadable"),
    ],
)
def test_parse_amount_refuses_what_is_doubtful(text, code):
    with pytest.raises(QuantityError) as caught:
        parse_amount(text)
    assert caught.value.code == code
    assert str(caught.value) == caught.value.message % caught.value.params


def test_default_unit_and_shown_amounts():
    assert parse_amount("1.35", default_unit="亿元") == 13500
    shown = [
        format_amount(Decimal(amount)) for amount in ("52000", "13500", "500", "0", "99990000", "123456789", "-52000")
    ]
    assert shown == ["5.2", "1.35", "0.05", "0", "9999", "12,345.6789", "-5.2"]
    assert format_amount(Decimal("12345"), places=2) == "1.23"


_SHOWN = ["亿", "万亿"] + sorted(
    scale + unit
    for unit in UNITS
    for scale in ("", "万", "亿")
    if resolve(scale + unit) and not unit.startswith(("个多", "个半"))
)  # those two are read as 余 and as a half
_SCOPED = ("forecast", "planned", "cumulative")
_TOUCHING = ("about", "nearly", "over", "reach", "sample", "first_over")


@st.composite
def quantities(draw):
    unit = draw(st.sampled_from(_SHOWN))
    kind = resolve(unit).kind
    value = draw(st.decimals(0, 10**9, places=draw(st.integers(0, 4)), allow_nan=False))
    to = value + draw(st.integers(1, 500)) if draw(st.booleans()) else None
    codes = draw(st.lists(st.sampled_from(_SCOPED), unique=True, max_size=2))
    codes += draw(st.lists(st.sampled_from(_TOUCHING), unique=True, max_size=2))
    if kind in ("time", "year"):
        codes += draw(st.sampled_from(([], ["only_took"], ["streak"])))
    codes += draw(st.sampled_from(([], ["more_than"])))
    codes += draw(st.sampled_from(([], ["at_least"], ["within"])))
    if kind in ("count", "broad", "person") and draw(st.booleans()):
        codes += ["zero_to_one"]
    return Quantity(value, unit, "+".join(codes) or "equal", shown_value_to=to)


@settings(max_examples=300, deadline=None)
@example(Quantity(Decimal(0), "日", "sample"))
@given(quantities())
def test_what_is_written_reads_back(quantity):
    assert parse(format(quantity)) == quantity


@pytest.mark.full
@settings(max_examples=30_000, deadline=None)
@given(quantities())
def test_whatever_is_written_reads_back(quantity):
    assert parse(format(quantity)) == quantity


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 999),
    st.none() | st.integers(2, 999),
    st.sampled_from(["equal", "within", "forecast", "planned+within"]),
)
def test_ranks_read_back(place, total, qualifier):
    rank = Quantity(Decimal(place), "位", qualifier, rank_total=total, is_rank=True)
    assert parse(format(rank)) == rank


@pytest.mark.parametrize("text", ["", "总投资5亿元", "5亿元和3亿元", "百强", "12", "GX-001"])
def test_parse_takes_one_figure_and_nothing_else(text):
    with pytest.raises(QuantityError):
        parse(text)

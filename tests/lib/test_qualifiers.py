from decimal import Decimal

import pytest

from portal.indicators.models import Vintage
from portal.lib.qualifiers import Qualifier, number, parts, show_value
from tests.factories import make_indicator, make_vintage

PRINTED = [  # every qualifier, on figures of the two reports
    ("equal", "15.1", "万平方米", "15.1万平方米"),
    ("about", "30", "公里", "约30公里"),
    ("more_than", "2000", "件", "2000余件"),
    ("at_least", "95", "%", "95%以上"),
    ("over", "300", "亿元", "突破300亿元"),
    ("first_over", "100", "家", "首次突破100家"),
    ("nearly", "40", "家", "近40家"),
    ("reach", "42.91", "件", "42.91件"),
    ("within", "24", "小时", "24小时内"),
    ("forecast", "300", "亿元", "预计300亿元"),
    ("planned", "1340.7", "亿元", "计划1340.7亿元"),
    ("cumulative", "2.4", "亿元", "累计2.4亿元"),
    ("sample", "23", "个", "23个"),
    ("only", "3", "星", "3星（唯一）"),
    ("only_took", "8", "个月", "仅用8个月"),
    ("streak", "5", "年", "连续5年"),
    ("zero_to_one", "1", "家", "实现零的突破（1家）"),
    ("full_coverage", "50", "家", "50家（全覆盖）"),
]


@pytest.mark.parametrize(("qualifier", "value", "unit", "shown"), PRINTED)
def test_a_value_prints_with_its_qualifier_and_unit(qualifier, value, unit, shown):
    assert show_value(Decimal(value), qualifier, unit) == shown
    assert "".join(parts(Decimal(value), qualifier, unit)) == shown


def test_no_qualifier_is_left_untested():
    assert {row[0] for row in PRINTED} == set(Qualifier.values)


def test_the_leap_from_zero_is_the_hero_and_not_the_number():
    assert parts(Decimal(1), "zero_to_one", "家") == ("实现", "零的突破", "（1家）")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("137.530000", "137.53"),
        ("2000", "2000"),
        ("12345.5", "12,345.5"),
        ("-20000", "-20,000"),
        ("0", "0"),
        ("1E+3", "1000"),
    ],
)
def test_numbers_have_neither_trailing_zeros_nor_exponents(value, shown):
    assert number(Decimal(value)) == shown


def test_a_missing_number_is_not_zero():
    assert number(None) == "–"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "unit", "fields", "shown"),
    [
        ("rank", "位", {"value": "1", "rank_total": 16}, "第1位"),
        ("honour", "", {"value": None, "text": "三星级开发区"}, "三星级开发区"),
        ("ratio", "%", {"value": "137.53", "qualifier": "reach"}, "137.53%"),
        ("honour", "星", {"value": "3", "qualifier": "only"}, "3星（唯一）"),
    ],
)
def test_kinds_print_in_their_own_way(kind, unit, fields, shown):
    vintage = make_vintage(indicator=make_indicator(kind=kind, unit=unit), **fields)
    assert Vintage.objects.select_related("observation__indicator").get(pk=vintage.pk).shown == shown

from decimal import Decimal

import pytest
from django.utils.translation import override

from portal.indicators.models import Vintage
from portal.lib.qualifiers import Qualifier, amount, number, parts, show_value, unit_word
from portal.site.templatetags.shown import money
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
    assert show_value(Decimal(value), unit, qualifier) == shown
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


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("5.2", "亿元", "520 million yuan"),
        ("122.3", "亿元", "12.23 billion yuan"),
        ("12345.678", "亿元", "1234.5678 billion yuan"),
        ("9.99999999", "亿元", "999.999999 million yuan"),
        ("10", "亿元", "1 billion yuan"),
        ("0.01", "亿元", "1 million yuan"),
        ("0.0099", "亿元", "990,000 yuan"),
        ("0.0001", "亿元", "10,000 yuan"),
        ("-0.5200", "亿元", "-52 million yuan"),
        ("0", "万元", "0 yuan"),
        ("1E+3", "亿元", "100 billion yuan"),
        ("5E-7", "亿元", "50 yuan"),
        ("1256", "万元", "12.56 million yuan"),
        ("80", "万元", "800,000 yuan"),
        ("0.00005", "万元", "0.5 yuan"),
        ("2", "万亿元", "2000 billion yuan"),
        ("35", "万平方米", "350,000 m²"),
        ("6", "万吨", "60,000 t"),
        ("12", "万千瓦", "120,000 kW"),
        ("5", "万台", "50,000"),
        ("1234567", "元", "1,234,567 yuan"),  # as the source writes it
    ],
)
def test_an_english_amount_is_moved_into_millions_and_billions(value, unit, shown):
    with override("en"):
        assert show_value(Decimal(value), unit) == shown


def test_one_is_one_month_in_english():
    with override("en"):
        assert show_value(Decimal("1.0"), "个月", "only_took") == "only 1 month"
        assert show_value(Decimal(2), "个月") == "2 months"
        assert show_value(Decimal(1), "万人") == "10,000 people"
    assert show_value(Decimal(1), "个月") == "1个月"


def test_the_scale_stays_where_many_numbers_share_it():
    with override("en"):
        assert [unit_word(unit) for unit in ("亿元", "万平方米", "万台", "台")] == [
            "×100m yuan",
            "×10,000 m²",
            "×10,000",
            "",
        ]
        assert amount(None, "亿元") == ("–", " ×100m yuan")
    assert unit_word("亿元") == "亿元"


@pytest.mark.parametrize(
    ("form", "chinese", "english"),
    [
        ("", "5.2亿元", "520 million yuan"),
        ("apart", "5.2 亿元", "520 million yuan"),
        ("b", "<b>5.2</b> 亿元", "<b>520</b> million yuan"),
        ("small", "5.2<small>亿元</small>", "520<small> million yuan</small>"),
    ],
)
def test_money_is_set_in_both_languages(form, chinese, english):
    assert money(Decimal(52_000), form) == chinese
    with override("en"):
        assert money(Decimal(52_000), form) == english


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

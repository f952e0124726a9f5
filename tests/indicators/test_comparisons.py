"""Comparisons are typed as text and kept as rows."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from portal.indicators.models import Comparison
from tests.factories import make_indicator, make_vintage

BASES = st.text("全市平均值上年各区三", max_size=8)
NUMBERS = st.decimals(-9999, 9999, places=2)


@given(st.sampled_from(["同比", "环比", "百分点", "连续", "完成率"]), NUMBERS, BASES)
def test_what_is_written_is_read_again(word, value, base):
    once = Comparison(kind=Comparison.read(f"{word} 1")[0].kind, value=value, base=base)
    (again,) = Comparison.read(str(once))
    assert (again.kind, again.value, again.total, again.base) == (once.kind, value, None, base)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("同比 24%", "同比增长24%"),
        ("同比：－3.5％", "同比下降3.5%"),
        ("同比增长24%", "同比增长24%"),
        ("同比 下降了3％", "同比下降3%"),
        ("百分点 回落0.5 上年", "比上年低0.5个百分点"),
        ("倍数 6.66倍全市平均值", "是全市平均值的6.66倍"),
        ("位次 2/6市内各区", "市内各区共6个，居第2位"),
        ("环比 0.8", "环比增长0.8%"),
        ("百分点 1.5", "比上年提高1.5个百分点"),
        ("百分点 -2 全省平均值", "比全省平均值低2个百分点"),
        ("倍数 6.66倍 全市平均值", "是全市平均值的6.66倍"),
        ("位次 １/6 市内各区", "市内各区共6个，居第1位"),
        ("位次 2/18", "共18个，居第2位"),
        ("完成率 104.8%", "完成目标的104.8%"),
        ("完成率 超过目标", "超过目标"),
        ("首次", "首次"),
        ("连续 5年", "连续5年"),
    ],
)
def test_every_kind_is_said_as_a_reader_knows_it(text, said):
    assert [row.said for row in Comparison.read(text)] == [said]


def test_several_stand_one_a_line_or_between_semicolons():
    assert [row.kind for row in Comparison.read("同比 24%；位次 1/6\n倍数 2 上年")] == ["yoy", "rank", "ratio"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("位次 3/2 市内各区", "位次应在1和总数之间"),
        ("位次 1", "位次要写明总数"),
        ("倍数 6.66", "倍数要写明与什么相比"),
        ("同比", "缺少数字"),
        ("大幅增长", "看不懂"),
        ("同比 24个百分点", "看不懂：词后面写数字"),
        ("大幅增长；位次 3/2", "位次应在1和总数之间"),
        ("同比 3/4", "只有位次才有总数"),
    ],
)
def test_nonsense_is_named(text, message):
    with pytest.raises(ValidationError, match=message):
        Comparison.read(text)


@pytest.mark.django_db
def test_a_rate_is_compared_in_points():
    rate = make_vintage("98.5", indicator=make_indicator(unit="%", kind="ratio"), published=False)
    with pytest.raises(ValidationError, match="百分点"):
        rate.compare("同比 2%")
    rate.compare("百分点 2")
    assert rate.comparisons.get().value == Decimal(2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "attempt",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: Comparison.objects.update(value=9),
        lambda row: Comparison.objects.all().delete(),
        lambda row: Comparison.objects.bulk_create([Comparison(vintage=row.vintage, kind="yoy", value=1)]),
        lambda row: row.vintage.compare("同比 9%"),
        lambda row: row.vintage.comparisons.all().delete(),
    ],
)
def test_those_of_a_published_value_are_fixed_with_it(attempt):
    row = make_vintage("38", comparisons="同比 24%").comparisons.get()
    row.value = 9
    with pytest.raises(ValidationError), transaction.atomic():
        attempt(row)
    assert [kept.value for kept in Comparison.objects.all()] == [24]

"""The sheets of the demonstration zone hold the figures of the two reports exactly: `figures.csv` is a copy of the facts as
they were handed over."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from portal.indicators.models import Indicator, Vintage
from portal.lib.qualifiers import Qualifier

HERE = Path(__file__).parent
SHEETS = HERE.parent.parent / "portal/demo/sheets"
SOURCES = {"A": "公开报道（2025年初）", "B": "河南日报，2026-01-16"}


def table(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


FACTS = table(HERE / "figures.csv")
LEDGER = [fact for fact in FACTS if fact["role"] in ("observation", "plan", "target")]
VALUES = {row["指标代码"]: row for row in table(SHEETS / "values.csv")}
INDICATORS = {row["指标代码"]: row for row in table(SHEETS / "indicators.csv")}


def code_of(choices, word):
    return next(code for code, label in choices if str(label) == word)


@pytest.mark.parametrize("fact", LEDGER, ids=lambda fact: fact["id"])
def test_a_figure_is_in_the_ledger_exactly(fact):
    value, indicator = VALUES[fact["code"]], INDICATORS[fact["code"]]
    assert (value["时期"], value["计划或目标"]) == (fact["period"], "否" if fact["role"] == "observation" else "是")
    assert Decimal(value["数值"]) == Decimal(fact["value"])
    assert code_of(Qualifier.choices, value["限定"]) == fact["qualifier"]
    assert value["来源"] == SOURCES[fact["source"]]
    assert indicator["单位"] == fact["unit"]
    assert indicator["名称"] == fact["name_zh"].removesuffix("(零的突破)")
    assert indicator["英文名称"] == fact["name_en"]
    assert code_of(Indicator.Category.choices, indicator["类别"]) == fact["panel"]
    assert code_of(Indicator.Kind.choices, indicator["性质"]) == fact["kind"]
    if fact["role"] == "observation":
        assert code_of(Vintage.ObsStatus.choices, value["数据状态"]) == fact["status"]


def test_the_ledger_holds_nothing_else():
    assert set(VALUES) == {fact["code"] for fact in LEDGER}
    invented_or_computed = {code for code, row in INDICATORS.items() if code not in VALUES}
    rest = [row for code, row in INDICATORS.items() if code in invented_or_computed]
    assert all(row["记录计算"] or row["示例"] == "是" for row in rest)


def test_where_a_source_gives_no_time_its_own_date_stands_and_says_so():
    for fact in LEDGER:
        value = VALUES[fact["code"]]
        if not fact["period"] or fact["kind"] == "stock":
            assert (value["截至"], value["截至为报道日期"]) == ("2025" if fact["source"] == "A" else "2026-01-16", "是")


def test_facts_of_projects_stand_on_their_records():
    records = {row["项目编号"]: row["总投资（亿元）"] for row in table(SHEETS / "projects.csv")}
    stated = {(row["数值"], row["单位"], row["项目编号"] or row["园区"]) for row in table(SHEETS / "facts.csv")}
    of_record = [fact for fact in FACTS if fact["role"] in ("project_fact", "entity_fact")]
    assert len(of_record) == 8
    for fact in of_record:
        code = next(
            (word for word in fact["note"].replace(":", " ").split() if word in records or word == "跨境装备制造园"), ""
        )
        if fact["unit"] == "亿元":
            assert records[code] == fact["value"]
        else:
            assert (fact["value"], fact["unit"], code) in stated


def test_rhetoric_and_names_are_nowhere():
    names = {row["名称"] for row in INDICATORS.values()}
    for fact in FACTS:
        if fact["role"] in ("context", "statement"):
            assert not fact["code"]
            assert fact["name_zh"] not in names

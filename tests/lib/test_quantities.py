"""What `find` reads: the ten worked examples, qualifiers and how far they reach, ranges, ranks, periods."""

from datetime import date
from decimal import Decimal

import pytest

from portal.lib.quantities import find

DAY = date(2026, 3, 2)
EXAMPLES = [  # text, shown value, shown unit, value, unit, qualifier, counted, period_proposal
    ("全年实施技改项目46个", "46", "个", "46", "个", "equal", "技改项目"),
    ("完成投资12.56亿元", "12.56", "亿元", "1256000000", "CNY", "equal", "投资"),
    ("培训职工3000余人次", "3000", "人次", "3000", "PT", "more_than", "培训职工"),
    ("办结率达98.5%以上", "98.5", "%", "98.5", "PCT", "reach+at_least", "办结率"),
    ("预计产值突破二百亿元", "200", "亿元", "20000000000", "CNY", "forecast+over", "产值"),
    ("位列全省18个园区第二", "2", "位", "2", "RANK", "equal", None),
    ("新建管网3.2公里", "3.2", "公里", "3200", "M", "equal", "管网"),
    ("是全市平均值的2.4倍", "2.4", "倍", "2.4", "X", "equal", "全市平均值"),
    ("同比提高1.5个百分点", "1.5", "个百分点", "1.5", "PP", "equal", None),
    ("今年以来新增企业６８家", "68", "家", "68", "家", "equal", "企业"),
]


def one(text, **options):
    (figure,) = find(text, **options)
    return figure


@pytest.mark.parametrize("example", EXAMPLES, ids=[example[0] for example in EXAMPLES])
def test_worked_examples(example):
    text, *wanted = example
    row = one(text).as_dict()
    assert [row[key] for key in ("shown_value", "shown_unit", "value", "unit", "qualifier", "counted")] == wanted
    assert text[row["start"] : row["end"]] == row["text"]
    assert row["period"] is None and row["period_proposal"] is None
    assert row.get("rank_total") == (18 if "位列" in text else None)
    assert "value_to" not in row and "shown_value_to" not in row


def test_a_relative_word_is_proposed_only_with_a_date():
    row = one("今年以来新增企业６８家", date=DAY).as_dict()
    assert (row["period"], row["period_proposal"]) == (None, "2026")


def test_keys_are_the_interface():
    assert list(one("单桩功率60-120kW").as_dict()) == [
        "text",
        "start",
        "end",
        "shown_value",
        "shown_value_to",
        "shown_unit",
        "value",
        "value_to",
        "unit",
        "qualifier",
        "counted",
        "period",
        "period_proposal",
    ]


def test_amounts_meet_in_the_base_unit():
    assert one("12.56亿元").value == one("125600万元").value == one("12亿5600万元").value == Decimal("1256000000")
    assert one("8.5万平方米").value == one("85000㎡").value
    assert one("1300万度电").value == one("1.3万兆瓦时").value


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit", "qualifier"),
    [
        ("总投资约1,200万元", "约1,200万元", "12000000", "CNY", "about"),
        ("近200人", "近200人", "200", "P", "nearly"),
        ("高企首次突破百家", "首次突破百家", "100", "家", "first_over"),
        ("产值首次突破千亿元大关", "首次突破千亿元", "100000000000", "CNY", "first_over"),
        ("带动就业万余人。", "万余人", "10000", "P", "more_than"),
        ("从洽谈到开工仅用一个月", "仅用一个月", "1", "MO", "only_took"),
        ("仅用一个半月", "仅用一个半月", "1.5", "MO", "only_took"),
        ("连续第四年获评", "连续第四年", "4", "A", "streak"),
        ("24小时内响应", "24小时内", "24", "H", "within"),
        ("期限不超过3年", "不超过3年", "3", "A", "within"),
        ("昊岳电气等23个项目", "等23个", "23", "个", "sample"),
        ("青桐街、学府路等道路5条", "5条", "5", "条", "sample"),
        ("主导产业产值有望突破300亿元", "有望突破300亿元", "30000000000", "CNY", "forecast+over"),
        ("累计授权专利2000余件", "2000余件", "2000", "件", "cumulative+more_than"),
        ("计划总投资5.2亿元", "计划总投资5.2亿元"[5:], "520000000", "CNY", "planned"),
        ("在上海、广州等地拜访企业305家", "305家", "305", "家", "equal"),
        ("上市企业1家，实现零的突破", "1家，实现零的突破", "1", "家", "zero_to_one"),
        ("龙头企业实现零的突破", "零的突破", "1", "家", "zero_to_one"),
        ("占比百分之九十六点五", "百分之九十六点五", "96.5", "PCT", "equal"),
        ("超八成企业满意", "超八成", "80", "PCT", "over"),
        ("产值三亿五千万元", "三亿五千万元", "350000000", "CNY", "equal"),
        ("新签约38个项目", "38个", "38", "个", "equal"),
        ("一季度建成5个亿元以上项目", "5个", "5", "个", "equal"),
        ("营收做到了3个亿", "3个亿", "300000000", "CNY", "equal"),
        ("节约资金500万元", "500万元", "5000000", "CNY", "equal"),
        ("下达资金500万元", "500万元", "5000000", "CNY", "equal"),
        ("突破12项关键技术", "12项", "12", "项", "equal"),
        ("占年度计划的85%", "85%", "85", "PCT", "equal"),
        ("增速为-3.2%", "-3.2%", "-3.2", "PCT", "equal"),
        ("拿下订单一亿两千万元，", "一亿两千万元", "120000000", "CNY", "equal"),
        ("网上填报后3个工作日内反馈", "3个工作日内", "3", "个工作日", "within"),
        ("驻点招商两年多了", "两年多", "2", "A", "more_than"),
        ("免租三年。", "三年", "3", "A", "equal"),
        ("深入实施创新计划，高企达到236家", "达到236家", "236", "家", "reach"),
        ("版面16页", "16页", "16", "页", "equal"),
        ("项目进度滞后两个月以上。", "两个月以上", "2", "MO", "at_least"),
        ("线上日均卖出七百多单。", "七百多单", "700", "单", "more_than"),
        ("桩基工程计划工期75天", "75天", "75", "天", "planned"),
        ("比计划工期提前了40天", "40天", "40", "天", "equal"),
    ],
)
def test_qualifiers_and_units(text, printed, value, unit, qualifier):
    row = one(text).as_dict()
    assert (row["text"], row["value"], row["unit"], row["qualifier"]) == (printed, value, unit, qualifier)


def test_both_ends_of_a_change():
    assert [figure.text for figure in find("生产线由两条增加到七条。")] == ["两条", "七条"]


def test_ranges():
    rows = [one(text).as_dict() for text in ("增长10-15%", "每年3至5家", "补助50～60万元", "三到五个月完成")]
    assert [(row["shown_value"], row["shown_value_to"], row["unit"]) for row in rows] == [
        ("10", "15", "PCT"),
        ("3", "5", "家"),
        ("50", "60", "CNY"),
        ("3", "5", "MO"),
    ]
    assert rows[2]["value_to"] == "600000"
    assert [figure.text for figure in find("从12家到35家，由15天至3天")] == ["12家", "35家", "15天", "3天"]


def test_words_that_reach_farther_than_their_figure():
    def codes(text):
        return [figure.qualifier for figure in find(text)]

    assert codes("2026年计划实施项目45个，总投资210亿元。完成投资3亿元") == ["planned", "planned", "equal"]
    assert codes("预计年产值8亿元、税收6000万元，带动就业500人；占地80亩") == ["forecast"] * 3 + ["equal"]
    assert codes("项目计划总投资8亿元，占地150亩") == ["planned", "equal"]
    assert codes("计划2026年开工，总投资8亿元") == ["equal"]
    assert codes("累计完成投资12亿元，同比增长8%") == ["cumulative", "equal"]
    assert codes("计划投资5亿元，已完成投资3亿元") == ["planned", "equal"]
    assert codes("完成率分别达137.53%和111.17%") == ["reach", "reach"]


@pytest.mark.parametrize(
    ("text", "printed", "place", "total"),
    [
        ("居全省第3位", "居全省第3位", 3, None),
        ("位列全国第68名", "位列全国第68名", 68, None),
        ("增速全省第一", "全省第一", 1, None),
        ("在全省18个园区中列第七位", "列第七位", 7, 18),
        ("增速位居全市6个城区首位", "位居全市6个城区首位", 1, 6),
        ("在2024年全国177家高新区评价中，列第68位", "列第68位", 68, 177),
        ("营商环境评价全市排名2/9。", "排名2/9", 2, 9),
        ("在全省24个高新区评价中，甲区得86.7分，位列第5位", "位列第5位", 5, 24),
        ("在全省18个园区考核中，甲区列第4位，外资增速居全市第一", "列第4位", 4, 18),
    ],
)
def test_ranks(text, printed, place, total):
    figure = [figure for figure in find(text) if figure.is_rank][0]
    assert (figure.text, figure.value, figure.rank_total, figure.unit) == (printed, place, total, "RANK")


def test_rank_from_to_top_and_movement():
    figures = find("由第15位上升至第8位，进入全省前十，前移3个位次，较上年上升5位")
    assert [(int(figure.value), figure.unit, figure.qualifier) for figure in figures] == [
        (15, "RANK", "equal"),
        (8, "RANK", "equal"),
        (10, "RANK", "within"),
        (3, "RANK", "equal"),
        (5, "RANK", "equal"),
    ]
    assert find("新签约38个项目，居全市第一")[1].rank_total is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024年新增3家", "2024"),
        ("2024年三季度新增3家", "2024-Q3"),
        ("2025年1-10月新增3家", "2025-01/2025-10"),
        ("2024年上半年新增3家", "2024-S1"),
        ("“十五五”期间实施3个项目", "2026/2030"),
        ("截至2025年9月末共3家", "2025-09"),
        ("2024年，全区新增3家", "2024"),
        ("2024年成绩斐然。新增3家", None),
        ("较2020年增加3家", None),
        ("《2025年计划》列入3家", None),
        ("2024年全区发力，其中三季度新增3家", "2024-Q3"),
        ("2023—2025年新增3家", "2023/2025"),
        ("2023年、2024年分别新增3家", None),
        ("2024年以来，截至目前新增3家", None),
        ("去年同期为3家", None),
        ("2025年11月12日新增3家", "2025-11-12"),
    ],
)
def test_period(text, period):
    assert one(text).period == period


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("去年新增3家", "2025"),
        ("截至目前共3家", "2026-03-02"),
        ("上半年新增3家", "2026-S1"),
        ("四季度新增3家", "2025-Q4"),
        ("力争四季度新增3家", "2026-Q4"),
        ("1-11月新增3家", "2025-01/2025-11"),
        ("一季度新增3家", "2026-Q1"),
        ("上月新增3家", "2026-02"),
        ("近三年新增3家", None),
        ("2024年新增3家", None),
    ],
)
def test_proposals_never_become_periods(text, proposal):
    figure = one(text, date=DAY)
    assert figure.period_proposal == proposal
    assert (figure.period is None) == (proposal is not None or "近三年" in text)
    assert one(text).period_proposal is None

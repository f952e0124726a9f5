"""Two texts side by side: what a reader sees as changed, and that a hostile text doesn't hold a worker."""

import time

import pytest

from portal.lib.differences import figure_changes, lines, pieces
from portal.lib.readable import readable_lines


def marked(old: str, new: str) -> str:
    left, right = pieces(old, new)
    show = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
    return " / ".join("".join(show[p.kind].format(p.text) for p in side) for side in (left, right))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("投资122.3亿元", "投资123.2亿元", "投资[-122.3-]亿元 / 投资[+123.2+]亿元"),
        ("增长5%", "增长5.5%", "增长[-5%-] / 增长[+5.5%+]"),
        ("项目开工", "项目竣工", "项目[-开-]工 / 项目[+竣+]工"),
        ("一样", "一样", "一样 / 一样"),
    ],
)
def test_words_and_whole_numbers_are_marked(old, new, shown):
    assert marked(old, new) == shown


def test_changed_lines_stand_beside_each_other_and_the_rest_is_folded():
    old = ["甲方签约。", "一", "二", "三", "四", "重点项目总投资122.3亿元。", "末尾的话被删去了。"]
    new = ["甲方签约。", "一", "二", "三", "四", "新来的一段话在此。", "重点项目总投资123.2亿元。"]
    rows = lines(old, new)
    assert [(row.kind, row.skipped) for row in rows] == [("same", 4), ("new", 0), ("changed", 0), ("gone", 0)]
    assert figure_changes(rows) == [("重点项目总投资 122.3亿元", "123.2亿元")]


def test_figures_come_and_go():
    assert figure_changes(lines(["新增企业68家。"], ["新增企业若干。"])) == [("企业 68家", "")]
    assert figure_changes(lines(["同"], ["同"])) == []


@pytest.mark.parametrize(
    "old, new", [(["啊" * 60_000], ["啊" * 59_999 + "哦"]), (["啊" * 900] * 60, ["哦啊" * 450] * 60)]
)
def test_a_hostile_text_takes_a_moment(old, new):
    start = time.process_time()
    lines(old, new)
    assert time.process_time() - start < 4


def test_a_body_reads_as_lines():
    body = (
        "<h2>一、总体</h2><p>文字<strong>粗</strong></p><ul><li><p>项一</p></li></ul><ol><li>甲</li><li>乙</li></ol>"
        "<table><tr><th><p>月份</p></th><th><p>投资</p></th></tr></table><blockquote><p>话</p><cite>张三</cite></blockquote>"
        '<figure><img alt="塔吊"><figcaption>说明</figcaption></figure><div data-embed="project" data-label="项目卡"></div>'
    )
    assert readable_lines(body) == [
        "■ 一、总体", "文字粗", "· 项一", "1. 甲", "2. 乙", "月份 | 投资", "话", "—— 张三", "［图片：塔吊］", "［图］说明", "［项目卡］",
    ]  # fmt: skip

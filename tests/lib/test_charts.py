"""Charts: honest geometry, readable labels, and markup that a strict policy lets through."""

import re
from decimal import Decimal
from itertools import combinations

import html5lib
import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from portal.lib.charts import (
    Point,
    Series,
    bar_chart,
    composition_chart,
    progress_chart,
    rank_chart,
    sparkline,
    stage_bars,
    trend_chart,
)


@pytest.fixture(autouse=True)
def source_words():
    with translation.override(None):
        yield


def point(label, value, shown=None, **more):
    value = None if value is None else Decimal(str(value))
    return Point(label, value, ("" if value is None else str(value)) if shown is None else shown, **more)


def line(*values, name="", **more):
    return Series(name, tuple(point(f"{2001 + index}", value, **more) for index, value in enumerate(values)))


def html(chart):
    return render_to_string("_chart.html", {"chart": chart})


def both(chart):
    return [chart.wide, chart.narrow]


def of(shapes, *kinds):
    return [shape for shape in shapes if shape.kind in kinds]


def gallery():
    """One of each, as pages show them."""
    rates = [point("省重点项目", "137.53", url="/data/indicators/RATE_PROV/"), point("市重点项目", "111.17")]
    plans = [point("2025年实施", 38), point("2026年计划", 45, compare=True, note="计划")]
    months = line(*(None if month in (9, 10) else 6 + month / 4 for month in range(24)), name="完成投资")
    stages = [point(name, count, note="12.56亿元") for name, count in (("签约", 6), ("在建", 11), ("投产", None))]
    return [
        progress_chart("投资完成率", rates, period="2025年", source="河南日报"),
        bar_chart("重点项目", "个", plans, target=Decimal(40)),
        trend_chart("月度完成投资", "亿元", [months, line(*range(24), name="计划")], note="示例", target=Decimal(9)),
        composition_chart("研发平台", "个", point("市级以上", 119), [point("省级", 36)]),
        rank_chart("政务服务指标", 1, 16, "全省功能区", period="2024年"),
        stage_bars("项目进度", "个", stages),
    ]


# --- bars -------------------------------------------------------------------------------------


def test_bars_are_proportional_and_start_at_one_zero_line():
    for drawing in both(bar_chart("t", "个", [point("a", 100), point("b", 25), point("c", "62.5")])):
        bars = of(drawing.rects, "main")
        assert {bar.x for bar in bars} == {bars[0].x}
        assert bars[1].width == pytest.approx(bars[0].width / 4, abs=0.2)
        assert bars[2].width == pytest.approx(bars[0].width * 0.625, abs=0.2)


def test_negative_bars_end_at_the_zero_line_with_their_value_on_the_left():
    for drawing in both(bar_chart("t", "%", [point("up", 8), point("down", -4)])):
        up, down = of(drawing.rects, "main")
        assert down.x + down.width == pytest.approx(up.x, abs=0.2)
        assert down.width == pytest.approx(up.width / 2, abs=0.2)
        value = next(label for label in drawing.labels if label.text == "-4%")
        assert value.box[2] < down.x


def test_a_missing_value_has_a_row_but_no_bar_and_is_not_zero():
    chart = bar_chart("t", "个", [point("a", 3), point("b", None), point("c", 0)])
    for drawing in both(chart):
        assert len(of(drawing.rects, "main")) == 1
        assert [label.text for label in of(drawing.labels, "value", "missing")] == ["3", "No data", "0"]
    assert [row.cells[0].text for row in chart.table.rows] == ["3", "No data", "0"]


@pytest.mark.parametrize("values", [[0], [0, 0], [None], [5], [5, 5, 5], [-3], ["1340.7", 2], ["0.000001", "1E+13"]])
def test_odd_sets_of_values_draw(values):
    for drawing in both(bar_chart("t", "亿元", [point(f"第{i}类", value) for i, value in enumerate(values)])):
        check(drawing)


def test_a_small_value_beside_a_huge_one_stays_visible():
    for drawing in both(bar_chart("t", "亿元", [point("a", "1340.7"), point("b", "0.1")])):
        assert of(drawing.rects, "main")[1].width == 1


def test_bars_need_points():
    with pytest.raises(ValueError, match="at least one"):
        bar_chart("t", "个", [])


def test_progress_past_the_target_is_longer_than_the_target_and_not_capped():
    chart = progress_chart("t", [point("省", "137.53"), point("市", "111.17"), point("半", 50)])
    for drawing in both(chart):
        tick = of(drawing.marks, "target")[0].x1
        first, second, half = of(drawing.rects, "main")
        assert first.x + first.width > second.x + second.width > tick > half.x + half.width
        assert first.width / (tick - first.x) == pytest.approx(1.3753, abs=0.01)
        assert "Target 100%" in [label.text for label in of(drawing.labels, "target")]


def test_a_value_does_not_stand_on_the_target_tick():
    for drawing in both(bar_chart("t", "个", [point("a", 38), point("b", 45)], target=Decimal(40))):
        tick = of(drawing.marks, "target")[0].x1
        for label in of(drawing.labels, "value"):
            assert not label.box[0] < tick < label.box[2]


def test_long_names_stand_above_their_bars_on_a_phone_and_beside_them_on_a_wide_page():
    chart = bar_chart("t", "亿元", [point("独立共享储能电站及其配套升压站和送出线路（一期）" * 3, "5.2")])
    assert of(chart.narrow.rects, "main")[0].x == 0
    assert of(chart.wide.rects, "main")[0].x > 200
    assert of(chart.wide.labels, "name")[-1].text.endswith("…")


# --- trend ------------------------------------------------------------------------------------


@pytest.mark.parametrize("values", [[], [1], [1, 2], [1, None, 2], [None, None, None]])
def test_a_trend_needs_three_observations(values):
    with pytest.raises(ValueError, match="at least three"):
        trend_chart("t", "个", [line(*values)])
    with pytest.raises(ValueError, match="at least three"):
        sparkline(values)


def test_every_series_needs_three_observations_and_the_same_labels():
    with pytest.raises(ValueError, match="at least three"):
        trend_chart("t", "个", [line(1, 2, 3), line(1, None, 3)])
    with pytest.raises(ValueError, match="share their labels"):
        trend_chart("t", "个", [line(1, 2, 3), line(1, 2, 3, 4)])


def test_a_gap_splits_the_path_and_is_not_drawn_as_zero():
    for drawing in both(trend_chart("t", "个", [line(5, 6, None, 7, 8)])):
        (path,) = of(drawing.paths, "line-1")
        assert path.d.count("M") == 2
        assert len(re.findall(r"[ML]", path.d)) == 4
        assert len(of(drawing.bands, "gap")) == 1
        floor = of(drawing.grid, "zero")[0].y1
        assert all(dot.cy < floor - 50 for dot in drawing.dots)


def test_a_lone_point_between_gaps_keeps_its_dot():
    chart = trend_chart("t", "个", [line(*range(10), None, 7, None, *range(10))])
    assert len(of(chart.wide.dots, "line-1")) == 2  # the lone one and the last


def test_the_value_axis_starts_at_zero_unless_the_line_would_be_flat():
    assert of(trend_chart("t", "", [line(10, 60, 100)]).wide.grid, "zero")
    assert not of(trend_chart("t", "", [line(97, 98, 100)]).wide.grid, "zero")
    assert of(trend_chart("t", "", [line(97, 98, 100)], zero=True).wide.grid, "zero")


def test_line_ends_are_labelled_with_name_and_value_and_lie_apart():
    series = [line(1, 2, 10 + index / 100, name=f"园区{index}号") for index in range(8)]
    for drawing in both(trend_chart("t", "亿元", series)):
        assert len([label for label in drawing.labels if label.kind.startswith("value")]) == 8
        check(drawing)


def test_a_sparkline_is_an_image_with_a_title_and_decoration_without():
    assert 'role="img"' in html(sparkline([1, 2, None, 4], title="三年走势"))
    assert "<title" not in html(sparkline([1, 2, 4]))
    assert 'aria-hidden="true"' in html(sparkline([1, 1, 1]))


# --- composition, rank, stages ----------------------------------------------------------------


def test_parts_fill_their_whole_and_the_rest_is_named():
    chart = composition_chart("t", "个", point("全部", 119), [point("省级", 36)])
    for drawing in both(chart):
        (part,), (rest,) = of(drawing.rects, "part-1"), of(drawing.rects, "rest")
        assert part.width == pytest.approx(drawing.width * 36 / 119, abs=2)
        assert rest.x + rest.width == pytest.approx(drawing.width, abs=2)
    assert [(row.head, row.cells[0].text, row.cells[1].text) for row in chart.table.rows] == [
        ("省级", "36", "30.3%"),
        ("Others", "83", "69.7%"),
        ("全部", "119", "100.0%"),
    ]


def test_a_qualified_figure_gives_no_exact_remainder_or_share():
    chart = composition_chart("t", "家", point("全部", 500, "500余"), [point("制造业", 120)])
    assert [[cell.text for cell in row.cells] for row in chart.table.rows] == [["120", "—"], ["—", "—"], ["500余", "—"]]


def test_parts_may_exceed_the_whole_by_rounding_only():
    rounded = [point("a", "33.4"), point("b", "33.4"), point("c", "33.4")]
    assert len(composition_chart("t", "%", point("w", 100), rounded).table.rows) == 4
    for whole, part in ((100, 102), (0, 0), (-1, -1), (None, 1), (5, -1)):
        with pytest.raises(ValueError, match="whole"):
            composition_chart("t", "", point("w", whole), [point("a", part)])


def test_a_rank_marks_one_of_all():
    for drawing in both(rank_chart("t", 3, 16)):
        assert len(of(drawing.grid, "tick")) == 15
        (mark,) = of(drawing.marks, "first")
        assert mark.x1 == pytest.approx(3 + (drawing.width - 6) * 2 / 15, abs=0.1)
    assert of(rank_chart("t", 4, 16).wide.marks, "place")
    assert not of(rank_chart("t", 400, 9000).narrow.grid, "tick")


@pytest.mark.parametrize(("rank", "total"), [(0, 5), (6, 5), (1, 1), (-1, 3)])
def test_a_rank_without_its_total_is_refused(rank, total):
    with pytest.raises(ValueError, match="no rank"):
        rank_chart("t", rank, total)


def test_stages_deepen_to_the_last():
    stages = [point(f"阶段{index}", index) for index in range(6)]
    assert [path.kind for path in stage_bars("t", "个", stages).wide.paths] == [f"stage-{n}" for n in range(1, 7)]
    with pytest.raises(ValueError, match="two to eight"):
        stage_bars("t", "个", stages[:1])


def test_a_long_note_of_a_stage_goes_on_in_a_second_line():
    stages = [point(f"stage {index}", index, note="655.5 million yuan") for index in range(6)]
    for drawing in both(stage_bars("t", "", stages)):
        assert not [label for label in of(drawing.labels, "note") if "…" in label.text]
        check(drawing)


def test_a_stage_of_two_words_keeps_them_on_a_phone():
    stages = [point(name, 1) for name in ("reserve", "under construction", "in production")]
    narrow = stage_bars("t", "projects", stages).narrow
    assert {label.text for label in of(narrow.labels, "name")} == {"reserve", "under construction", "in production"}
    assert {label.unit for label in of(narrow.labels, "tally")} == {"projects"}
    check(narrow)


def test_the_unit_of_a_stage_stands_whole_beside_every_number_or_beside_none():
    stages = [point(f"stage {index}", 9 * index) for index in range(6)]
    for unit, wide in (("projects", "projects"), ("projects of the zone", "")):
        chart = stage_bars("t", unit, stages)
        assert {label.unit for label in of(chart.wide.labels, "tally")} == {wide}
        for drawing in both(chart):
            check(drawing)
    assert {
        label.unit for label in of(stage_bars("t", "个", [*stages[:2], point("c", None)]).wide.labels, "missing")
    } == {""}


# --- labels, whatever they are ----------------------------------------------------------------


def check(drawing):
    """Everything within the view box, rounded, and no two texts over each other."""
    for label in drawing.labels:
        left, top, right, bottom = label.box
        assert left >= -0.2 and right <= drawing.width + 0.2, label
        assert top >= -0.2 and bottom <= drawing.height + 0.2, label
        assert label.size >= 12
    for one, other in combinations(drawing.labels, 2):
        a, b = one.box, other.box
        assert a[2] <= b[0] + 0.2 or b[2] <= a[0] + 0.2 or a[3] <= b[1] + 0.2 or b[3] <= a[1] + 0.2, (one, other)
    for rect in (*drawing.rects, *drawing.bands):
        assert rect.width >= 0 and rect.height >= 0
        assert rect.x >= -0.2 and rect.x + rect.width <= drawing.width + 1.2, rect
    for shape in (*drawing.rects, *drawing.labels):
        assert shape.x == round(shape.x, 1) and shape.y == round(shape.y, 1)


words = st.text(st.one_of(st.sampled_from("高新区重点项目（一期）“，。W%@iil1 "), st.characters()), max_size=60)
amounts = st.one_of(st.none(), st.decimals(-(10**13), 10**13, places=2), st.integers(-120, 150).map(Decimal))
figures = st.from_regex(r"(首次突破|约)?[0-9]{1,9}(\.[0-9]{2})?余?", fullmatch=True)
printed_values = st.one_of(st.just(""), figures, words)
points = st.builds(Point, words, amounts, printed_values, words)
hard = effort(max_examples=60, deadline=None)


@hard
@given(st.lists(points, min_size=1, max_size=8), st.sampled_from(["%", "亿元", ""]), amounts)
def test_bar_labels_never_overlap_or_leave_the_picture(rows, unit, target):
    for chart in (bar_chart("t", unit, rows, target=target), progress_chart("t", rows)):
        for drawing in both(chart):
            check(drawing)


@hard
@given(
    st.lists(st.tuples(words, st.lists(amounts, min_size=9, max_size=9)), min_size=1, max_size=6),
    words,
    amounts,
    printed_values,
)
def test_trend_labels_never_overlap_or_leave_the_picture(rows, label, target, shown):
    known = [Decimal(3), None, Decimal(7), Decimal(5)]
    series = [
        Series(name, tuple(Point(f"{label}{i}", value, shown) for i, value in enumerate(known + values)))
        for name, values in rows
    ]
    for drawing in both(trend_chart("t", "亿元", series, target=target)):
        check(drawing)


@hard
@given(words, printed_values, st.lists(st.tuples(words, st.integers(0, 100), printed_values), min_size=1, max_size=9))
def test_composition_labels_never_overlap_or_leave_the_picture(name, shown, rows):
    parts = [Point(label, Decimal(value), text) for label, value, text in rows]
    whole = Point(name, sum((part.value for part in parts), Decimal(1)), shown)
    for drawing in both(composition_chart("t", "家", whole, parts)):
        check(drawing)


@hard
@given(st.lists(points, min_size=2, max_size=8), st.integers(2, 10**6), st.data())
def test_stage_and_rank_labels_never_overlap_or_leave_the_picture(rows, total, data):
    rank = data.draw(st.integers(1, total))
    for chart in (stage_bars("t", "个", rows), rank_chart("t", rank, total)):
        for drawing in both(chart):
            check(drawing)


# --- markup -----------------------------------------------------------------------------------


def page(*charts):
    body = "".join(map(html, charts))
    return f'<!DOCTYPE html><html lang="zh-Hans"><head><title>t</title></head><body><main>{body}</main></body></html>'


def test_every_kind_is_strict_html_without_style_or_script_and_with_unique_ids():
    source = page(*gallery(), sparkline([1, 2, 3], title="走势"))
    html5lib.HTMLParser(strict=True).parse(source)
    assert "style" not in source and "<script" not in source and not re.search(r"\son\w+=", source)
    ids = re.findall(r'\sid="([^"]+)"', source)
    assert len(ids) == len(set(ids))
    for reference in re.findall(r'aria-labelledby="([^"]+)"', source):
        assert set(reference.split()) <= set(ids)


def test_hostile_words_stay_words():
    bad = "<script>alert(1)</script>\"'&<b onload=x>]]>\x00\x0b\ufffe"
    hostile = [Point(bad, Decimal(index), bad, bad, "/?a=1&b=\"'>") for index in range(1, 4)]
    charts = [
        bar_chart(bad, bad, hostile, source=bad, period=bad, note=bad),
        progress_chart(bad, hostile),
        trend_chart(bad, bad, [Series(bad, tuple(hostile))]),
        rank_chart(bad, 1, 2, bad),
        composition_chart(bad, bad, Point(bad, Decimal(9), bad), hostile),
        stage_bars(bad, bad, hostile),
    ]
    source = page(*charts)
    html5lib.HTMLParser(strict=True).parse(source)
    assert "<script" not in source and "<b " not in source and "onload=x&gt;" in source


@hard
@given(words, words, st.lists(points, min_size=1, max_size=4))
def test_any_text_gives_well_formed_markup(title, unit, rows):
    html5lib.HTMLParser(strict=True).parse(page(bar_chart(title or "t", unit, rows, source=unit)))


def test_the_table_holds_every_value_with_its_unit_note_and_link():
    source = html(bar_chart("重点项目", "个", [point("2025年", 38, "38", url="/x/", note="初步")], period="2025年"))
    assert '<th scope="col">Value (个)</th>' in source and '<th scope="row">2025年</th>' in source
    assert '<td><a href="/x/">38</a></td><td>初步</td>' in source
    assert "<summary>Data table</summary>" in source and "<caption>重点项目 · 2025年</caption>" in source
    assert "Unit: 个" in source


def test_the_same_chart_can_be_shown_twice_under_ids_of_ones_own():
    one, two = (rank_chart("t", 1, 2, chart_id=name) for name in ("first", "second"))
    assert 'id="first"' in html(one) and 'id="second-wide-t"' in html(two)
    assert rank_chart("t", 1, 2).id == rank_chart("t", 1, 2).id != rank_chart("t", 2, 2).id


def test_coordinates_are_not_written_in_the_manner_of_a_language(settings):
    settings.USE_THOUSAND_SEPARATOR = True
    chart = bar_chart("t", "个", [point(f"第{index}个", 1000 + index) for index in range(60)])
    with translation.override("en"):
        assert f'viewBox="0 0 680 {chart.wide.height}"' in html(chart)


def test_a_description_tells_what_the_picture_shows():
    bars, trend = gallery()[0], gallery()[2]
    assert bars.desc == "Target 100%; 省重点项目: 137.53%; 市重点项目: 111.17%"
    assert "missing: 2" in trend.desc and "last 2024: 11.75亿元" in trend.desc

"""Whatever stands in the address, a reader gets a page, and is told what was left out."""

import time

import pytest

from tests.factories import make_project, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _zone():
    make_site()
    make_project(name="甲项目", total_investment=50_000)


def page(client, query: str):
    response = client.get(f"/projects/?{query}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("stage=nonsense", "“阶段”不能是“nonsense”"),
        ("investment_min=abc", "“投资下限”不能是“abc”"),
        ("investment_min=-1", "“投资下限”不能是“-1”"),
        ("investment_max=NaN", "“投资上限”不能是“NaN”"),
        ("investment_max=1e400", "“投资上限”不能是“1e400”"),
        ("investment_min=99999999999999999999", "“投资下限”不能是“99999999999999999999”"),
        ("year=20x5", "“年份”不能是“20x5”"),
        ("year=99999", "“年份”不能是“99999”"),
        ("industry=none", "“产业”不能是“none”"),
        ("park=none", "“园区”不能是“none”"),
        ("period=none", "“五年规划”不能是“none”"),
        ("level=none", "“级别”不能是“none”"),
        ("sort=none", "“排序”不能是“none”"),
        ("sample=2", "“示例”不能是“2”"),
        ("page=99999", "没有第“99999”页"),
        ("page=x", "没有第“x”页"),
        ("page=-3", "没有第“-3”页"),
        ("investment_min=1&investment_min=2", "“投资下限”只能有一个值，采用了“2”"),
    ],
)
def test_what_makes_no_sense_is_named_and_the_rest_is_shown(client, query, said):
    text = page(client, query)
    assert said in text
    assert "甲项目" in text


def test_good_values_beside_a_bad_one_still_count(client):
    make_project(name="乙项目", stage="signed")
    text = page(client, "stage=building&stage=nonsense&page=99999&investment_min=abc")
    assert "甲项目" in text and "乙项目" not in text


def test_bounds_that_exclude_each_other_are_explained(client):
    assert "投资下限高于上限" in page(client, "investment_min=9&investment_max=1")


@pytest.mark.parametrize(
    "query",
    ["q=%00", "stage=%00&q=a%00b", "q=%FF%FE", "q=%E2%80%A8", "page=%00", "=&&=1&stage", "q='\";--", "q=%25_%5C", "stage[]=1",
     "page=1.5", "page=", "stage=&level=", "page=" + "9" * 5000, "q=" + "字" * 3000],
)  # fmt: skip
def test_nothing_breaks_the_page(client, query):
    page(client, query)


@pytest.mark.parametrize("form", ["export.csv", "export.xlsx", "export.json", "feed/"])
def test_nothing_breaks_the_files(client, form):
    query = "stage=nonsense&investment_min=abc&q=%00&page=x&year=1"
    assert client.get(f"/projects/{form}?{query}").status_code == 200


@pytest.mark.parametrize("value", ["building", "nonsense", "x"])
def test_ten_thousand_values_are_answered_quickly(client, value):
    started = time.monotonic()
    text = page(client, "&".join(f"stage={value}{n if value == 'x' else ''}" for n in range(10_000)))
    assert time.monotonic() - started < 3
    assert "条件过多" in text


def test_links_of_the_page_hold_only_what_was_understood(client):
    for _n in range(20):
        make_project()
    text = page(client, "stage=building&stage=nonsense&foo=1&investment_min=abc")
    assert '<a href="?stage=building&amp;page=2"' in text
    assert '/projects/export.csv?stage=building"' in text
    assert '/projects/feed/?stage=building"' in text


def test_words_of_the_address_are_escaped(client):
    assert "<script>alert" not in page(client, "q=<script>alert(1)</script>&stage=<script>alert(1)</script>")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("view=nonsense", "“视图”不能是“nonsense”"),
        ("view=board&view=cards", "“视图”只能有一个值，采用了“cards”"),
        ("view=timeline&page=99", "没有第“99”页"),
        ("view=cards&page=x", "没有第“x”页"),
        ("view=board&stage=nonsense", "“阶段”不能是“nonsense”"),
        ("reached=nonsense", "“当年进展”不能是“nonsense”"),
        ("due=2025-Q9", "“计划时间”不能是“2025-Q9”"),
    ],
)
def test_views_answer_nonsense_as_the_list_does(client, query, said):
    text = page(client, query)
    assert said in text and "甲项目" in text


@pytest.mark.parametrize("view", ["cards", "board", "timeline", "print", "%00", "", "list%E2%80%AE"])
@pytest.mark.parametrize(
    "query", ["page=-1", "stage=%FF", "year=2025&" * 400, "q=%00&q=%E2%80%AE", "page=%EF%BC%91", "sample=1"]
)
def test_nothing_breaks_a_view(client, view, query):
    started = time.monotonic()
    page(client, f"view={view}&{query}")
    assert time.monotonic() - started < 3


def test_marks_that_turn_text_around_are_dropped(client):
    text = page(client, "q=%E2%80%AE%E7%94%B2%E2%81%A6%EF%BB%BF")
    assert "甲项目" in text and not any(mark in text for mark in "\u202e\u2066\ufeff")


@pytest.mark.parametrize("view", ["board", "timeline", "print"])
def test_ten_thousand_values_of_every_parameter_are_answered_quickly(client, view):
    names = ["stage", "level", "industry", "park", "year", "period", "q", "sort", "investment_min"]
    query = "&".join(f"{names[n % len(names)]}={n}" for n in range(10_000))
    started = time.monotonic()
    page(client, f"view={view}&{query}")
    assert time.monotonic() - started < 3


MANY = [
    "&".join(f"stage=building&stage=x{n}" for n in range(5_000)),
    "&".join(f"year={2000 + n % 200}" for n in range(10_000)),
    "&".join(f"industry=i{n}&park=p{n}" for n in range(5_000)),
    "&".join(f"reached=signed&due=start-2025-Q{n % 9}&level=zone" for n in range(3_000)),
    "investment_min=9&investment_max=1&year=2025&year=2024&stage=signed&stage=building&q=甲 乙 丙 丁 戊 己",
    "&".join(f"q={'字' * 50}{n}" for n in range(1_000)),
]


@pytest.mark.parametrize("view", ["list", "cards", "board", "timeline", "print"])
def test_no_address_makes_the_page_ask_more_of_the_database(client, view, django_assert_max_num_queries):
    """Repeated, contradictory or endless: within what a plain page of the view asks."""
    for query in MANY:
        with django_assert_max_num_queries(10):
            page(client, f"view={view}&{query}")

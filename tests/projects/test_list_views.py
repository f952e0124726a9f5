"""Four views and a sheet of paper: one query, one set of projects, one total."""

from html.parser import HTMLParser
from urllib.parse import quote

import pytest

from projects import exports, layouts
from projects.models import Project, ProjectLevel, ProjectPhoto, ProjectYear
from tests.factories import make_boss, make_column, make_industry, make_photo, make_project, make_site

pytestmark = pytest.mark.django_db
VIEWS = ["list", "cards", "board", "timeline", "print"]


@pytest.fixture(autouse=True)
def _zone():
    make_site()
    make_column(name="重点项目", slug="projects", kind="projects")


def get(client, query: str = "") -> str:
    response = client.get("/projects/" + quote(query, safe="?&=%"))
    assert response.status_code == 200
    return response.content.decode()


class Found(HTMLParser):
    """The names of the projects that a page lists, in order, and its headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs, self.links = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        href = dict(attrs).get("href", "") if tag == "a" else ""
        self.hrefs.append(href)
        if href.startswith("/projects/T") and href not in self.links:
            self.links.append(href)


@pytest.fixture
def some():
    boss = make_boss()
    for stage, date, amount in [
        ("signed", "2024", 10_000), ("under_construction", "2025-03", 52_000), ("under_construction", "", None),
        ("completed", "2025-11-02", None), ("unknown", "", None),
    ]:  # fmt: skip
        make_project(by=boss, stage=stage, date=date, total_investment=amount, industry=make_industry())
    make_project(by=boss, stage="signed", is_sample=True)


@pytest.mark.parametrize("view", ["list", "cards", "board", "timeline"])
@pytest.mark.parametrize(
    "query", ["", "&stage=building", "&stage=signed&stage=completed&sort=name", "&year=2025", "&investment_min=1"]
)
def test_every_view_shows_the_same_projects_and_totals(client, some, view, query):
    plain, other = get(client, f"?view=list{query}"), get(client, f"?view={view}{query}")
    assert sorted(Found(other).links) == sorted(Found(plain).links) != []
    totals = plain[plain.index('<dl class="totals">') : plain.index("</dl>")]
    assert totals in other


def test_the_board_says_how_many_and_how_much_stand_in_each_column(client, some):
    text = get(client, "?view=board")
    lanes = [lane.split("</section>")[0] for lane in text.split('<section class="lane')[1:]]
    assert len(lanes) == 7 and "待确认" in lanes[6]
    assert "<b>2</b>" in lanes[3] and "5.2" in lanes[3] and "1 个已公布" in lanes[3]
    assert "<b>0</b>" in lanes[0]


def test_the_board_has_only_the_columns_that_are_asked_for(client, some):
    assert get(client, "?view=board&stage=signed&stage=building").count('<section class="lane') == 2


def test_a_long_column_says_what_it_leaves_out(client):
    boss = make_boss()
    for _n in range(layouts.LANE_LENGTH + 3):
        make_project(by=boss)
    text = get(client, "?view=board&sort=name")
    assert "还有 3 个，查看全部" in text
    assert 'href="/projects/?sort=name&amp;stage=building"' in text
    assert len(Found(text).links) == layouts.LANE_LENGTH


def test_years_run_from_the_latest_and_end_with_what_has_no_date(client, some):
    text = get(client, "?view=timeline")
    heads = [text.index(word) for word in ('datetime="2025">2025<', 'datetime="2024">2024<', "<h2>日期未写明")]
    assert heads == sorted(heads)
    assert "2 个项目" in text


def test_a_year_that_runs_over_pages_keeps_its_whole_total(client, monkeypatch):
    monkeypatch.setitem(layouts.PAGE_SIZES, "timeline", 2)
    boss = make_boss()
    for _n in range(3):
        make_project(by=boss, date="2025-01", total_investment=10_000)
    for page, count in (("1", 2), ("2", 1)):
        text = get(client, f"?view=timeline&page={page}")
        assert "3 个项目" in text and len(Found(text).links) == count


def test_a_hidden_day_opens_no_year(client):
    """Talks aren't public, nor is the day of entering the books."""
    boss = make_boss()
    project = make_project(by=boss, stage="negotiating", date="2021-05-05")
    project.enter_stage("signed", by=boss, source_name="来源")
    make_project(by=boss, stage="reserved", date="2018-03-17")
    text = get(client, "?view=timeline")
    assert "2021" not in text and "2018" not in text and "日期未写明" in text
    for year in (2018, 2021):
        assert "没有符合条件的项目" in get(client, f"?view=timeline&year={year}")


def test_cards_show_the_picture_of_what_stands_there(client):
    project, plan, real = make_project(), make_photo(), make_photo()
    ProjectPhoto.objects.create(project=project, photo=plan, kind="plan", taken_on="2025-12")
    assert plan.url() in get(client, "?view=cards")
    ProjectPhoto.objects.create(project=project, photo=real, kind="real", taken_on="2025-06")
    text = get(client, "?view=cards")
    assert real.url() in text and plan.url() not in text


@pytest.mark.parametrize(("view", "queries"), [("list", 9), ("cards", 10), ("board", 9), ("timeline", 9), ("print", 9)])
def test_a_view_asks_the_same_few_questions_for_many(client, view, queries, django_assert_num_queries):
    boss, photo = make_boss(), make_photo()
    for count in (3, 40):
        for n in range(count):
            project = make_project(by=boss, stage=["signed", "completed"][n % 2], date=f"202{n % 5}")
            ProjectPhoto.objects.create(project=project, photo=photo)
            ProjectLevel.objects.create(project=project, level="municipal", year=2025)
            ProjectYear.objects.create(project=project, year=2025)
        with django_assert_num_queries(queries):
            get(client, f"?view={view}")
        with django_assert_num_queries(queries):
            get(client, f"?view={view}&stage=signed&level=municipal&year=2025&sort=name")


def test_the_sheet_for_paper_says_what_was_asked_and_where_it_comes_from(client, some):
    text = get(client, "?view=print&stage=building&stage=signed&investment_min=1")
    for word in ("在建、签约", "1亿元以上", "打印日期", "示例高新区门户", "<table"):
        assert word in text
    assert "http://127.0.0.1:8000/projects/?stage=building&amp;stage=signed&amp;investment_min=1" in text
    assert text.count("<tr>") == 3


def test_the_sheet_has_a_limit_and_says_so(client, some, monkeypatch):
    monkeypatch.setattr(layouts, "MOST_PRINTED", 2)
    text = get(client, "?view=print")
    assert "共 5 个项目，此处只列出前 2 个" in text and text.count("<tr>") == 3


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_file_that_would_grow_too_long_is_refused_with_the_limit(client, some, monkeypatch, form):
    kind = exports.FORMS[form]
    monkeypatch.setitem(exports.FORMS, form, exports.Form(kind.write, kind.kind, 3))
    response = client.get(f"/projects/export.{form}")
    assert response.status_code == 422 and "最多容纳 3 个项目" in response.content.decode()
    assert client.get(f"/projects/export.{form}?stage=signed").status_code == 200


@pytest.mark.parametrize("view", VIEWS)
def test_files_and_feed_of_every_view_are_those_of_the_filter(client, some, view):
    hrefs = Found(get(client, f"?view={view}&stage=building")).hrefs
    if view != "print":
        for name in ("export.csv", "export.xlsx", "export.json", "feed/"):
            assert f"/projects/{name}?stage=building" in hrefs
    assert "/projects/?stage=building" in hrefs


@pytest.mark.parametrize("view", ["list", "cards", "board", "timeline"])
def test_links_keep_the_view_and_the_order(client, some, view):
    hrefs = Found(get(client, f"?view={view}&sort=name&stage=building&level=zone")).hrefs
    other = f"sort=name&view={view}"
    assert any(href == f"/projects/?level=zone&{other}" for href in hrefs)  # the chip without its stage
    assert f"/projects/?{other}" in hrefs  # 清除全部
    assert any("view=board" in href and "sort=name" in href for href in hrefs)


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_view_is_a_page_that_says_so(client, view):
    text = get(client, f"?view={view}&q=没有这个词")
    assert "没有符合条件的项目" in text and text.count("<h1") == 1


def test_a_filtered_page_is_named_after_its_filter(client, some):
    text = get(client, "?stage=building")
    assert "<title>在建 - 重点项目 - " in text
    assert '<h1 id="title">重点项目 <small>在建</small></h1>' in text
    assert '<meta name="description" content="重点项目（在建）：共 2 个，总投资 5.2 亿元（1 个已公布）">' in text
    assert '<link rel="canonical" href="http://127.0.0.1:8000/projects/">' in text
    assert "noindex" not in text and "noindex" not in get(client)


@pytest.mark.parametrize(
    "query", ["?stage=building&stage=signed", "?q=电", "?investment_min=1", "?view=print", "?stage=signed&year=2025"]
)
def test_combinations_are_not_for_search_engines(client, query):
    assert '<meta name="robots" content="noindex, follow">' in get(client, query)


def test_a_heading_of_many_conditions_counts_them(client):
    query = "&".join(f"year={year}" for year in range(2018, 2027))
    assert "9 项条件" in get(client, f"?{query}")


def test_long_names_are_shown_whole(client):
    Project.objects.filter(pk=make_project().pk).update(name="很长的项目名称" * 25)
    for view in VIEWS:
        assert "很长的项目名称" * 25 in get(client, f"?view={view}")

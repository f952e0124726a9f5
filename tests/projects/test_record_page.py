import pytest

from projects.models import Fact, MonthlyReport, ProjectAlias, ProjectLevel
from projects.promises import by_quarter
from projects.record import Record, find_project
from tests.factories import (
    make_article,
    make_boss,
    make_column,
    make_company,
    make_event,
    make_industry,
    make_park,
    make_photo,
    make_plan,
    make_project,
    make_site,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _zone():
    make_site()
    make_column(name="重点项目", slug="projects", kind="projects")


def get(client, code: str = "RC-001") -> str:
    response = client.get(f"/projects/{code}/")
    assert response.status_code == 200
    return response.content.decode()


def full_record(children: int = 1, **fields):
    boss, industry = make_boss(), make_industry(name=f"产业{children}")
    project = make_project(
        by=boss, stage="signed", date="2024", industry=industry, owner=make_company(), park=make_park(),
        progress_public=True, **fields,
    )  # fmt: skip
    project.enter_stage("preparing", by=boss, source_name="来源", statement="前期")
    for n in range(children):
        project.enter_stage(
            "preparing", by=boss, source_name="来源", statement=f"说法{n}", seen=True, date=f"2025-0{n % 9 + 1}"
        )
        ProjectAlias.objects.create(project=project, name=f"又一名{n}")
        ProjectLevel.objects.create(project=project, level="municipal", year=2020 + n)
        Fact.objects.create(project=project, label=f"事实{n}", value=n, unit="套")
        make_plan(project, 10, year=2020 + n)
        MonthlyReport.objects.create(project=project, month=f"{2020 + n}-01", month_amount=1, visible_progress="x")
        make_event(by=boss, project=project)
        make_article(by=boss, projects=[project], lead_photo=make_photo() if n < 2 else None)
        make_project(by=boss, industry=industry)
    return project


def test_a_record_asks_at_most_ten_questions_whatever_hangs_on_it(client, django_assert_num_queries):
    full_record(1, code="RC-001")
    full_record(10, code="RC-002")
    for code in ("RC-001", "RC-002"):
        get(client, code)
        with django_assert_num_queries(10):
            get(client, code)


def test_what_is_known_is_told(client):
    project = make_project(
        code="RC-001", name="独立共享储能电站", total_investment=52_000, industry=make_industry(name="能源"),
        owner=make_company(name="某公司"), park=make_park(name="西园"), address="神马大道", summary="建设内容如下。",
        plan_period="十五五", planned_start="2027-05-20",
    )  # fmt: skip
    ProjectAlias.objects.create(project=project, name="恒展储能")
    ProjectLevel.objects.create(project=project, level="provincial", year=2025)
    ProjectLevel.objects.create(project=project, level="provincial", year=2026)
    Fact.objects.create(project=project, label="功率", value="100.0000", unit="MW", source_name="河南日报")
    Fact.objects.create(
        project=project, label="年吞吐量", value=350, unit="万吨/年", qualifier="at_least", is_expected=True
    )
    text = get(client)
    for word in ("独立共享储能电站", "恒展储能", "能源", "某公司", "西园", "神马大道", "建设内容如下", "十五五", "省重点（2025、2026）",
                 "5.2", "功率", "MW", "河南日报", "万吨/年以上", "年吞吐量（预计）", "2027年第2季度"):  # fmt: skip
        assert word in text
    assert "100.0" not in text and "5月20日" not in text


def test_the_meta_tags_of_a_content_page_are_there(client):
    make_project(code="RC-001", name="储能电站")
    text = get(client)
    for tag in (
        '"ArticleTitle" content="储能电站"',
        '"PubDate"',
        '"ContentSource" content="示例高新区"',
        '"ColumnName" content="重点项目"',
    ):
        assert f"<meta name={tag}" in text
    assert text.count("<h1") == 1


def test_dates_stand_under_their_steps_as_precisely_as_they_are_known(client):
    boss = make_boss()
    project = make_project(by=boss, code="RC-001", stage="signed", date="2024")
    project.enter_stage("under_construction", by=boss, date="2025-03-04", source_name="来源")
    steps = {step.group: step for step in Record(find_project("RC-001")).steps}
    assert [step.state for step in steps.values()] == ["done", "done", "done", "now", "", ""]
    assert (steps["signed"].when.date, steps["building"].when.date) == ("2024", "2025-03-04")
    text = get(client)
    assert "2024年" in text and "2025年3月4日" in text


def test_a_step_seen_in_passing_is_not_called_reached(client):
    boss = make_boss()
    project = make_project(code="RC-001", stage=None)
    project.enter_stage(
        "under_construction", by=boss, date="2025-02-24", seen=True, statement="厂房吊装", source_name="公开报道"
    )
    text = get(client)
    assert "报道时处于该阶段" in text and "厂房吊装" in text and "公开报道" in text
    assert Record(find_project("RC-001")).now.when.is_seen


def test_an_open_stage_is_admitted(client):
    make_project(code="RC-001", stage="unknown")
    assert "阶段待确认" in get(client)


def test_a_correction_takes_later_steps_back():
    boss = make_boss()
    project = make_project(by=boss, code="RC-001", date="2024")
    project.enter_stage("completed", by=boss, date="2025-01", statement="误报", source_name="来源")
    project.enter_stage("under_construction", by=boss, correction=True, reason="误报", statement="更正")
    record = Record(find_project("RC-001"))
    assert {step.group: step.when.date for step in record.steps}["completed"] == ""
    assert [moment.thing.text for moment in record.timeline()].count("误报") == 0


def test_the_timeline_runs_from_new_to_old_and_ends_with_what_has_no_date():
    boss = make_boss()
    project = make_project(by=boss, code="RC-001", date="2024")
    project.enter_stage("under_construction", by=boss, seen=True, statement="无日期", source_name="来源")
    make_event(by=boss, project=project, text="事件甲", date="2025-06")
    make_article(by=boss, title="文章甲", projects=[project])
    moments = Record(find_project("RC-001")).timeline()
    assert [moment.kind for moment in moments] == ["article", "event", "stage", "stage"]
    assert moments[-1].thing.text == "无日期"


def test_an_event_that_a_stage_entry_tells_is_told_once():
    boss = make_boss()
    project = make_project(by=boss, code="RC-001", stage=None)
    project.enter_stage("under_construction", by=boss, date="2025-02-24", statement="厂房吊装", source_name="来源")
    make_event(by=boss, project=project, text="厂房吊装", date="2025-02-24")
    assert len(Record(find_project("RC-001")).timeline()) == 1


def test_a_year_without_plan_has_a_dash_for_its_rate(client):
    project = make_project(code="RC-001", progress_public=True)
    report = MonthlyReport.objects.create(project=project, month="2025-01", month_amount=12_000, visible_progress="x")
    report.take_over(by=make_boss(), source="旧表")
    text = get(client)
    assert "完成 <b>1.2</b>" in text and "完成率 <b>–</b>" in text


def test_a_sample_is_called_one(client):
    make_project(code="RC-001", is_sample=True)
    assert "虚构示例" in get(client)


@pytest.mark.parametrize(
    "address",
    ["/projects/GX-999/", "/projects/gx-001/", "/projects/nonsense/", "/projects/%00/", "/projects/GX-001%0A/"],
)
def test_an_unknown_code_is_not_found(client, address):
    make_project(code="GX-001")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("planned", "shown"),
    [
        ("2026-05-20", "2026-Q2"),
        ("2026-12", "2026-Q4"),
        ("2026-Q3", "2026-Q3"),
        ("2026", "2026"),
        ("2026-S1", "2026-S1"),
        ("", ""),
    ],
)
def test_planned_dates_are_public_by_quarter(planned, shown):
    assert by_quarter(planned) == shown


def test_a_fact_goes_by_its_english_name_on_the_english_page(client):
    project = make_project(code="RC-001", name="储能电站", name_en="Storage station")
    Fact.objects.create(
        project=project,
        label="从洽谈到开工",
        label_en="From talks to start",
        value=1,
        unit="个月",
        qualifier="only_took",
    )
    Fact.objects.create(project=project, label="容量", value=400, unit="MWh")
    page = client.get("/en/projects/RC-001/").content.decode()
    assert "From talks to start" in page and "从洽谈到开工" not in page and 'lang="zh-Hans">容量' in page
    assert "only " in page and " month<" in page
    assert "从洽谈到开工" in get(client)

"""What each parameter of the filter keeps, alone and together."""

import pytest
from django.http import QueryDict

from projects.facets import Board
from projects.filters import ProjectFilter
from projects.models import ProjectAlias, ProjectLevel, ProjectYear
from tests.factories import make_company, make_industry, make_park, make_project

pytestmark = pytest.mark.django_db


def names(query: str) -> list[str]:
    return [project.name for project in ProjectFilter(QueryDict(query)).qs]


def found(query: str) -> set[str]:
    listed = names(query)
    assert len(listed) == len(set(listed)), "a record is listed twice"
    return set(listed)


def test_without_parameters_every_public_record_of_the_zone_is_listed():
    make_project(name="甲")
    make_project(name="草稿", published=False)
    make_project(name="示例项目", is_sample=True)
    make_project(name="在谈", stage="negotiating")
    assert found("") == {"甲"}


def test_a_keyword_is_looked_for_in_name_alias_number_and_owner():
    make_project(name="储能电站")
    ProjectAlias.objects.create(project=make_project(name="乙"), name="恒展储能")
    ProjectAlias.objects.create(project=make_project(name="丙"), name="储能一期")
    ProjectAlias.objects.create(project=make_project(name="储能丁"), name="储能二期")
    make_project(name="戊", owner=make_company(name="某储能公司"))
    make_project(name="己", code="QX-077", internal_note="储能", summary="储能")
    assert found("q=储能") == {"储能电站", "乙", "丙", "储能丁", "戊"}
    assert found("q=qx-077") == {"己"}


def test_words_of_a_keyword_must_all_be_found():
    make_project(name="独立共享储能电站")
    make_project(name="储能材料")
    assert found("q=储能+电站") == {"独立共享储能电站"}


def test_wildcards_in_a_keyword_are_plain_characters():
    make_project(name="完成100%")
    make_project(name="完成一半")
    assert found("q=%25") == {"完成100%"}


@pytest.mark.parametrize(
    ("group", "stages"),
    [
        ("reserve", {"planned", "reserved"}),
        ("signed", {"signed"}),
        ("preparing", {"preparing"}),
        ("building", {"under_construction"}),
        ("completed", {"completed"}),
        ("operating", {"in_operation", "at_capacity"}),
        ("unknown", {"unknown"}),
    ],
)
def test_a_stage_is_one_of_the_public_groups(group, stages):
    for stage in ("planned", "reserved", "signed", "preparing", "under_construction", "completed", "in_operation",
                  "at_capacity", "unknown"):  # fmt: skip
        make_project(name=stage, stage=stage)
    assert found(f"stage={group}") == stages


def test_several_values_of_one_parameter_are_alternatives():
    for stage in ("signed", "completed", "under_construction"):
        make_project(name=stage, stage=stage)
    assert found("stage=signed&stage=completed") == {"signed", "completed"}


def test_parameters_narrow_each_other():
    energy = make_industry(code="energy")
    make_project(name="甲", stage="signed", industry=energy)
    make_project(name="乙", stage="completed", industry=energy)
    make_project(name="丙", stage="signed")
    assert found("stage=signed&industry=energy") == {"甲"}


def test_a_level_counts_in_any_year_or_in_the_year_asked_for():
    old, new = make_project(name="旧"), make_project(name="新")
    ProjectLevel.objects.create(project=old, level="municipal", year=2024)
    ProjectLevel.objects.create(project=old, level="provincial", year=2025)
    ProjectLevel.objects.create(project=new, level="municipal", year=2025)
    for project in (old, new):
        ProjectYear.objects.create(project=project, year=2025)
    assert found("level=municipal") == {"旧", "新"}
    assert found("level=municipal&level=provincial") == {"旧", "新"}
    assert found("level=municipal&year=2025") == {"新"}


def test_industry_and_park_go_by_their_codes():
    make_project(name="甲", industry=make_industry(code="energy"), park=make_park(code="west"))
    make_project(name="乙", industry=make_industry(code="nylon"), park=make_park(code="east"))
    assert found("industry=energy&industry=nylon&park=east") == {"乙"}


def test_a_year_keeps_projects_planned_in_it_or_with_a_stage_dated_in_it():
    ProjectYear.objects.create(project=make_project(name="有计划", date="2023"), year=2025)
    make_project(name="开工", date="2025-03-04")
    make_project(name="只知年份", date="2025")
    make_project(name="去年", date="2024-12-31")
    make_project(name="无日期")
    assert found("year=2025") == {"有计划", "开工", "只知年份"}
    assert found("year=2025&year=2024") == {"有计划", "开工", "只知年份", "去年"}


def test_a_period_is_that_of_the_five_year_plan():
    make_project(name="甲", plan_period="十五五")
    make_project(name="乙", plan_period="十四五")
    assert found("period=十五五") == {"甲"}


def test_bounds_of_investment_are_in_yi_and_belong_to_what_they_bound():
    make_project(name="五", total_investment=50_000)
    make_project(name="多一点", total_investment="50000.01")
    make_project(name="一", total_investment=10_000)
    make_project(name="未公布")
    assert found("investment_min=5") == {"五", "多一点"}
    assert found("investment_max=5") == {"五", "一"}
    assert found("investment_min=1&investment_max=1.0") == {"一"}


def test_samples_stand_alone():
    make_project(name="真")
    make_project(name="虚", is_sample=True)
    assert found("sample=1") == {"虚"}


def test_orders():
    make_project(name="乙", code="AA-002", total_investment=1, date="2024")
    make_project(name="甲", code="AA-003", total_investment=9, date="2025-01")
    make_project(name="丙", code="AA-001")
    assert names("sort=code") == ["丙", "乙", "甲"]
    assert names("sort=investment") == ["甲", "乙", "丙"]
    assert names("sort=recent") == names("") == ["甲", "乙", "丙"]
    assert names("sort=name") == sorted(names(""))


def test_each_choice_is_counted_under_the_other_conditions():
    energy = make_industry(code="energy", name="能源")
    make_project(stage="signed", industry=energy, total_investment=10_000)
    make_project(stage="completed", industry=energy, total_investment=20_000)
    make_project(stage="completed")
    board = Board(ProjectFilter(QueryDict("stage=completed&industry=energy")))
    counts = {facet.name: {c.value: c.count for c in facet.choices} for facet in board.facets()}
    assert (board.totals.count, board.totals.investment, board.totals.known) == (1, 20_000, 1)
    assert (counts["stage"]["signed"], counts["stage"]["completed"]) == (1, 1)
    assert counts["industry"] == {"energy": 1}


def test_a_chip_takes_one_condition_away():
    chips = ProjectFilter(QueryDict("stage=signed&stage=completed&investment_min=2")).chips()
    assert {chip.word: chip.without for chip in chips} == {
        "签约": "?stage=completed&investment_min=2",
        "竣工": "?stage=signed&investment_min=2",
        "2亿元以上": "?stage=signed&stage=completed",
    }

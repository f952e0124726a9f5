"""Facets, totals and columns against counting by hand, for made-up filters over made-up projects."""

from datetime import date
from itertools import product
from random import Random

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.facets import Board
from projects.filters import ProjectFilter
from projects.models import ProjectAlias, ProjectLevel, ProjectYear
from projects.stages import STAGE_GROUP, Group
from tests.factories import make_boss, make_industry, make_park, make_project

pytestmark = pytest.mark.django_db
STAGES = [
    "planned", "reserved", "signed", "preparing", "under_construction", "completed", "in_operation", "unknown", "negotiating",
]  # fmt: skip
YEARS = [date.today().year + n for n in (-9, -2, -1, 0)]
LEVELS = ["provincial", "municipal", "zone"]
HIDDEN_DATES = {"reserved", "negotiating", "at_capacity"}


@pytest.fixture
def records():
    """What each public record of the zone is, as plain dicts."""
    chance, boss, found = Random(7), make_boss(), []
    industries = [make_industry(code=code) for code in ("energy", "nylon", "roads")]
    parks = [make_park(code=code) for code in ("west", "east")]
    for n in range(45):
        stage, amount = chance.choice(STAGES), chance.choice([None, 5_000, 10_000, 99_000])
        industry, park = chance.choice([*industries, None]), chance.choice([*parks, None])
        year, period = chance.choice([*YEARS, None]), chance.choice(["十四五", "十五五", ""])
        seen = bool(n % 3)
        sample, draft = n % 11 == 0, n % 13 == 0
        project = make_project(
            by=boss, stage=None, published=not draft, industry=industry, park=park, total_investment=amount,
            plan_period=period, is_sample=sample, name=f"项目{n % 4}号",
        )  # fmt: skip
        project.enter_stage(stage, by=boss, date=str(year or ""), seen=seen, source_name="来源")
        ProjectAlias.objects.create(project=project, name=f"别名{n % 5}")
        levels = {(chance.choice(LEVELS), chance.choice([*YEARS, None])) for _n in range(chance.randint(0, 3))}
        for level, of in levels:
            ProjectLevel.objects.create(project=project, level=level, year=of)
        plans = set(chance.sample(YEARS, chance.randint(0, 2)))
        for of in plans:
            ProjectYear.objects.create(project=project, year=of)
        years = plans | ({year} if year and stage not in HIDDEN_DATES else set())
        if not sample and not draft and stage != "negotiating":
            found.append({
                "stage": STAGE_GROUP[stage], "industry": industry and industry.code, "park": park and park.code,
                "period": period, "levels": levels, "years": years, "amount": amount,
                "words": f"项目{n % 4}号 别名{n % 5}", "since": str(year or "") if stage not in HIDDEN_DATES else "",
            })  # fmt: skip
    return found


def fits(record: dict, asked: dict) -> bool:
    for name in ("stage", "industry", "park", "period"):
        if asked.get(name) and record[name] not in asked[name]:
            return False
    years = asked.get("year")
    if years and not record["years"] & set(years):
        return False
    levels = {level for level, year in record["levels"] if not years or year in years}
    if asked.get("level") and not levels & set(asked["level"]):
        return False
    if asked.get("q") and asked["q"] not in record["words"]:
        return False
    least = asked.get("investment_min")
    return least is None or (record["amount"] is not None and record["amount"] >= least * 10_000)


def some_of(*values):
    return st.lists(st.sampled_from(values), max_size=2, unique=True)


FILTERS = st.fixed_dictionaries({
    "stage": some_of(*Group.values), "industry": some_of("energy", "nylon", "roads"), "park": some_of("west", "east"),
    "period": some_of("十四五", "十五五"), "level": some_of(*LEVELS), "year": some_of(*YEARS),
    "q": st.sampled_from(["", "", "1号", "别名3"]), "investment_min": st.sampled_from([None, None, 1, 5]),
})  # fmt: skip


def board_of(asked: dict, view: str) -> Board:
    query = QueryDict(mutable=True)
    for name, value in asked.items():
        if isinstance(value, list):
            query.setlist(name, [str(one) for one in value])
        elif value not in (None, ""):
            query[name] = str(value)
    query["view"] = view
    return Board(ProjectFilter(query))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=FILTERS)
def test_every_count_is_what_counting_by_hand_gives(records, asked):
    board = board_of(asked, "timeline")
    shown = [record for record in records if fits(record, asked)]
    known = [record["amount"] for record in shown if record["amount"] is not None]
    assert (board.totals.count, board.totals.known, board.totals.investment or 0) == (
        len(shown),
        len(known),
        sum(known),
    )
    assert len(board.asked.qs) == len(shown)
    for facet in board.facets():
        for choice in facet.choices:
            value = int(choice.value) if facet.name == "year" else choice.value
            hand = sum(fits(record, asked | {facet.name: [value]}) for record in records)
            assert choice.count == hand, (facet.name, choice.value)
    for group, totals in board.stages.items():
        mine = [record for record in shown if record["stage"] == group]
        amounts = [record["amount"] for record in mine if record["amount"] is not None]
        assert (totals.count, totals.known, totals.investment or 0) == (len(mine), len(amounts), sum(amounts))
    assert {year: totals.count for year, totals in board.since.items()} == {
        year: count for year in {r["since"] for r in shown} if (count := sum(r["since"] == year for r in shown))
    }


def test_a_choice_that_is_hidden_would_leave_nothing(records):
    """Industries, parks, years and plans without a project aren't offered; the rest of the table is complete."""
    asked = {"stage": ["signed"]}
    offered = {facet.name: {choice.value for choice in facet.choices} for facet in board_of(asked, "list").facets()}
    for name, value in product(("industry",), ("energy", "nylon", "roads")):
        assert (value in offered.get(name, ())) == any(fits(record, asked | {name: [value]}) for record in records)

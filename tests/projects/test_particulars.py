"""What belongs to a record beside its columns: batches, chains and contractors for readers; money, land price, problems
and letters for the house alone."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.core.exceptions import ValidationError

from portal.accounts.models import Department
from portal.accounts.roles import Role, declared_grants
from portal.indicators.models import Indicator  # noqa: F401  loaded for the grants
from projects.dashboard import Desk
from projects.models import Batch, Chain, Funding, Issue, LandPrice, Letter, Project
from projects.models.parties import validate_credit_code
from projects.statistics import Turned, turned
from tests.factories import make_boss, make_company, make_plan, make_project, make_report, make_site, make_user
from tests.sheets.helpers import confirm, counts, problems, upload

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/projects/assignment/sheets/people/"
BATCHES = "/admin/projects/project/sheets/batch/"


@pytest.fixture
def rich():
    make_site()
    project = make_project(
        code="PA-001", investor_kind="government", standard_land=True, commitment=True, land_on="2025-03-01",
        longitude="113.307718", latitude="33.739285", datum="CGCS2000", place_public=True, industry_code="C2661",
    )  # fmt: skip
    project.enter_stage("under_construction", by=make_boss(), date="2025-03-20", source_name="来源")
    project.chains.add(Chain.objects.create(name="尼龙新材料产业链"))
    project.batches.create(kind="started", number=12, day=date(2025, 3, 20))
    project.contractors.create(part="building", company=make_company(name="某建筑公司"))
    return project


# --- for readers ------------------------------------------------------------------------------------

SHOWN = [
    "尼龙新材料产业链", "C2661", "第12期开工一批", "施工单位", "某建筑公司", "标准地", "承诺制", "拿地即开工", "东经113.307718°，北纬33.739285°（CGCS2000）",
]  # fmt: skip


def test_the_record_shows_what_readers_may_know(client, rich):
    text = client.get("/projects/PA-001/").content.decode()
    assert [word for word in SHOWN if word not in text] == []
    assert "2025-03-01" not in text and "2025年3月1日" not in text  # the day of the land itself stays inside


def test_in_english_too(client, rich):
    Project.objects.update(name_en="A plant")
    Chain.objects.update(name_en="Nylon")
    text = client.get("/en/projects/PA-001/").content.decode()
    words = ["Nylon", "standard land", "started with the land", "113.307718° E, 33.739285° N (CGCS2000)"]
    assert [word for word in words if word not in text] == []


def test_coordinates_contractors_of_private_firms_and_slow_starts_are_not_shown(client, rich):
    Project.objects.update(place_public=False, investor_kind="private", land_on="2024-01-01", standard_land=False)
    text = client.get("/projects/PA-001/").content.decode()
    assert [word for word in (*SHOWN[3:6], *SHOWN[7:], "113.3", "33.7") if word in text] == []
    assert SHOWN[0] in text


# --- in the house -----------------------------------------------------------------------------------


def test_the_price_of_land_is_the_heads_alone_and_in_no_history_or_sheet(client, rich):
    LandPrice.objects.create(project=rich, amount=D("98765.43"))
    roles = {role for role, names in declared_grants().items() if any("landprice" in name for name in names)}
    assert roles == {Role.PROJECT_HEAD} and not hasattr(LandPrice, "history")
    address = f"/admin/projects/project/{rich.pk}/change/"
    for role, sees in ((Role.PROJECT_HEAD, True), (Role.PROJECT_REVIEWER, False), (Role.PROJECT_REPORTER, False)):
        client.force_login(make_user(role))
        text = client.get(address).content.decode()
        assert ("98765.43" in text) == sees
        seen = text if not sees else ""
        seen += client.get("/admin/projects/project/sheets/project/export/?format=csv").content.decode()
        seen += client.get(f"/admin/projects/project/{rich.pk}/history/").content.decode()
        assert "PA-001" in seen and "98765" not in seen and "9.8765" not in seen


def test_sources_of_money_cant_exceed_the_whole():
    assert Funding.excess([D(60), D(41), None], D(100)) == ""  # within the rounding of one 万元
    assert "101.5" in Funding.excess([D(60), D("41.5")], D(100))
    assert Funding.excess([D(60)], None) == ""


def test_problems_and_letters_say_what_is_missing():
    project = make_project(published=False)
    today = date(2025, 6, 1)
    for row, name in (
        (Issue(project=project, kind="land", text="用地", raised_on=today, due=date(2025, 5, 1)), "due"),
        (Issue(project=project, kind="land", text="用地", raised_on=today, outcome="已解决"), "solved_on"),
        (Letter(project=project, kind="task", about="事由", date=today, answered_on=date(2025, 5, 1)), "answered_on"),
        (Letter(project=project, kind="task", about="事由", date=today, reply="已办"), "answered_on"),
    ):
        with pytest.raises(ValidationError) as refusal:
            row.full_clean()
        assert list(refusal.value.message_dict) == [name]


def test_a_letters_number_and_a_batch_of_a_kind_come_once():
    project = make_project(published=False)
    project.letters.create(kind="task", about="一", number="示例督〔2025〕1号")
    project.letters.create(kind="talk", about="无文号")
    with pytest.raises(ValidationError):
        Letter(project=project, kind="task", about="二", number="示例督〔2025〕1号").full_clean()
    Letter(project=project, kind="talk", about="又无文号").full_clean()
    project.batches.create(kind="signed", number=3)
    with pytest.raises(ValidationError):
        Batch(project=project, kind="signed", number=4).full_clean()


def test_coordinates_come_in_pairs_with_their_datum():
    for fields, name in (({"longitude": 113}, "latitude"), ({"longitude": 113, "latitude": 33}, "datum")):
        with pytest.raises(ValidationError) as refusal:
            Project(code="TS-001", name="甲", category="industry", **fields).full_clean()
        assert name in refusal.value.message_dict


@pytest.mark.parametrize(
    ("code", "fits"),
    [
        ("914403001922038216", True),
        ("914403001922038218", False),
        ("91440300192203821", False),
        ("91440300192203821O", False),
    ],
)
def test_a_credit_code_is_checked_by_its_last_digit(code, fits):
    if fits:
        validate_credit_code(code)
    else:
        with pytest.raises(ValidationError):
            validate_credit_code(code)


# --- on the desk ------------------------------------------------------------------------------------


def test_what_went_into_production_is_traced_to_the_batch_before():
    rows = [(1, "started", 11), (2, "started", 11), (3, "started", 10), (1, "production", 12), (3, "production", 12),
            (9, "production", 11), (1, "signed", 10)]  # fmt: skip
    assert turned(rows) == [Turned(12, 1, 2), Turned(11, 0, 1)]


def test_the_desk_counts_what_is_open_and_names_the_letter_a_lamp_asks_for(client):
    today = date(2025, 11, 5)
    project = make_project()
    make_plan(project, 1200)
    make_report(project, "2025-10", 1)
    project.issues.create(kind="land", text="用地未批", raised_on=today, due=date(2025, 10, 1))
    project.issues.create(kind="money", text="已解决", raised_on=today, solved_on=today)
    project.letters.create(kind="task", about="交办", due=date(2025, 12, 1))
    project.batches.create(kind="production", number=2)
    desk = Desk(today)
    assert (desk.problems.open, desk.problems.overdue, desk.letters.open, desk.letters.overdue) == (1, 1, 1, 0)
    assert desk.batches == [Turned(2, 0, 1)]
    assert [(lit.lamp.colour, lit.action) for lit in desk.lit] == [("red", "supervision")]
    client.force_login(make_user(Role.PROJECT_HEAD))
    page = client.get(f"/admin/projects/letter/add/?{desk.lit[0].letter}")
    assert '<option value="supervision" selected>督办函</option>' in page.content.decode()


# --- sheets -----------------------------------------------------------------------------------------


@pytest.fixture
def office(client):
    client.force_login(make_user(Role.PROJECT_HEAD))
    return client


HEAD = "项目编号,项目名称,职责,姓名,单位,职务,起始日期,截止日期\n"


def test_people_come_by_sheet_and_the_unit_is_copied(office):
    project = make_project(code="PE-001", name="甲项目", published=False)
    unit = Department.objects.create(name="建设局")
    text = HEAD + "PE-001,甲项目,首席服务官,张三,,科员,2025年3月1日,\nPE-001,甲项目,责任单位,,建设局,,2025-01-01,\n"
    response = upload(office, text, PEOPLE)
    assert counts(response) == (2, 0, 0)
    confirm(office, response)
    project.refresh_from_db()
    assert project.responsible_unit == unit
    assert project.assignments.get(role="officer").since == date(2025, 3, 1)
    assert counts(upload(office, text, PEOPLE)) == (0, 0, 2)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("PE-001,甲项目,首席服务官,李四,,,2025-06-01,", "张三"),  # hand it over
        ("PE-001,甲项目,首席服务官,李四,,,2025-03,", "不是具体日期"),
        ("PE-001,甲项目,首席服务官,王五,,,2025-03-01,", "交接"),  # released: not typed over
        ("PE-001,别的项目,责任单位,,,,,", "PE-001"),
        ("PE-001,甲项目,责任单位,某人,,,,", "部门"),
    ],
)
def test_people_that_dont_fit_are_named_by_row(office, row, said):
    project = make_project(code="PE-001", name="甲项目", published=False)
    officer = project.assignments.create(role="officer", name="张三", since=date(2025, 3, 1))
    officer.release(by=make_boss())
    found = problems(upload(office, HEAD + row + "\n", PEOPLE))
    assert len(found) == 1 and found[0].startswith("第 2 行") and (said in found[0] or said == "PE-001")


def test_batches_and_chains_come_by_sheet_and_unknown_ones_are_asked_about(office):
    Chain.objects.create(name="尼龙链")
    make_project(code="PE-001", name="甲项目", published=False)
    text = "项目编号,项目名称,批次类别,期数,日期\nPE-001,甲项目,开工一批,12,2025-03-20\n"
    confirm(office, upload(office, text, BATCHES))
    assert Batch.objects.get().number == 12 and counts(upload(office, text, BATCHES)) == (0, 0, 1)
    head = "项目编号,项目名称,类别,产业链\n"
    assert "“储能链”不在产业链名录中" in problems(upload(office, head + "PE-001,甲项目,产业,尼龙链、储能链\n"))[0]
    confirm(office, upload(office, head + "PE-001,甲项目,产业,尼龙链\n"))
    assert [chain.name for chain in Project.objects.get().chains.all()] == ["尼龙链"]
    confirm(office, upload(office, head + "PE-001,甲项目,产业,\n"))
    assert not Project.objects.get().chains.exists()

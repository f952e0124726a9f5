"""What a stranger may learn of a project, on every address under /projects/."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from projects.models import LandPrice, MonthlyReport, Project, ProjectYear
from tests.factories import (
    make_article,
    make_boss,
    make_company,
    make_event,
    make_industry,
    make_plan,
    make_project,
    make_site,
    move_project,
)

pytestmark = pytest.mark.django_db

ADDRESSES = ["/projects/", "/projects/export.csv", "/projects/export.xlsx", "/projects/export.json", "/projects/feed/"]


@pytest.fixture(autouse=True)
def _site():
    make_site()


def words(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    if address.endswith("xlsx"):
        sheet = load_workbook(BytesIO(response.getvalue())).active
        return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    return response.getvalue().decode()


def everything(client, *records: str) -> str:
    return "\n".join(words(client, address) for address in [*ADDRESSES, *records])


def test_internal_fields_stand_nowhere(client):
    boss = make_boss(username="canary-user", name="金丝雀人")
    project = make_project(
        by=boss, code="CN-001", total_investment=999_999_999, fixed_asset_investment="77345678.91", expected_output="77234567.89",
        expected_tax="77123456.78", land_on="2019-07-31", signer=make_company(name="金丝雀签约方"), internal_note="金丝雀备注",
        stat_code="金丝雀编码", stat_name="金丝雀纳统名", stat_on="2019-08-30", land_mode="stock", investor_kind="private",
        longitude="113.774411", latitude="33.774422", datum="CGCS2000", stage="reserved", date="2018-03-17",
    )  # fmt: skip
    project.enter_stage(
        "preparing", by=boss, date="2020-02-02", evidence="金丝雀证据", reason="金丝雀理由", source_name="来源"
    )
    ProjectYear.objects.create(
        project=project, year=2025, plan_amount="77456789.01", adjusted_amount="77567890.12", goal="金丝雀目标"
    )
    project.funding.create(kind="loan", amount="77789012.34")
    LandPrice.objects.create(project=project, amount="77890123.45")
    project.issues.create(kind="land", text="金丝雀难题", outcome="金丝雀解决", solved_on="2025-01-01")
    project.letters.create(kind="supervision", number="金丝雀1号", about="金丝雀事由", reply="金丝雀答复")
    project.contractors.create(part="building", company=make_company(name="金丝雀施工方"))
    report = MonthlyReport.objects.create(
        project=project, month="2025-01", month_amount="77678901.23", visible_progress="金丝雀形象", problems="金丝雀问题",
        next_step="金丝雀下步", physical_progress=73,
    )  # fmt: skip
    report.take_over(by=boss, source="旧表")
    text = everything(client, "/projects/CN-001/")
    assert project.name in text and "2020" in text
    for canary in (
        "金丝雀",
        "canary-user",
        "2019-0",
        "2019年",
        "2018-03",
        "2018年3",
        "113.77",
        "33.77",
        "盘活",
        "银行贷款",
        "督办函",
    ):
        assert canary not in text
    for amount in ("77345678", "77234567", "77123456", "77456789", "77567890", "77678901", "77789012", "77890123"):
        assert amount not in text and f"{int(amount):,}" not in text and f"{int(amount) // 10_000:,}." not in text
        assert f"{int(amount) // 10_000}." not in text


def test_internal_words_are_not_searched(client):
    project = make_project(signer=make_company(name="金丝雀签约方"), internal_note="金丝雀备注")
    assert project.name not in words(client, "/projects/?q=%E9%87%91%E4%B8%9D%E9%9B%80")


def test_investment_progress_shows_only_where_the_record_says_so(client):
    project = make_project(code="PR-001")
    make_plan(project, 20_000)
    report = MonthlyReport.objects.create(
        project=project, month="2025-06", month_amount=27_506, visible_progress="基础"
    )
    report.take_over(by=make_boss(), source="旧表")
    assert "2.7506" not in words(client, "/projects/PR-001/")
    Project.objects.filter(pk=project.pk).update(progress_public=True)
    text = words(client, "/projects/PR-001/")
    assert "2.7506" in text and "137.5" in text and "2025年6月" in text


@pytest.mark.parametrize("stage", ["negotiating", "suspended", "withdrawn"])
def test_a_hidden_stage_takes_the_record_off_the_public_side(client, stage):
    boss = make_boss()
    project = make_project(
        by=boss,
        code="HD-001",
        name="隐去的项目",
        stage="negotiating" if stage == "negotiating" else "under_construction",
    )
    if stage != "negotiating":
        move_project(project, stage, by=boss)
    assert "隐去的项目" not in everything(client)
    assert client.get("/projects/HD-001/").status_code == 404


def test_a_hidden_stage_of_the_past_is_not_told(client):
    boss = make_boss()
    project = make_project(by=boss, code="HD-002", stage="negotiating", date="2021-05-05")
    project.enter_stage("signed", by=boss, statement="签约仪式", source_name="来源")
    text = everything(client, "/projects/HD-002/")
    assert "签约仪式" in text
    for word in ("在谈", "2021-05", "2021年5"):
        assert word not in text
    assert project.name not in words(client, "/projects/?year=2021")


def test_drafts_answer_like_what_never_existed(client):
    make_project(code="DR-001", name="草稿项目", published=False)
    draft, never = client.get("/projects/DR-001/"), client.get("/projects/DR-002/")
    assert draft.status_code == never.status_code == 404
    assert draft.content.replace(b"DR-001", b"") == never.content.replace(b"DR-002", b"")
    assert "草稿项目" not in everything(client)


def test_a_withdrawn_record_answers_with_the_reason(client):
    boss = make_boss()
    project = make_project(by=boss, code="WD-001", name="撤下的项目")
    project.withdraw(by=boss, reason="信息有误，已撤下")
    response = client.get("/projects/WD-001/")
    assert response.status_code == 410 and "信息有误，已撤下" in response.content.decode()
    assert "撤下的项目" not in everything(client)


def test_an_archived_record_is_kept_at_its_address_and_says_so(client):
    boss = make_boss()
    project = make_project(by=boss, code="AR-001", name="旧项目")
    project.archive(by=boss)
    assert "已不再列入项目名单" in words(client, "/projects/AR-001/")
    assert "旧项目" not in everything(client)


def test_drafts_around_a_record_are_not_shown(client):
    industry = make_industry()
    project = make_project(code="AD-001", industry=industry)
    make_project(name="草稿邻居", industry=industry, published=False)
    make_project(name="示例邻居", industry=industry, is_sample=True)
    make_project(name="公开邻居", industry=industry)
    make_event(project=project, text="草稿事件", published=False)
    make_event(project=project, text="公开事件")
    make_article(title="草稿文章", projects=[project], published=False)
    make_article(title="公开文章", projects=[project])
    text = words(client, "/projects/AD-001/")
    for word in ("邻居", "事件", "文章"):
        assert f"公开{word}" in text and f"草稿{word}" not in text
    assert "示例邻居" not in text


def test_samples_stay_out_of_lists_and_files_until_asked_for(client):
    make_project(name="虚构的厂", is_sample=True)
    assert "虚构的厂" not in everything(client)
    for address in ADDRESSES:
        assert "虚构的厂" in words(client, f"{address}?sample=1") if not address.endswith("xlsx") else True

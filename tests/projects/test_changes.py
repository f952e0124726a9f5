"""What changed on a public record, and what of it nobody outside may read."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from projects.changes import PUBLIC, changes
from projects.models import Project
from tests.factories import make_boss, make_column, make_company, make_industry, make_project, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    make_site()
    make_column(name="重点项目", slug="projects", kind="projects")
    return make_project(code="CH-001", name="旧名称", total_investment=10_000, industry=make_industry(name="能源"))


def save(project, days: int = 0, **fields):
    """Save `fields` as somebody did `days` days from now."""
    project = Project.objects.get(pk=project.pk)
    for name, value in fields.items():
        setattr(project, name, value)
    project._history_date = timezone.now() + timedelta(days=days)
    project.save()


def told(project) -> list[tuple[str, str, str]]:
    return [(change.label, change.old, change.new) for change in changes(Project.objects.get(pk=project.pk))]


def test_a_change_names_field_before_and_after(project):
    save(project, 1, name="新名称", total_investment=Decimal(15_000), industry=make_industry(name="尼龙新材料"))
    save(project, 2, planned_start="2027-05-20", address="神马大道")
    assert told(project) == [
        ("计划开工", "", "2027年第2季度"), ("建设地点", "", "神马大道"), ("总投资", "1 亿元", "1.5 亿元"),
        ("产业", "能源", "尼龙新材料"), ("项目名称", "旧名称", "新名称"),
    ]  # fmt: skip


def test_what_was_changed_before_publication_is_not_told():
    project = make_project(name="草稿名", published=False)
    project.name = "发布名"
    project.save()
    project.publish(by=make_boss())
    assert told(project) == []


def test_a_slip_mended_the_same_day_was_never_news(project):
    save(project, 1, name="错名")
    save(project, 1, name="旧名称")
    assert told(project) == []


def test_a_planned_day_that_moves_within_its_quarter_is_no_public_change(project):
    save(project, 1, planned_start="2027-04-01")
    save(project, 2, planned_start="2027-06-30")
    assert len(told(project)) == 1


def test_a_flag_is_told_in_words(project):
    save(project, 1, standard_land=True, industry_code="C2661")
    assert told(project) == [
        ("标准地", "否", "是"), ("行业代码（GB/T 4754）", "", "C2661"),
    ]  # fmt: skip


def test_internal_fields_leave_no_trace(client, project):
    boss = make_boss(username="canary-user", name="金丝雀人")
    save(
        project, 1, internal_note="金丝雀备注", expected_tax=Decimal("77123456.78"), expected_output=Decimal("77234567.89"),
        fixed_asset_investment=Decimal("7.77"), land_on="2019-07-31", signer=make_company(name="金丝雀签约方"),
        _history_user=boss, _change_reason="金丝雀理由", name="新名称",
    )  # fmt: skip
    text = client.get("/projects/CH-001/").content.decode()
    assert "公开信息的更改" in text and "新名称" in text
    for canary in ("金丝雀", "canary-user", "7712", "7723", "7.77", "2019"):
        assert canary not in text
    assert len(told(project)) == 1


def test_only_fields_that_the_page_shows_are_public():
    """A new column of the record stays inside until somebody puts it here on purpose."""
    inside = {
        "internal_note",
        "signer",
        "land_on",
        "expected_output",
        "expected_tax",
        "fixed_asset_investment",
        "stage",
        "land_mode",
        "stat_on",
        "stat_code",
        "stat_name",
        "longitude",
        "latitude",
    }
    assert not inside & set(PUBLIC)
    assert set(PUBLIC) <= {field.name for field in Project._meta.fields}


def test_one_question_reads_them(project, django_assert_num_queries):
    for days in range(1, 30):
        save(project, days, name=f"名称{days}")
    record = Project.objects.get(pk=project.pk)
    with django_assert_num_queries(1):
        assert len(changes(record)) == 20

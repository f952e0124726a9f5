"""Pictures, people and durations on a record's page."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from portal.accounts.models import Department
from projects.models import Approval, Assignment, ProjectPhoto
from projects.record import Record, find_project
from tests.factories import make_boss, make_column, make_photo, make_project, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _zone():
    make_site()
    make_column(name="重点项目", slug="projects", kind="projects")


def get(client, code: str = "RP-001") -> str:
    return client.get(f"/projects/{code}/").content.decode()


def add(project, **fields) -> ProjectPhoto:
    return ProjectPhoto.objects.create(project=project, photo=make_photo(), **fields)


def test_what_is_planned_stands_beside_what_is_built():
    project = make_project(code="RP-001")
    plan = add(project, kind="plan")
    old, new = add(project, stage="building", taken_on="2025-03"), add(project, stage="building", taken_on="2026-01")
    early = add(project, stage="preparing", taken_on="2024")
    assert Record(find_project("RP-001")).pictures == [("在建", [plan], [new, old]), ("前期", [], [early])]


def test_a_picture_is_public_as_long_as_its_record_is(client):
    boss = make_boss()
    project = make_project(by=boss, code="RP-001", published=False)
    picture = add(project)
    address = picture.photo.url()
    assert client.get(address).status_code == 404
    project.publish(by=boss)
    assert client.get(address).status_code == 200 and address in get(client)
    project.withdraw(by=boss, reason="有误")
    assert client.get(address).status_code == 404


def test_a_picture_that_is_taken_off_is_taken_off_the_site(client):
    project = make_project()
    first, second = add(project), add(project)
    first.delete()
    assert client.get(first.photo.url()).status_code == 404
    assert client.get(second.photo.url()).status_code == 200


def test_the_page_says_of_every_picture_what_it_is(client):
    project = make_project(code="RP-001")
    photo = make_photo(caption="示例图片：程序绘制", is_sample=True)
    ProjectPhoto.objects.create(
        project=project, photo=photo, kind="real", stage="building", taken_on="2025-06", note="主体施工"
    )
    text = get(client)
    for word in ("实景图", "2025年6月", "主体施工", "示例图片：程序绘制", "sample-mark"):
        assert word in text


def test_only_released_people_in_office_are_named(client):
    project, unit = make_project(code="RP-001"), Department.objects.create(name="经济发展局")
    past = date.today() - timedelta(days=1)
    for n, fields in enumerate([
        {"role": "party", "name": "公开的人", "post": "党工委书记", "released": True},
        {"role": "government", "name": "金丝雀甲"},
        {"role": "task_force", "department": unit, "released": True},
        {"role": "officer", "name": "公开的服务员", "released": True},
        {"role": "unit", "name": "金丝雀乙", "department": unit, "released": True, "until": past},
    ]):  # fmt: skip
        Assignment.objects.bulk_create([Assignment(pk=n + 1, project=project, **fields)])
    text = get(client)
    for word in ("公开的人", "党工委书记", "经济发展局", "首席服务员", "公开的服务员"):
        assert word in text
    assert "金丝雀" not in text


def test_a_duration_needs_both_ends(client):
    boss = make_boss()
    project = make_project(by=boss, code="RP-001", stage="signed", date="2024-08-01")
    project.enter_stage("under_construction", by=boss, date="2025-01", source_name="来源")
    text = get(client)
    assert "签约至开工" in text and "5 个月" in text and "开工至投产" not in text


@pytest.mark.parametrize(("date_", "seen"), [("2025", False), ("2025-01-04", True), ("", False)])
def test_an_end_that_is_not_known_gives_no_duration(client, date_, seen):
    boss = make_boss()
    project = make_project(by=boss, code="RP-001", stage="signed", date="2024-08-01")
    project.enter_stage("under_construction", by=boss, date=date_, seen=seen, source_name="来源")
    assert "签约至开工" not in get(client)


def test_talks_and_land_stay_inside(client):
    boss = make_boss()
    project = make_project(by=boss, code="RP-001", stage="negotiating", date="2024-01-02", land_on="2024-03-04")
    project.enter_stage("signed", by=boss, date="2024-05-06", source_name="来源")
    project.enter_stage("under_construction", by=boss, date="2024-07-08", source_name="来源")
    text = get(client)
    assert "洽谈" not in text and "2024年1月" not in text and "2024年3月" not in text and "签约至开工" in text


def test_granted_approvals_are_shown_and_what_is_under_way_is_not(client):
    project = make_project(code="RP-001")
    project.approvals.create(kind="building", authority="建设局", number="建字1号", granted_on="2025-03", note="金丝雀")
    project.approvals.create(kind="filing", authority="发改局", number="备案2号", granted_on="2024-12-01")
    project.approvals.create(
        kind="energy", authority="金丝雀局", number="金丝雀号", note="金丝雀", deadline=date(2031, 12, 13)
    )
    text = get(client)
    assert text.index("立项备案") < text.index("施工许可")
    for word in ("审批结果", "建字1号", "2025年3月", "发改局", "2024年12月1日"):
        assert word in text
    for word in ("金丝雀", "节能审查", "2031"):
        assert word not in text


def test_an_approval_names_its_authority_and_has_no_date_to_come():
    project = make_project()
    for fields, field in (
        ({"granted_on": "2025-03"}, "authority"),
        ({"granted_on": "2199", "authority": "局"}, "granted_on"),
    ):
        with pytest.raises(ValidationError) as error:
            Approval(project=project, kind="land", **fields).full_clean()
        assert field in error.value.message_dict

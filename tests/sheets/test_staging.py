"""The way of a large sheet: staged, checked part by part, shown, and written at once or not at all."""

# ruff: noqa: E501 (a line a case)

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts.models import AuditEvent
from portal.sheets import models as staging
from portal.sheets.models import SheetUpload
from projects.models import Project
from projects.sheets import ProjectSheet
from tests.backoffice import said
from tests.factories import make_boss, make_project, make_user
from tests.sheets.helpers import PROJECTS, confirm, counts, problems, upload

pytestmark = pytest.mark.django_db
HEAD = "项目编号,项目名称,类别,总投资（亿元）\n"


@pytest.fixture
def office(client):
    client.force_login(make_user("项目办负责人", name="主任"))
    return client


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(staging, "PART", 2)


def sheet(*codes: str, amount: str = "1") -> str:
    return HEAD + "".join(f"{code},名{code},产业,{amount}\n" for code in codes)


def stage(client, text: str) -> str:
    """The address of the review, nothing being checked yet."""
    return client.post(PROJECTS, {"file": SimpleUploadedFile("a.csv", text.encode())})["Location"]


def test_each_request_checks_one_part_and_says_how_far_it_has_come(office, small_parts):
    where = stage(office, sheet("GX-001", "GX-002", "GX-003", "GX-004", "GX-005"))
    asked = {"accept": "application/json"}
    answers = [office.get(where, headers=asked).json() for _n in range(3)]
    assert answers == [
        {"checked": 2, "rows": 5, "done": False}, {"checked": 4, "rows": 5, "done": False}, {"checked": 5, "rows": 5, "done": True},
    ]  # fmt: skip
    assert counts(office.get(where)) == (5, 0, 0)


def test_without_a_script_the_page_goes_on_by_itself_and_by_a_link(office, small_parts):
    where = stage(office, sheet("GX-001", "GX-002", "GX-003"))
    page = office.get(where).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="0"></noscript>' in page and "继续检查" in page
    assert '<progress class="check-progress" value="2" max="3"' in page and "确认导入" not in page
    assert "确认导入" in office.get(where).content.decode()


def test_nothing_can_be_confirmed_before_all_is_checked(office, small_parts):
    where = stage(office, sheet("GX-001", "GX-002", "GX-003"))
    office.get(where)
    assert office.post(where + "confirm/")["Location"] == where
    assert not Project.objects.exists()


def test_the_check_writes_no_record_and_takes_no_lock_on_them(office):
    make_project(code="GX-001", stage=None, published=False)
    where = stage(office, sheet("GX-001", "GX-002"))
    with CaptureQueriesContext(connection) as queries:
        office.get(where)
    writes = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert all("sheets_sheetpart" in sql for sql in writes) and len(writes) == 1


def test_a_part_takes_as_many_queries_for_forty_rows_as_for_four():
    by, took = make_boss(), []
    for n in range(40):
        make_project(by=by, code=f"GX-{n:03}", stage=None, published=False)
    for many in (4, 40):
        table = staging.Table(
            ["项目编号", "项目名称", "类别"],
            [[f"GX-{n:03}", f"新{n}", "产业"] for n in range(many)],
            list(range(2, many + 2)),
        )
        with CaptureQueriesContext(connection) as queries:
            assert len(ProjectSheet().read(table, by=by)) == many
        took.append(len(queries))
    assert took[0] == took[1] <= 6


def test_the_preview_shows_old_and_new(office):
    make_project(code="GX-001", name="旧名", total_investment=13500, stage=None, published=False)
    response = upload(office, HEAD + "GX-001,新名,产业,2.5\nGX-002,另一个,产业,\n")
    first, second = response.context["outcome"].changes
    assert first.cells == [("项目名称", "旧名", "新名"), ("总投资（亿元）", "1.35", "2.5")]
    assert (first.number, second.number, second.state) == (2, 3, "new")
    page = response.content.decode()
    assert "<del>旧名</del>" in page and "<ins>新名</ins>" in page


def test_a_large_preview_has_pages(office):
    response = upload(office, sheet(*[f"GX-{n:03}" for n in range(130)]))
    page = response.content.decode()
    assert "GX-099" in page and "GX-100" not in page and "?page=2" in page
    second = office.get(response.request["PATH_INFO"] + "?page=2").content.decode()
    assert "GX-129" in second


def test_the_same_file_twice_changes_nothing(office):
    first, second = upload(office, sheet("GX-001")), upload(office, sheet("GX-001"))
    assert (counts(first), counts(second)) == ((1, 0, 0), (1, 0, 0))
    confirm(office, first)
    answer = confirm(office, second)
    assert "已被他人修改" in problems(answer)[0] and Project.objects.count() == 1
    again = office.post(answer.context["again"], follow=True)
    assert counts(again) == (0, 0, 1) and "没有需要导入的内容" in again.content.decode()
    assert counts(upload(office, sheet("GX-001"))) == (0, 0, 1)


def test_a_record_changed_since_the_check_stops_all_of_it(office):
    make_project(code="GX-001", name="甲", stage=None, published=False)
    make_project(code="GX-002", name="乙", stage=None, published=False)
    response = upload(office, HEAD + "GX-001,甲一,产业,\nGX-002,乙一,产业,\n")
    Project.objects.filter(code="GX-002").update(name="乙二")
    answer = confirm(office, response)
    assert problems(answer) == ["第 3 行：检查之后，这条记录已被他人修改，请重新检查此表。"]
    assert set(Project.objects.values_list("name", flat=True)) == {"甲", "乙二"}
    again = office.post(answer.context["again"], follow=True)
    assert again.context["outcome"].changes[1].cells == [("项目名称", "乙二", "乙一")]
    confirm(office, again)
    assert set(Project.objects.values_list("name", flat=True)) == {"甲一", "乙一"}


def test_what_else_was_changed_in_the_record_meanwhile_stays(office):
    make_project(code="GX-001", name="甲", stage=None, published=False)
    response = upload(office, HEAD + "GX-001,甲一,产业,\n")
    Project.objects.update(internal_note="别人写的", version=7)
    confirm(office, response)
    project = Project.objects.get()
    assert (project.name, project.internal_note, project.version) == ("甲一", "别人写的", 8)


def test_a_row_without_change_leaves_the_record_untouched(office):
    project = make_project(code="GX-001", name="甲", stage=None, published=False)
    make_project(code="GX-002", name="乙", stage=None, published=False)
    confirm(office, upload(office, HEAD + "GX-001,甲,产业,\nGX-002,乙一,产业,\n"))
    old = project.updated_at
    project.refresh_from_db()
    assert project.updated_at == old and project.history.count() == 1
    assert [record.history_type for record in Project.objects.get(code="GX-002").history.all()] == ["~", "+"]


def test_two_people_upload_and_the_second_to_confirm_is_told(office):
    other = Client()
    other.force_login(make_user("项目办负责人"))
    mine, theirs = upload(office, sheet("GX-001", amount="1")), upload(other, sheet("GX-001", amount="2"))
    confirm(other, theirs)
    assert "已被他人修改" in problems(confirm(office, mine))[0]
    assert Project.objects.get().total_investment == 20000


def test_a_failure_in_the_middle_leaves_nothing_and_the_upload_can_be_tried_again(office, monkeypatch):
    response = upload(office, sheet("GX-001", "GX-002"))
    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(ProjectSheet, "written", lambda self, entries: (_ for _ in ()).throw(RuntimeError("disk full")))
        confirm(office, response)
    assert not Project.objects.exists() and not AuditEvent.objects.filter(kind="import").exists()
    confirm(office, response)
    assert Project.objects.count() == 2 and AuditEvent.objects.filter(kind="import").count() == 1


def test_a_sheet_over_the_cap_is_refused_with_the_limit(office, monkeypatch):
    monkeypatch.setattr("portal.sheets.tables.MAX_ROWS", 2)
    assert problems(upload(office, sheet("GX-001", "GX-002", "GX-003"))) == ["表格超过 2 行，请拆分。"]
    assert not SheetUpload.objects.exists()


def test_an_upload_is_seen_by_its_uploader_alone_and_expires(office):
    where = stage(office, sheet("GX-001"))
    other = Client()
    other.force_login(make_boss())
    for page in (where, where + "confirm/", where + "again/"):
        assert "重新上传" in said(other.post(page, follow=True)), page
    assert counts(office.get(where)) == (1, 0, 0)
    SheetUpload.objects.update(created_at=timezone.now() - timedelta(hours=3))
    assert "重新上传" in said(office.get(where, follow=True))
    assert "重新上传" in said(office.post(where + "confirm/", follow=True)) and not Project.objects.exists()


def test_the_rights_are_asked_for_again_at_every_step(office):
    where = stage(office, sheet("GX-001"))
    office.get(where)
    user = SheetUpload.objects.get().by
    user.groups.clear()
    assert [office.get(where).status_code, office.post(where + "confirm/").status_code] == [403, 403]
    assert not Project.objects.exists()


def test_public_fields_of_a_public_record_are_changed_by_those_who_may_publish_it(client):
    make_project(code="GX-001", name="甲")
    client.force_login(make_user("项目填报员"))
    assert "只有具备发布权限的人员才能修改：项目名称" in problems(upload(client, HEAD + "GX-001,乙,产业,\n"))[0]
    client.force_login(make_user("项目审核员"))
    confirm(client, upload(client, HEAD + "GX-001,乙,产业,\n"))
    assert Project.objects.get().name == "乙"

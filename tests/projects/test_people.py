"""Who answers for a project, and telephone numbers that turn up nowhere."""

from datetime import date
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError

from portal.accounts.models import AuditEvent, Department
from portal.accounts.roles import Role, declared_grants
from projects.models import Assignment, Contact, Project, ProjectSettings
from projects.sheets import ProjectSheet, ReportSheet, StageSheet, YearSheet
from tests.factories import make_boss, make_project, make_site, make_user

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 1)
CANARY = "13987654321"


def assign(project, role="party", **fields) -> Assignment:
    row = Assignment(project=project, role=role, **({"name": "张三", "since": date(2024, 1, 1)} | fields))
    row.full_clean()
    row.save()
    return row


def test_a_hand_over_closes_one_and_opens_the_next():
    row = assign(make_project(), released=True)
    new = row.hand_over(by=make_user(Role.PROJECT_REPORTER), on=DAY, name="李四", post="副主任")
    old = Assignment.objects.get(pk=row.pk)
    assert (old.until, old.successor, new.since, new.until) == (date(2025, 2, 28), new, DAY, None)
    assert old.released and not new.released
    assert [row.name for row in Assignment.objects.on(date(2025, 2, 28))] == ["张三"]
    assert [row.name for row in Assignment.objects.on(DAY)] == ["李四"]


def test_a_hand_over_happens_once_after_the_beginning_and_with_the_right():
    row = assign(make_project())
    with pytest.raises(PermissionDenied):
        row.hand_over(by=make_user(Role.EDITOR), on=DAY, name="李四")
    with pytest.raises(ValidationError):
        row.hand_over(by=make_boss(), on=date(2024, 1, 1), name="李四")
    with pytest.raises(ValidationError):
        row.hand_over(by=make_boss(), on=DAY)
    assert Assignment.objects.get().until is None
    same = Assignment.objects.get()
    row.hand_over(by=make_boss(), on=DAY, name="李四")
    with pytest.raises(ValidationError):
        same.hand_over(by=make_boss(), on=DAY, name="王五")


@pytest.mark.parametrize(
    ("since", "until", "fits"),
    [
        (date(2025, 1, 1), None, True), (date(2024, 12, 31), None, False), (None, None, False),
        (None, date(2023, 12, 31), True), (None, date(2024, 1, 1), False), (date(2024, 6, 1), date(2024, 7, 1), False),
    ],
)  # fmt: skip
def test_one_role_has_one_holder_at_a_time(since, until, fits):
    project = make_project()
    assign(project, until=date(2024, 12, 31))
    if fits:
        assign(project, name="李四", since=since, until=until)
    else:
        with pytest.raises(ValidationError):
            assign(project, name="李四", since=since, until=until)
    assign(project, role="government", name="李四", since=since, until=until)
    assign(make_project(), since=since, until=until)


def test_the_gap_list_has_those_without_a_holder_today():
    has, had, never = make_project(), make_project(), make_project()
    assign(has, role="officer")
    assign(had, role="officer", until=date(2024, 12, 31))
    assign(never, role="party")
    assert set(Project.objects.without("officer")) == {had, never}


def test_the_responsible_unit_is_copied_to_the_record():
    project, unit, other = (
        make_project(),
        Department.objects.create(name="发展局"),
        Department.objects.create(name="建设局"),
    )
    assert project in Project.objects.without("unit")
    with pytest.raises(ValidationError):
        assign(project, role="unit")
    row = assign(project, role="unit", name="", department=unit)
    assert Project.objects.get(pk=project.pk).responsible_unit == unit
    row.hand_over(by=make_boss(), on=DAY, department=other)
    assert Project.objects.get(pk=project.pk).responsible_unit == other
    assert project not in Project.objects.without("unit")


def test_names_are_for_the_public_one_by_one_and_only_while_they_hold():
    project = make_project()
    assign(project, released=True, until=date(2024, 12, 31))
    assign(project, name="李四", since=date(2025, 1, 1))
    shown = assign(project, role="government", name="王五", released=True)
    assert list(project.assignments.released()) == [shown]


def test_a_name_is_released_and_taken_back_by_the_head_alone():
    row = assign(make_project())
    with pytest.raises(PermissionDenied):
        row.release(by=make_user(Role.PROJECT_REVIEWER))
    row.release(by=make_user(Role.PROJECT_HEAD))
    assert row.project.assignments.released().exists()
    row.release(by=make_user(Role.PROJECT_HEAD), released=False)
    assert not row.project.assignments.released().exists()


def test_what_the_service_officer_is_called_is_a_setting():
    row = assign(make_project(), role="officer")
    assert str(row) == "首席服务员：张三"
    ProjectSettings(officer_label="首席服务官").save()
    assert str(row) == "首席服务官：张三"


# --- telephone numbers -------------------------------------------------------------------------


@pytest.fixture
def contact():
    project = make_project(code="TEL-001")
    contact = Contact(project=project, name="赵电话", phone=CANARY)
    contact.full_clean()
    contact.save()
    return contact


def test_only_the_head_sees_numbers():
    roles = {role for role, names in declared_grants().items() if any("contact" in name for name in names)}
    assert roles == {Role.PROJECT_HEAD}


def test_a_number_is_masked_wherever_a_contact_is_printed(contact):
    assert CANARY not in f"{contact} {contact!r} {[contact]}" and "赵电话" not in str(contact)
    assert str(contact) == "赵** *********21"


def test_a_number_is_in_no_page_sheet_log_or_history(client, contact, caplog, django_assert_num_queries):
    make_site()
    head = make_user(Role.PROJECT_HEAD)
    kind = ContentType.objects.get_for_model(Contact)
    LogEntry.objects.create(user=head, content_type=kind, object_id=contact.pk, object_repr=str(contact), action_flag=1)
    contact.project.summary = "改动"
    contact.project.save()
    seen = StringIO()
    for address in (
        "/projects/",
        "/projects/TEL-001/",
        "/projects/export.csv",
        "/projects/export.json",
        "/projects/feed/",
    ):
        seen.write(b"".join(client.get(address)).decode())
    client.force_login(head)
    for address in ("", f"{contact.project.pk}/change/", f"{contact.project.pk}/history/"):
        seen.write(client.get(f"/admin/projects/project/{address}").content.decode())
    for sheet in (ProjectSheet, StageSheet, YearSheet, ReportSheet):
        seen.write(str(list(sheet().cells())))
    for model in (LogEntry, AuditEvent, Project.history.model):
        seen.write(str(list(model.objects.values())))
    text = seen.getvalue() + caplog.text
    assert "TEL-001" in text and CANARY not in text


def test_contacts_keep_no_history():
    assert not hasattr(Contact, "history")

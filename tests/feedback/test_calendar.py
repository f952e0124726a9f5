"""Holidays and make-up days: entered one by one or as a sheet, they move what is promised; the ledger gets its figures."""

from datetime import date
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from portal.accounts.roles import Role
from portal.feedback.inbox import findings
from portal.feedback.models import CalendarDay, Message
from portal.indicators.models import Vintage
from tests.backoffice import said
from tests.factories import make_boss, make_message, make_site, make_user
from tests.sheets.helpers import confirm, counts, problems, upload

pytestmark = pytest.mark.django_db
SHEET = "/admin/feedback/calendarday/sheets/calendar/"
LIST = "/admin/feedback/message/"


@pytest.fixture
def manager(client):
    make_site()
    CalendarDay.objects.all().delete()
    client.force_login(make_user(Role.MESSAGE_MANAGER))
    return client


def test_a_years_notice_goes_in_as_one_sheet_and_moves_the_due_dates(manager):
    message = make_message()
    due = message.due_on
    year = due.year + 1
    rows = f"日期,上班,名称\n{due},否,临时放假\n{year}-01-01,否,元旦\n{year}年1月3日,是,元旦调休\n"
    review = upload(manager, rows, SHEET, "节假日.csv")
    assert counts(review) == (3, 0, 0)
    confirm(manager, review)
    days = dict(CalendarDay.objects.values_list("date", "is_working"))
    assert days == {due: False, date(year, 1, 1): False, date(year, 1, 3): True}
    assert Message.objects.get(pk=message.pk).due_on > due


def test_a_day_that_is_none_is_named_by_row_and_nothing_goes_in(manager):
    found = problems(
        upload(
            manager, "日期,上班,名称\n2027-01-01,否,元旦\n2027-02-30,否,春节\n2027-02,否,春节\n", SHEET, "节假日.csv"
        )
    )
    assert any("3" in problem and "2027-02-30" in problem for problem in found) and len(found) == 2
    assert not CalendarDay.objects.exists()


def test_the_form_of_the_sheet_can_be_taken_and_a_year_without_days_is_a_finding(manager):
    template = load_workbook(BytesIO(b"".join(manager.get(f"{SHEET}template/")))).worksheets[0]
    assert {"日期", "上班", "名称"} <= {
        str(cell.value).rstrip("*＊") for row in template.iter_rows(max_row=3) for cell in row
    }
    assert any("节假日" in finding.text or "放假" in finding.text for finding in findings())
    response = manager.post("/admin/feedback/calendarday/add/", {"date": "2030-01-01", "name": "元旦"}, follow=True)
    assert response.status_code == 200 and CalendarDay.objects.filter(date="2030-01-01", is_working=False).exists()


def test_last_months_figures_go_to_the_ledger_at_a_press(client):
    make_site()
    boss = make_boss()
    client.force_login(boss)
    last = timezone.now().replace(day=1) - timezone.timedelta(days=3)
    message = make_message(answer="答复")
    Message.objects.filter(pk=message.pk).update(received_at=last, answered_at=last + timezone.timedelta(hours=6))
    assert f'action="{LIST}figures/"' in client.get(LIST).content.decode()
    assert "草稿" in said(client.post(f"{LIST}figures/", follow=True))
    values = Vintage.objects.filter(observation__indicator__code__startswith="MSG_", status="draft")
    assert {(v.observation.indicator.code, v.plain) for v in values} >= {("MSG_RECEIVED", 1), ("MSG_MEDIAN_HOURS", 6)}
    assert client.get(f"{LIST}figures/").status_code == 405
    client.force_login(make_user(Role.MESSAGE_MANAGER))
    assert "figures/" not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}figures/").status_code == 403

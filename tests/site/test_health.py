"""The health of the site: what an inspection would find, found before it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.accounts.roles import Role
from portal.feedback.models import CalendarDay
from portal.site import freshness
from portal.site.health import findings
from portal.site.models import DeadLink
from tests.factories import make_article, make_column, make_page, make_site, make_user

pytestmark = pytest.mark.django_db
WHOLE = {
    "site_id_code": "4104000001", "sponsor": "示例管委会", "contact": "电话", "icp": "豫ICP备00000001号", "police_record": "豫公网安备41000000000001号",
    "identity_link": "https://bszs.example/", "fault_link": "https://zfwzgl.example/",
}  # fmt: skip


def said(text):
    return [finding for finding in findings() if text in finding.text]


@pytest.mark.parametrize(("days", "level"), [(9, None), (10, "warn"), (13, "warn"), (14, "red")])
def test_the_home_page_warns_at_ten_days_and_is_red_at_fourteen(days, level):
    make_article(at=timezone.now() - timedelta(days=days))
    found = said("首页已")
    assert [finding.level for finding in found] == ([level] if level else [])
    assert all(str(days) in finding.text for finding in found)


@pytest.mark.parametrize(("count", "level"), [(1, None), (2, "warn"), (4, "warn"), (5, "red")])
def test_blank_columns(count, level):
    make_article()
    for _ in range(count):
        make_column()
    assert [finding.level for finding in said("没有内容的栏目")] == ([level] if level else [])


@pytest.mark.parametrize(("count", "level"), [(5, None), (6, "warn"), (9, "warn"), (10, "red")])
def test_stale_columns(count, level):
    for _ in range(count):
        make_article(column=make_column(update_cycle_days=14), at=timezone.now() - timedelta(days=15))
    assert [finding.level for finding in said("超过更新周期")] == ([level] if level else [])


def test_a_column_is_as_fresh_as_what_stands_below_it():
    top = make_column(kind="list", update_cycle_days=14)
    make_article(column=make_column(parent=top), at=timezone.now() - timedelta(days=12))
    [age] = [age for age in freshness.ages() if age.column == top]
    assert (age.days, age.is_stale, age.is_soon, age.is_filled) == (12, False, True, True)


def test_the_footers_gaps_are_named_until_they_are_filled():
    site = make_site()
    assert "网站标识码" in said("页脚缺少")[0].text
    for name, value in WHOLE.items():
        setattr(site, name, value)
    site.save()
    assert said("页脚缺少") == []


def test_an_article_without_source_is_counted(client):
    article = make_article()
    type(article).objects.filter(pk=article.pk).update(source=None)
    assert "1 篇" in said("没有注明来源")[0].text


def test_the_page_is_for_those_who_keep_the_site(client):
    make_site()
    make_page()
    client.force_login(make_user(Role.EDITOR))
    assert client.get("/admin/health/").status_code == 403
    client.force_login(make_user(Role.SITE_MANAGER))
    html = client.get("/admin/health/").content.decode()
    assert "网站体检" in html and "页脚缺少" in html
    assert "页脚缺少" in client.get("/admin/").content.decode()


def doctor():
    out = StringIO()
    try:
        call_command("doctor", stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_the_doctor_says_it_every_night():
    make_site(**WHOLE)
    CalendarDay.objects.get_or_create(
        date=timezone.localdate() + timedelta(days=31)
    )  # next year's holidays, in December
    assert doctor()[0] == 1  # nothing published
    make_article()
    assert doctor() == (0, "一切正常。\n")
    DeadLink.objects.create(address="/x/", page="/", answer="404", is_internal=True, checked_at=timezone.now())
    code, text = doctor()
    assert code == 1 and "失效链接 1 个" in text

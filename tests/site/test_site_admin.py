"""Columns, pages and settings in the back office."""

import pytest

from portal.accounts.models import Department
from portal.site.models import Column, Redirect, SiteSettings
from tests.backoffice import address, fields, said, save, step
from tests.factories import make_article, make_column, make_page, make_site, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    client.force_login(make_user("站点管理员"))
    return client


def test_columns_are_listed_as_a_tree(manager):
    gov = make_column(name="政务", slug="gov", position=2)
    make_column(name="新闻", slug="news", position=1)
    make_column(name="政策", slug="policies", parent=gov)
    page = manager.get("/admin/site/column/").content.decode()
    places = [page.index(f">{name}</span>") for name in ("新闻", "政务", "政策")]
    assert places == sorted(places) and "depth-1" in page


def test_a_moved_column_leaves_a_redirect(manager):
    column = make_column(slug="old")
    save(manager, column, slug="new")
    assert Column.objects.get().path == "/new/" and Redirect.objects.get().new_path == "/new/"


def test_a_column_without_its_description_is_refused(manager):
    column = make_column()
    page = save(manager, column, description="").content.decode()
    assert "说明和关键词" in page


def test_a_column_never_stands_below_itself(manager):
    above = make_column(slug="a")
    below = make_column(slug="b", parent=above)
    page = save(manager, above, parent=str(below.pk)).content.decode()
    assert "不能把一个栏目放到它自己的下级" in page or "选择" in page
    above.refresh_from_db()
    assert above.parent is None


def test_a_page_is_written_previewed_and_submitted_by_the_site_manager_who_can_not_publish_it(manager):
    page = make_page(title="概况", published=False)
    assert "送审" in said(save(manager, page, body="<p>新正文</p>", _submit="1"))
    step(manager, page, "publish")
    assert manager.get(page.get_absolute_url()).status_code == 404
    preview = manager.get(address(page)).content.decode()
    assert f"/admin/site/page/{page.pk}/preview/?key=" in preview


def test_the_settings_are_one_form_with_what_is_missing(manager):
    make_site()
    response = manager.get("/admin/site/sitesettings/", follow=True)
    page = response.content.decode()
    assert "ICP 备案号" in page and "缺项" in page and manager.get("/admin/site/sitesettings/add/").status_code == 403
    save(manager, SiteSettings.objects.get(), icp="豫ICP备00000001号", site_id_code="4104000001")
    assert SiteSettings.load().icp == "豫ICP备00000001号"


def test_the_settings_form_opens_before_anything_was_entered(manager):
    response = manager.get("/admin/site/sitesettings/", follow=True)
    assert response.status_code == 200 and SiteSettings.objects.count() == 1


def test_a_redirect_leads_within_the_site(manager):
    data = fields(manager.get("/admin/site/redirect/add/"), "redirect_form")
    page = manager.post(
        "/admin/site/redirect/add/", data | {"old_path": "/a/", "new_path": "//evil.example/"}
    ).content.decode()
    assert "一个 /" in page or "以 / 开头" in page
    assert not Redirect.objects.exists()


def test_a_column_that_holds_something_is_not_deleted_and_says_what(manager):
    above = make_column(name="新闻中心", kind="list", slug="news")
    column = make_column(name="高新要闻", slug="headlines", parent=above)
    make_article(column=column)
    make_article(column=column, published=False)
    for held, what in ((column, "文章 2"), (above, "栏目 1")):
        answer = manager.post(f"/admin/site/column/{held.pk}/delete/", {"post": "yes"}, follow=True)
        assert what in said(answer) and "不能删除" in said(answer)
    assert Column.objects.filter(pk__in=[above.pk, column.pk]).count() == 2
    chosen = {"action": "delete_selected", "_selected_action": [above.pk], "post": "yes"}
    manager.post("/admin/site/column/", chosen)
    assert Column.objects.filter(pk=above.pk).exists()
    empty = make_column(name="空栏目", slug="empty")
    manager.post(f"/admin/site/column/{empty.pk}/delete/", {"post": "yes"})
    assert not Column.objects.filter(pk=empty.pk).exists()


def test_all_of_a_column_is_edited_and_stands_in_its_history(manager):
    office, other = Department.objects.create(name="党政办"), Department.objects.create(name="城建局")
    column = make_column(name="高新要闻", slug="headlines")
    changes = {
        "kind": "articles", "column_type": "工作动态", "description": "要闻说明", "keywords": "要闻,动态", "update_cycle_days": "7",
        "reviews": "2", "departments": [office.pk], "has_comments": "on",
    }  # fmt: skip
    save(manager, column, **changes)
    column.refresh_from_db()
    assert (column.update_cycle_days, column.reviews, column.description) == (7, 2, "要闻说明")
    first = column.history.first()
    save(manager, column, departments=[other.pk], reviews="3", update_cycle_days="14")
    page = manager.get(f"/admin/site/column/{column.pk}/history/").content.decode()
    assert "党政办 → 城建局" in page and "7 → 14" in page and "两审 → 三审" in page
    where = f"/admin/site/column/{column.pk}/history/{first.pk}/"
    manager.post(where, fields(manager.get(where), "historicalcolumn_form") | {"_save": "1"})
    column.refresh_from_db()
    assert (column.reviews, [one.name for one in column.departments.all()]) == (2, ["党政办"])

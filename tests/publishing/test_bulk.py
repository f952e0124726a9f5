"""Steps on many things at once: the preview says what will happen and what is refused, the result says what was done."""

import pytest
from django.test import Client

from news.models import Article, Tag
from portal.accounts.models import Department
from portal.publishing.models import ReviewLog, Status
from tests.backoffice import address, said
from tests.factories import approve, make_article, make_column, make_panel, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def final(client):
    client.force_login(make_user("三审", name="老李"))
    return client


def approved(title):
    return approve(make_article(published=False, title=title))


def act(client, action, *things, **data):
    data = {"action": action, "_selected_action": [thing.pk for thing in things]} | data
    return client.post(address(things[0], "changelist"), data, follow=True)


def states() -> dict[str, str]:
    return dict(Article.objects.values_list("title", "status"))


def test_the_preview_names_what_happens_and_what_is_refused_and_changes_nothing(final):
    ready, draft = approved("可发"), make_article(published=False, title="草稿")
    lines = ReviewLog.objects.count()
    page = act(final, "bulk_publish", ready, draft).content.decode()
    assert "将执行1条，不能执行1条" in page and "“草稿”当前是“草稿”" in page
    assert states() == {"可发": Status.APPROVED, "草稿": Status.DRAFT} and ReviewLog.objects.count() == lines
    text = said(act(final, "bulk_publish", ready, draft, confirmed="1"))
    assert "发布：已完成1条" in text and "“草稿”未变" in text
    assert states() == {"可发": Status.PUBLISHED, "草稿": Status.DRAFT}


def test_a_reason_is_asked_for_on_the_preview(final):
    one, two = make_article(title="一"), make_article(title="二")
    page = act(final, "bulk_withdraw", one, two).content.decode()
    assert "将执行2条" in page and 'name="reason"' in page
    again = act(final, "bulk_withdraw", one, two, confirmed="1", reason=" ").content.decode()
    assert "撤回须" in again or "撤回" in again
    assert set(states().values()) == {Status.PUBLISHED}
    act(final, "bulk_withdraw", one, two, confirmed="1", reason="核实中")
    assert set(states().values()) == {Status.WITHDRAWN}


def test_foreign_columns_are_not_reached(client):
    own, other = Department.objects.create(name="本部门"), Department.objects.create(name="外部门")
    closed = make_column()
    closed.departments.add(other)
    mine, theirs = (
        make_article(published=False, title="我的"),
        make_article(published=False, title="他人的", column=closed),
    )
    client.force_login(make_user("信息员", department=own))
    page = act(client, "bulk_trash", mine, theirs).content.decode()
    assert "他人的" not in page
    act(client, "bulk_trash", mine, theirs, confirmed="1")
    assert states() == {"我的": Status.TRASHED, "他人的": Status.DRAFT}
    text = act(client, "bulk_move", mine).content.decode()
    assert f'value="{closed.pk}"' not in text


def test_an_editor_submits_many_and_is_not_offered_publishing(client):
    client.force_login(make_user("信息员"))
    good, bad = make_article(published=False, title="好"), make_article(published=False, title="缺正文", body="")
    page = act(client, "bulk_submit", good, bad).content.decode()
    assert (
        "文章没有正文" in page
        and 'value="bulk_publish"' not in client.get(address(good, "changelist")).content.decode()
    )
    act(client, "bulk_submit", good, bad, confirmed="1")
    assert states() == {"好": Status.SUBMITTED, "缺正文": Status.DRAFT}


def test_articles_move_to_another_column_and_get_a_tag(final):
    article, column, tag = make_article(published=False, title="一"), make_column(), Tag.objects.create(name="开工")
    act(final, "bulk_move", article, confirmed="1", column=column.pk)
    act(final, "bulk_tag", article, confirmed="1", tag=tag.pk)
    article = Article.objects.get()
    assert article.column == column and list(article.tags.all()) == [tag]
    assert final.get(address(article, "changelist")).status_code == 200


def test_too_many_at_once_are_refused(final, monkeypatch):
    monkeypatch.setattr("portal.publishing.bulk.MOST", 1)
    one, two = make_article(title="一"), make_article(title="二")
    assert "一次最多1条" in said(act(final, "bulk_archive", one, two))


def test_other_kinds_have_it_too():
    client, panel = Client(), make_panel(published=False, title="面板一")
    client.force_login(make_user("指标员"))
    act(client, "bulk_publish", panel, confirmed="1")
    panel.refresh_from_db()
    assert panel.status == Status.PUBLISHED


def test_what_is_public_is_changed_in_bulk_by_the_chief_alone_with_a_reason(final):
    article, column = make_article(title="公开的"), make_column()
    assert "未变" in said(act(final, "bulk_move", article, confirmed="1", column=column.pk))
    chief = Client()
    chief.force_login(make_user("总编辑"))
    assert "未变" in said(act(chief, "bulk_move", article, confirmed="1", column=column.pk))
    article.refresh_from_db()
    assert article.column != column
    act(chief, "bulk_move", article, confirmed="1", column=column.pk, edit_reason="机构调整")
    article.refresh_from_db()
    assert article.column == column and ReviewLog.of(article).get(verb="edit_published").note == "机构调整"

"""The steps of publishing in the back office, on articles: who may take them, what they say, what stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import Article
from portal.publishing.models import ReviewLog, Status
from tests.backoffice import address, said, save, step
from tests.factories import make_article, make_boss, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_article(published=False, title="开工", body="<p>正文。</p>")


@pytest.fixture
def editor(client):
    client.force_login(make_user("信息员", name="小张"))
    return client


@pytest.fixture
def final(client):
    client.force_login(make_user("三审", name="老李"))
    return client


def state(article) -> str:
    article.refresh_from_db()
    return article.status


def test_an_editor_finds_no_button_and_can_not_publish_by_hand(editor, draft):
    page = editor.get(address(draft)).content.decode()
    assert "_publish" not in page and "step-withdraw" not in page
    assert "没有执行这一步的权限" in said(step(editor, draft, "publish"))
    assert state(draft) == Status.DRAFT
    save(editor, draft, _publish="1")
    assert state(draft) == Status.DRAFT


def test_the_final_reviewer_saves_and_publishes_in_one_go_and_the_reader_sees_it(final, draft):
    response = save(final, draft, title="开工了", _publish="1")
    assert "“开工了”已发布" in said(response)
    draft.refresh_from_db()
    assert "开工了" in final.get(draft.get_absolute_url()).content.decode()


def test_what_keeps_it_from_being_published_is_said_and_the_text_stays_saved(final, draft):
    response = save(final, draft, title="新标题", body="", _publish="1")
    assert "文章没有正文" in said(response) and "内容已保存" in said(response)
    draft.refresh_from_db()
    assert (draft.title, draft.status) == ("新标题", Status.DRAFT)


def test_a_time_ahead_schedules(final, draft):
    at = timezone.localtime() + timedelta(days=2)
    response = save(final, draft, publish_at=f"{at:%Y-%m-%dT%H:%M}", _publish="1")
    assert f"将于 {at:%Y-%m-%d %H:%M} 发布" in said(response)
    draft.refresh_from_db()
    assert draft.is_scheduled and not Article.objects.published().exists()
    listed = final.get(address(draft, "changelist"), {"state": "scheduled"}).content.decode()
    assert "待定时" in listed and "开工" in listed


@pytest.mark.parametrize(("at", "message"), [("2020-01-01T10:00", "已经过去"), ("morgen", "格式不对")])
def test_a_wrong_time_is_refused_with_the_text_saved(final, draft, at, message):
    assert message in said(save(final, draft, title="改了", publish_at=at, _publish="1"))
    draft.refresh_from_db()
    assert (draft.title, draft.status) == ("改了", Status.DRAFT)


def test_a_withdrawal_needs_its_reason_and_shows_it_to_the_public(final, draft):
    draft.publish(by=make_boss())
    assert "撤回" in said(step(final, draft, "withdraw", reason=" "))
    assert state(draft) == Status.PUBLISHED
    step(final, draft, "withdraw", reason="数据有误，正在核实。")
    assert state(draft) == Status.WITHDRAWN
    gone = final.get(draft.get_absolute_url())
    assert gone.status_code == 410 and "数据有误" in gone.content.decode()
    assert "老李" in final.get(address(draft)).content.decode()
    assert ReviewLog.objects.filter(verb="withdraw", note="数据有误，正在核实。").exists()


def test_archive_trash_and_restore(final, draft):
    draft.publish(by=make_boss())
    step(final, draft, "archive")
    assert state(draft) == Status.ARCHIVED
    other = make_article(published=False)
    step(final, other, "trash")
    assert state(other) == Status.TRASHED
    assert other.title not in final.get(address(other, "changelist")).content.decode()
    assert other.title in final.get(address(other, "changelist"), {"state": "trashed"}).content.decode()
    step(final, other, "restore")
    assert state(other) == Status.DRAFT


def test_a_step_that_is_not_possible_is_a_message(final, draft):
    assert "草稿" in said(step(final, draft, "archive"))
    assert state(draft) == Status.DRAFT


def test_steps_take_a_post_alone_and_only_known_verbs(final, draft):
    where = address(draft).replace("/change/", "/step/publish/")
    assert final.get(where).status_code == 405
    assert final.post(where.replace("publish", "delete")).status_code == 404


def test_a_step_without_the_csrf_token_is_refused(draft):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(make_boss())
    response = client.post(address(draft).replace("/change/", "/step/publish/"))
    assert response.status_code == 403 and "表单已失效" in response.content.decode()
    assert state(draft) == Status.DRAFT


def test_a_stranger_gets_the_sign_in_page(client, draft):
    response = client.get(address(draft), follow=True)
    assert response.redirect_chain[-1][0].startswith("/admin/login/") and "管理后台" in response.content.decode()


def test_what_is_public_is_read_only_for_those_who_may_not_publish(editor, draft):
    draft.publish(by=make_boss())
    page = editor.get(address(draft)).content.decode()
    assert "已经公开的内容由有发布权限的人修改" in page and 'name="title"' not in page
    assert editor.post(address(draft), {"title": "偷改"}).status_code == 403
    draft.refresh_from_db()
    assert draft.title == "开工"


def test_what_has_been_public_is_never_deleted(client, draft):
    client.force_login(make_boss())
    where = address(draft).replace("/change/", "/delete/")
    assert client.get(where).status_code == 200
    draft.publish(by=make_boss())
    assert client.get(where).status_code == 403


def test_the_chosen_ones_are_published_together_and_refusals_are_named(final, draft):
    empty = make_article(published=False, title="空文章", body="")
    data = {"action": "publish_chosen", "_selected_action": [draft.pk, empty.pk]}
    text = said(final.post(address(draft, "changelist"), data, follow=True))
    assert "空文章：文章没有正文" in text and "已发布 1 条" in text
    assert (state(draft), state(empty)) == (Status.PUBLISHED, Status.DRAFT)

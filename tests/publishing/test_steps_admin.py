"""The steps of publishing in the back office, on panels (which have no reviews): who may take them, what they say, what stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.indicators.models import Panel
from portal.publishing.models import ReviewLog, Status
from tests.backoffice import address, said, save, step
from tests.factories import make_boss, make_panel, make_user, make_vintage

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_panel(make_vintage().observation.indicator, published=False, title="概况")


@pytest.fixture
def editor(client):
    client.force_login(make_user("信息员", name="小张"))
    return client


@pytest.fixture
def manager(client):
    client.force_login(make_user("指标员", name="老李"))
    return client


def state(thing) -> str:
    thing.refresh_from_db()
    return thing.status


def test_who_has_no_right_can_not_publish_by_hand(editor, draft):
    step(editor, draft, "publish")
    assert state(draft) == Status.DRAFT


def test_the_manager_saves_and_publishes_in_one_go_and_the_reader_sees_it(manager, draft):
    response = save(manager, draft, title="概况一览", _publish="1")
    assert "“概况一览”已发布" in said(response)
    assert "概况一览" in manager.get(draft.get_absolute_url()).content.decode()


def test_a_time_ahead_schedules(manager, draft):
    at = timezone.localtime() + timedelta(days=2)
    response = save(manager, draft, publish_at=f"{at:%Y-%m-%dT%H:%M}", _publish="1")
    assert f"将于 {at:%Y-%m-%d %H:%M} 发布" in said(response)
    draft.refresh_from_db()
    assert draft.is_scheduled and not Panel.objects.published().exists()
    listed = manager.get(address(draft, "changelist"), {"state": "scheduled"}).content.decode()
    assert "待定时" in listed and "概况" in listed


@pytest.mark.parametrize(("at", "message"), [("2020-01-01T10:00", "已经过去"), ("morgen", "格式不对")])
def test_a_wrong_time_is_refused_with_the_text_saved(manager, draft, at, message):
    response = save(manager, draft, title="改了", publish_at=at, _publish="1")
    assert message in said(response) and "内容已保存" in said(response)
    draft.refresh_from_db()
    assert (draft.title, draft.status) == ("改了", Status.DRAFT)


def test_a_withdrawal_needs_its_reason_and_shows_it_to_the_public(manager, draft):
    draft.publish(by=make_boss())
    assert "撤回" in said(step(manager, draft, "withdraw", reason=" "))
    assert state(draft) == Status.PUBLISHED
    step(manager, draft, "withdraw", reason="数据有误，正在核实。")
    assert state(draft) == Status.WITHDRAWN
    gone = manager.get(draft.get_absolute_url())
    assert gone.status_code == 410 and "数据有误" in gone.content.decode()
    assert "老李" in manager.get(address(draft)).content.decode()
    assert ReviewLog.objects.filter(verb="withdraw", note="数据有误，正在核实。").exists()


def test_archive_trash_and_restore(manager, draft):
    draft.publish(by=make_boss())
    step(manager, draft, "archive")
    assert state(draft) == Status.ARCHIVED
    other = make_panel(published=False, title="另一页")
    step(manager, other, "trash")
    assert state(other) == Status.TRASHED
    assert other.title not in manager.get(address(other, "changelist")).content.decode()
    assert other.title in manager.get(address(other, "changelist"), {"state": "trashed"}).content.decode()
    step(manager, other, "restore")
    assert state(other) == Status.DRAFT


def test_a_step_that_is_not_possible_is_a_message(manager, draft):
    assert "草稿" in said(step(manager, draft, "archive"))
    assert state(draft) == Status.DRAFT


def test_a_second_click_says_so_and_does_nothing(manager, draft):
    step(manager, draft, "publish")
    assert "没有重复执行" in said(step(manager, draft, "publish"))
    assert ReviewLog.of(draft).count() == 1


def test_steps_take_a_post_alone_and_only_known_verbs(manager, draft):
    where = address(draft).replace("/change/", "/step/publish/")
    assert manager.get(where).status_code == 405
    assert manager.post(where.replace("publish", "delete")).status_code == 404


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


def test_what_has_been_public_is_never_deleted(client, draft):
    client.force_login(make_boss())
    where = address(draft).replace("/change/", "/delete/")
    assert client.get(where).status_code == 200
    draft.publish(by=make_boss())
    assert client.get(where).status_code == 403

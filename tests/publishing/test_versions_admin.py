"""Two people at one text, and old versions brought back: nothing is lost, no state is changed on the quiet."""

import pytest
from django.test import Client

from portal.publishing.models import Status
from tests.backoffice import address, fields, said, save
from tests.factories import make_article, make_boss, make_project, make_public, make_user

pytestmark = pytest.mark.django_db


def signed_in(*roles, **more) -> Client:
    client = Client()
    client.force_login(make_user(*roles, **more))
    return client


def test_the_second_to_save_is_told_who_and_when_and_keeps_what_was_typed():
    article = make_article(published=False, title="原题")
    first, second = signed_in("信息员", name="小张"), signed_in("信息员", name="小王")
    opened = fields(second.get(address(article)), "article_form")
    save(first, article, title="小张的题")
    response = second.post(address(article), opened | {"title": "小王的题"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "小张在您打开之后于" in page and 'value="小王的题"' in page
    article.refresh_from_db()
    assert article.title == "小张的题"
    again = second.post(address(article), fields(response, "article_form") | {"title": "小王硬存"})
    assert "小张在您打开之后于" in again.content.decode()


def test_every_save_counts_one_version_up():
    article = make_article(published=False)
    client = signed_in("信息员")
    for version in (1, 2):
        save(client, article, summary=f"摘要{version}")
        article.refresh_from_db()
        assert article.version == version


def test_a_form_without_its_version_is_refused():
    article = make_article(published=False, title="原题")
    client = signed_in("信息员")
    data = fields(client.get(address(article)), "article_form") | {"title": "新题"}
    del data["seen_version"]
    client.post(address(article), data)
    article.refresh_from_db()
    assert article.title == "原题"


def test_a_change_of_stage_meanwhile_names_who_made_it():
    project = make_project(published=False, stage="signed")
    client = signed_in("项目审核员")
    opened = fields(client.get(address(project)), "project_form")
    project.enter_stage("signed", by=make_boss(name="主任"), statement="再次见报", source_name="日报")
    page = client.post(address(project), opened | {"name": "新名称"}).content.decode()
    assert "主任在您打开之后于" in page and 'value="新名称"' in page


def old_version(client, article) -> str:
    record = article.history.order_by("history_id").first()
    return address(article).replace("/change/", f"/history/{record.history_id}/")


def test_an_old_version_brings_back_its_text_and_never_its_state():
    article = make_article(published=False, title="第一稿")
    client = signed_in("三审", name="老李")
    save(client, article, title="第二稿")
    article.refresh_from_db()
    make_public(article)
    where = old_version(client, article)
    page = client.get(where)
    assert "第一稿" in page.content.decode() and 'nonce="' in page.content.decode()
    client.post(where, fields(page, "historicalarticle_form") | {"_save": "1"})
    article.refresh_from_db()
    assert (article.title, article.status, article.version) == ("第一稿", Status.PUBLISHED, 2)
    assert article.first_published_at is not None


def test_an_editor_can_not_change_what_is_public_through_an_old_version():
    article = make_article(published=False, title="第一稿")
    client = signed_in("信息员")
    save(client, article, title="第二稿")
    article.refresh_from_db()
    make_public(article)
    where = old_version(client, article)
    client.post(where, {"title": "第一稿", "seen_version": article.version, "_save": "1"})
    article.refresh_from_db()
    assert article.title == "第二稿"


def test_history_pages_ask_for_rights():
    article = make_article(published=False)
    stranger = signed_in("指标员")
    assert stranger.get(address(article).replace("/change/", "/history/")).status_code == 403
    assert stranger.get(old_version(stranger, article)).status_code == 403


def test_saving_says_so():
    article = make_article(published=False, title="题")
    assert "已保存文章" in said(save(signed_in("信息员"), article))


def test_the_history_says_what_changed_in_words():
    project = make_project(published=False, stage=None, category="industry")
    client = signed_in("项目审核员", name="老赵")
    save(client, project, category="livelihood", is_sample="on")
    page = client.get(address(project).replace("/change/", "/history/")).content.decode()
    assert "产业 → 民生" in page and "否 → 是" in page and "老赵" in page

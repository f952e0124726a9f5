"""Two people at one text, and old versions brought back: nothing is lost, no state is changed on the quiet."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from news.models import Tag
from portal.publishing.models import Status
from portal.publishing.relations import related_then
from tests.backoffice import address, fields, said, save
from tests.factories import make_article, make_boss, make_indicator, make_project, make_public, make_user

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
    client = signed_in("总编辑", name="老李")
    save(client, article, title="第二稿")
    article.refresh_from_db()
    make_public(article)
    where = old_version(client, article)
    page = client.get(where)
    assert "第一稿" in page.content.decode() and 'nonce="' in page.content.decode()
    data = fields(page, "historicalarticle_form") | {"_save": "1"}
    assert "须写明理由" in client.post(where, data).content.decode()
    client.post(where, data | {"edit_reason": "第二稿有误"})
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


def history_of(client, thing):
    return client.get(address(thing).replace("/change/", "/history/"))


def test_the_history_shows_the_text_and_the_figures_that_changed_and_what_was_public():
    article = make_article(published=False, title="题", body="<p>总投资122.3亿元。</p>")
    client = signed_in("总编辑", name="老李")
    make_public(article)
    save(client, article, body="<p>总投资123.2亿元。</p>", edit_reason="数字有误")
    page = history_of(client, article).content.decode()
    assert "<del>122.3</del>" in page and "<ins>123.2</ins>" in page and "总投资 122.3亿元 → 123.2亿元" in page
    assert "最近公开的版本" in page and "曾公开" in page


def test_a_draft_is_compared_with_what_readers_saw_last():
    article = make_article(published=False, title="题", body="<p>公开的文字。</p>")
    make_public(article)
    article.withdraw(by=make_boss(), reason="更正")
    article.body = "<p>改过的文字。</p>"
    article.save()
    client = signed_in("三审")
    page = history_of(client, article).content.decode()
    public = article.history.order_by("history_id").last().prev_record
    assert f"../compare/{public.pk}/" in page
    compared = client.get(address(article).replace("/change/", f"/compare/{public.pk}/")).content.decode()
    assert "<del>公开</del>" in compared and "<ins>改过</ins>" in compared and "恢复" in compared


def test_a_draft_that_nobody_saw_has_no_public_version():
    from portal.publishing.versions import public_versions

    draft = make_article(published=False)
    assert public_versions(draft) == []
    make_public(draft, at=timezone.now() + timedelta(days=1))
    assert public_versions(draft) == []


def test_comparing_asks_for_rights_and_for_a_version_of_this_record():
    article, other = make_article(published=False), make_article(published=False)
    foreign = other.history.first().pk
    where = address(article).replace("/change/", f"/compare/{article.history.first().pk}/")
    assert signed_in("指标员").get(where).status_code == 403
    client = signed_in("信息员")
    assert client.get(where).status_code == 200
    assert client.get(address(article).replace("/change/", f"/compare/{foreign}/")).status_code == 404


def test_a_version_remembers_its_tags_and_brings_them_back():
    one, two = Tag.objects.create(name="一号标签"), Tag.objects.create(name="二号标签")
    project, indicator = make_project(name="储能电站"), make_indicator(name="授权专利")
    article = make_article(published=False, title="题", tags=[one], projects=[project], indicators=[indicator])
    pin = make_article(title="置前的相关文章")
    article.related_first.set([pin])
    assert article.history.count() == 1
    client = signed_in("三审", name="老李")
    where = old_version(client, article)
    save(client, article, tags=[two.pk], projects=[], indicators=[], related_first=[])
    assert article.history.count() == 2
    page = history_of(client, article).content.decode()
    assert "一号标签 → 二号标签" in page and "储能电站" in page and "授权专利" in page and "置前的相关文章" in page
    form = fields(client.get(where), "historicalarticle_form")
    assert (form["tags"], form["projects"], form["indicators"]) == (
        [str(one.pk)],
        [str(project.pk)],
        [str(indicator.pk)],
    )
    assert form["related_first"] == [str(pin.pk)]
    client.post(where, form | {"_save": "1"})
    assert [list(found.all()) for found in (article.tags, article.projects, article.indicators, article.related_first)] == [
        [one], [project], [indicator], [pin]
    ]  # fmt: skip
    newest = article.history.first()
    assert [tag.name for tag in related_then(newest)["tags"]] == ["一号标签"]


def test_a_record_brought_back_in_public_is_found_again(client, django_capture_on_commit_callbacks):
    project, head = make_project(name="钢琴制造"), make_boss()
    chief = Client()
    chief.force_login(head)
    save(chief, project, name="足球制造")
    where = old_version(chief, project)
    with django_capture_on_commit_callbacks(execute=True):
        chief.post(where, fields(chief.get(where), "historicalproject_form") | {"_save": "1"})
    project.refresh_from_db()
    assert project.name == "钢琴制造"
    assert project.get_absolute_url() in client.get("/search/", {"q": "钢琴制造"}).content.decode()

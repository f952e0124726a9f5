"""What is typed and not saved: kept apart from the record, given back, and never anybody else's."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from news.models import Article
from portal.publishing.models import OpenForm, UnsavedText
from projects.models import ProjectAlias
from tests.backoffice import address, fields, said, save
from tests.factories import make_article, make_boss, make_column, make_project, make_user, make_vintage

pytestmark = pytest.mark.django_db
ADD = "/admin/news/article/add/"
NEW = f"new-{'a' * 32}"


def signed_in(*roles, **more) -> Client:
    client = Client()
    client.force_login(make_user(*roles, **more))
    return client


def unsaved(thing_or_key) -> str:
    key = thing_or_key if isinstance(thing_or_key, str) else thing_or_key.pk
    return f"/admin/news/article/unsaved/{key}/"


def typed(client, thing, **changes) -> dict:
    return fields(client.get(address(thing)), "article_form") | changes


def test_what_is_kept_changes_nothing_on_the_article():
    article = make_article(published=False, title="原题")
    before = (article.version, article.updated_at, article.history.count())
    client = signed_in("信息员")
    answer = client.post(unsaved(article), typed(client, article, title="打到一半") | {"_keep": "1"}).json()
    article.refresh_from_db()
    assert answer["at"] and article.title == "原题"
    assert (article.version, article.updated_at, article.history.count()) == before


def test_kept_text_is_offered_filled_in_and_gone_once_saved():
    article = make_article(published=False, title="原题")
    client = signed_in("信息员")
    client.post(unsaved(article), typed(client, article, title="打到一半", body="<p>半篇</p>") | {"_keep": "1"})
    assert f"?kept={UnsavedText.objects.get().pk}" in client.get(address(article)).content.decode()
    page = client.get(f"{address(article)}?kept={UnsavedText.objects.get().pk}")
    form = fields(page, "article_form")
    assert (form["title"], form["body"]) == ("打到一半", "<p>半篇</p>") and "尚未保存" in page.content.decode()
    article.refresh_from_db()
    assert article.title == "原题"
    answer = client.post(address(article), form)
    article.refresh_from_db()
    assert article.title == "打到一半" and not UnsavedText.objects.exists()
    assert f"news.article:{article.pk}" in answer.cookies["saved"].value


def test_a_new_article_is_kept_before_it_has_a_record():
    client, column = signed_in("信息员"), make_column()
    data = fields(client.get(ADD), "article_form") | {"title": "新稿", "column": column.pk, "body": "<p>半篇</p>"}
    key = data["_key"]
    client.post(unsaved(key), data | {"_keep": "1"})
    page = client.get(ADD).content.decode()
    assert "新稿" in page and "接着写" in page
    form = fields(client.get(f"{ADD}?kept={UnsavedText.objects.get().pk}"), "article_form")
    assert form["title"] == "新稿" and form["column"] == str(column.pk) and form["_key"] == key
    client.post(ADD, form)
    assert not UnsavedText.objects.exists()


def test_a_new_text_sent_twice_is_one_article_and_nothing_typed_is_lost():
    """The line broke after the first sending: its answer never came, and the writer presses the button again."""
    client, column = signed_in("信息员"), make_column()
    data = fields(client.get(ADD), "article_form") | {"title": "新稿", "column": column.pk, "body": "<p>半篇</p>"}
    client.post(ADD, data)
    client.post(unsaved(data["_key"]), data | {"_keep": "1"})
    answer = client.post(ADD, data, follow=True)
    assert "已经保存过" in said(answer) and not UnsavedText.objects.exists()
    answer = client.post(ADD, data | {"title": "新稿二"}, follow=True)
    article = Article.objects.get()
    assert article.title == "新稿" and answer.redirect_chain[-1][0] == address(article)
    assert "接着写" in answer.content.decode() and UnsavedText.objects.get().key == str(article.pk)
    other = fields(client.get(ADD), "article_form") | {"title": "另一篇", "column": column.pk}
    client.post(ADD, other)
    assert Article.objects.count() == 2


def test_nobody_reaches_what_another_keeps():
    article = make_article(published=False, title="原题")
    writer, other = signed_in("信息员"), signed_in("信息员")
    writer.post(unsaved(article), typed(writer, article, title="只给自己") | {"_keep": "1"})
    row = UnsavedText.objects.get()
    assert "只给自己" not in other.get(f"{address(article)}?kept={row.pk}").content.decode()
    other.post(unsaved(article), {"_discard": "1"})
    assert UnsavedText.objects.filter(pk=row.pk).exists()
    assert signed_in("指标员").post(unsaved(article), {"_keep": "1"}).status_code == 403
    assert signed_in("指标员").post(unsaved(NEW), {"_keep": "1"}).status_code == 403
    assert Client().post(unsaved(article), {"_keep": "1"}).status_code == 302


@pytest.mark.parametrize(("key", "status"), [("999999", 404), ("new-x", 404), ("%00", 404), (NEW, 200)])
def test_a_key_is_one_of_ours(key, status):
    assert signed_in("信息员").post(unsaved(key), {"_keep": "1", "title": "\0题"}).status_code == status


def test_what_is_too_long_to_keep_is_said():
    answer = signed_in("信息员").post(unsaved(NEW), {"_keep": "1", "body": "a" * 2_000_001})
    assert answer.status_code == 413 and "过长" in answer.json()["error"]


def test_what_nobody_came_back_to_is_dropped():
    client = signed_in("信息员")
    client.post(unsaved(NEW), {"_keep": "1", "title": "旧"})
    UnsavedText.objects.update(saved_at=timezone.now() - timedelta(days=31))
    client.post(unsaved(NEW.replace("a", "b")), {"_keep": "1", "title": "新"})
    assert [row.name for row in UnsavedText.objects.all()] == ["新"]


def test_a_form_whose_writer_signed_in_again_gets_its_new_token():
    client = Client(enforce_csrf_checks=True)
    user, article = make_user("信息员"), make_article(published=False)
    client.force_login(user)
    token = client.get(unsaved(article)).json()["token"]
    client.force_login(user)
    assert client.post(unsaved(article), {"_keep": "1", "csrfmiddlewaretoken": "x" * 64}).status_code == 403
    token = client.get(unsaved(article)).json()["token"]
    assert client.post(unsaved(article), {"_keep": "1", "csrfmiddlewaretoken": token}).status_code == 200


def test_who_else_has_it_open_is_shown_until_they_leave():
    article = make_article(published=False)
    first, second = signed_in("信息员", name="小张"), signed_in("一审", name="小王")
    assert first.post(unsaved(article), {"_beat": "1"}).json()["others"] == []
    assert second.post(unsaved(article), {"_beat": "1"}).json()["others"] == ["小张"]
    assert "小张" in second.get(address(article)).content.decode().partition("writing-others")[2][:80]
    OpenForm.objects.filter(person__name="小王").update(seen_at=timezone.now() - timedelta(minutes=2))
    assert first.post(unsaved(article), {"_beat": "1"}).json()["others"] == []
    first.post(unsaved(article), {"_leave": "1"})
    assert second.post(unsaved(article), {"_beat": "1"}).json()["others"] == []


def test_a_form_is_told_when_somebody_else_has_saved():
    article = make_article(published=False)
    first, second = signed_in("信息员", name="小张"), signed_in("信息员")
    seen = typed(second, article)["seen_version"]
    save(first, article, title="小张的题")
    assert "小张" in second.post(unsaved(article), {"_beat": "1", "seen_version": seen}).json()["changed"]


def test_the_second_writer_sees_both_texts_and_may_decide():
    article = make_article(published=False, title="原题", body="<p>总投资122.3亿元，进展顺利。</p><p>不变的一段。</p>")
    first, second = signed_in("信息员", name="小张"), signed_in("信息员", name="小王")
    opened = typed(second, article)
    save(first, article, body="<p>总投资123.2亿元，进展顺利。</p><p>不变的一段。</p>")
    response = second.post(address(article), opened | {"title": "小王的题"})
    page = response.content.decode()
    assert "<del>123.2</del>" in page and "<ins>122.3</ins>" in page and "<ins>小王的</ins>题" in page
    assert "总投资 123.2亿元 → 122.3亿元" in page
    version = response.context["writing"]["theirs"]
    second.post(address(article), fields(response, "article_form") | {"_mine": str(version)})
    article.refresh_from_db()
    assert article.title == "小王的题" and "122.3" in article.body
    assert any("123.2" in record.body for record in article.history.all())


def test_who_takes_the_other_text_finds_the_own_one_on_offer():
    article = make_article(published=False, title="原题")
    first, second = signed_in("信息员"), signed_in("信息员")
    opened = typed(second, article)
    save(first, article, title="对方的题")
    shown = second.post(address(article), opened | {"title": "自己的题"})
    assert "用对方的文字" in shown.content.decode()
    page = second.post(address(article), fields(shown, "article_form") | {"_theirs": "1"}, follow=True)
    form = fields(page, "article_form")
    assert form["title"] == "对方的题" and "自己的题" in page.content.decode()
    article.refresh_from_db()
    assert article.title == "对方的题"
    stranger = signed_in("指标员").post(address(article), {"_theirs": "1", "title": "x"})
    assert stranger.status_code == 403 and UnsavedText.objects.count() == 1


def test_a_decision_counts_for_the_text_that_was_seen_only():
    article = make_article(published=False, title="原题")
    first, second = signed_in("信息员"), signed_in("信息员")
    opened = typed(second, article)
    save(first, article, title="一")
    shown = second.post(address(article), opened | {"title": "小王的题"})
    save(first, article, title="二")
    second.post(address(article), fields(shown, "article_form") | {"_mine": str(shown.context["writing"]["theirs"])})
    article.refresh_from_db()
    assert article.title == "二"


def test_projects_with_their_rows_and_values_are_kept_and_compared_too():
    project, boss = make_project(published=False), make_boss()
    first, second = Client(), Client()
    first.force_login(boss)
    second.force_login(make_boss())
    opened = fields(second.get(address(project)), "project_form")
    save(first, project, name="甲方改的名")
    page = second.post(address(project), opened | {"name": "乙方改的名"}).content.decode()
    assert "<del>甲</del>" in page and "<ins>乙</ins>" in page
    rows = opened | {"aliases-TOTAL_FORMS": "1", "aliases-0-name": "打到一半的别名", "aliases-0-project": project.pk}
    second.post(f"/admin/projects/project/unsaved/{project.pk}/", rows | {"_keep": "1"})
    again = fields(second.get(f"{address(project)}?kept={UnsavedText.objects.get().pk}"), "project_form")
    assert again["aliases-0-name"] == "打到一半的别名"
    value = make_vintage("5", published=False)
    old = fields(second.get(address(value)), "vintage_form")
    save(first, value, value="6")
    page = second.post(address(value), old | {"value": "7"}).content.decode()
    assert "<del>6</del>" in page and "<ins>7</ins>" in page


def test_rows_of_two_writers_are_compared_and_both_kept():
    project = make_project(published=False)
    changed, theirs_to_delete = (ProjectAlias.objects.create(project=project, name=name) for name in ("甲名", "乙名"))
    first, second = Client(), Client()
    first.force_login(make_boss(name="小张"))
    second.force_login(make_boss())
    opened = fields(second.get(address(project)), "project_form")
    save(first, project, **{"aliases-0-name": "甲名二", "aliases-1-DELETE": "on"})
    ProjectAlias.objects.create(project=project, name="对方加的名")
    names = {"aliases-0-name": "甲名三", "aliases-1-name": "乙名二", "aliases-2-name": "自己加的名"}
    more = {"aliases-2-project": project.pk, "aliases-2-id": "", "aliases-TOTAL_FORMS": "3"}
    shown = second.post(address(project), opened | names | more)
    page = shown.content.decode()
    assert "甲名<del>二</del>" in page and "甲名<ins>三</ins>" in page
    both = strip_tags(page.partition("both-heading")[2].partition("both-choice")[0])
    assert all(name in both for name in ("乙名二", "对方加的名", "自己加的名"))
    decision = {"_mine": str(shown.context["writing"]["theirs"])}
    second.post(address(project), fields(shown, "project_form") | decision)
    assert set(project.aliases.values_list("name", flat=True)) == {"甲名三", "乙名二", "对方加的名", "自己加的名"}
    changed.refresh_from_db()
    assert changed.name == "甲名三" and not ProjectAlias.objects.filter(pk=theirs_to_delete.pk).exists()


def test_a_new_text_is_previewed_before_it_is_ever_saved():
    client, other = signed_in("信息员"), signed_in("信息员")
    form = client.get(ADD)
    where = form.context["writing"]["preview"] + "&unsaved=1"
    assert client.get(where).status_code == 200  # nothing typed yet
    data = fields(form, "article_form")
    typed_in = {"title": "新稿的题", "body": "<p>半篇<script>x()</script></p>", "kicker": "引题"}
    client.post(unsaved(data["_key"]), data | typed_in | {"_keep": "1"})
    response = client.get(where)
    page = response.content.decode()
    assert "新稿的题" in page and "半篇" in page and "引题" in page and "x()" not in page and "seen.gif" not in page
    assert "no-store" in response["Cache-Control"]
    column = make_column(name="栏目名")
    client.post(unsaved(data["_key"]), data | typed_in | {"_keep": "1", "column": column.pk})
    assert "栏目名" in client.get(where).content.decode()
    assert "新稿的题" not in other.get(where).content.decode()
    assert client.get(where.replace("key=", "key=x")).status_code == 404
    assert client.get(where.replace(data["_key"], NEW)).status_code == 404
    assert signed_in("指标员").get(where).status_code == 403 and Client().get(where).status_code == 302
    assert not Article.objects.exists()


def test_the_preview_shows_what_is_typed_to_its_writer_and_nobody_else():
    article = make_article(published=False, title="原题", body="<p>存下的文字。</p>")
    writer, other = signed_in("信息员"), signed_in("信息员")
    where = writer.get(address(article)).context["panel"]["preview"] + "&unsaved=1"
    writer.post(
        unsaved(article),
        typed(writer, article, title="打到一半", body="<p>半篇<script>x()</script></p>") | {"_keep": "1"},
    )
    response = writer.get(where)
    page = response.content.decode()
    assert "打到一半" in page and "半篇" in page and "x()" not in page
    assert (
        "frame-ancestors 'self'" in response["Content-Security-Policy"] and response["X-Frame-Options"] == "SAMEORIGIN"
    )
    assert "no-store" in response["Cache-Control"]
    assert "打到一半" not in writer.get(where.replace("&unsaved=1", "")).content.decode()
    assert "打到一半" not in other.get(where).content.decode()
    article.refresh_from_db()
    assert article.title == "原题"

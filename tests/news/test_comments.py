"""Readers' comments: off unless a column has them, read before they are shown, gone with their article."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from news import comments
from news.comments import PER_HOUR
from news.models import Comment, CommentReport
from portal.accounts.models import Department
from portal.lib import visitors
from portal.site.models import ColumnReviewer
from tests.factories import make_article, make_boss, make_column, make_comment, make_site, make_user
from tests.news.test_queries import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    make_site()
    monkeypatch.setattr(visitors, "MIN_SECONDS", -1)


@pytest.fixture
def article():
    return make_article(column=make_column(has_comments=True))


def send(client, article, **changes):
    data = {"text": "路修得很好。", "name": "张小明", "website": "", "token": visitors.new_token()} | changes
    return client.post(f"/news/{article.pk}/comments/", data, REMOTE_ADDR="203.0.113.9")


def report(client, comment, **changes):
    data = {"reason": "insult", "note": "骂人", "website": "", "token": visitors.new_token()} | changes
    return client.post(f"/news/comments/{comment.pk}/report/", data)


def page(client, article) -> str:
    return client.get(article.get_absolute_url()).content.decode()


def test_a_column_has_no_comments_unless_switched_on(client):
    article = make_article()
    comment = make_comment(article, approved=True, text="不该出现的评论")
    assert 'class="comments"' not in page(client, article) and comment.text not in page(client, article)
    assert client.get(f"/news/{article.pk}/comments/").status_code == 404
    assert send(client, article).status_code == 404 and Comment.objects.count() == 1
    assert report(client, comment).status_code == 404


def test_nothing_is_shown_before_a_reviewer_has_approved_it(client, article):
    response = send(client, article)
    assert "评论已收到" in response.content.decode() and "no-store" in response["Cache-Control"]
    comment = Comment.objects.get()
    assert "路修得很好" not in page(client, article) and report(client, comment).status_code == 404
    comment.approve(by=make_boss())
    shown = page(client, article)
    assert "路修得很好" in shown and "张**" in shown and "张小明" not in shown
    comment.refuse(by=make_boss(), reason="不实")
    assert "路修得很好" not in page(client, article)
    assert (comment.state, comment.reason) == ("refused", "不实")


def test_names_and_texts_are_covered_and_cleaned(client, article):
    for name, shown in (("管\u200b理员", "网友"), ("\u202e\u200b", "匿名"), ("", "匿名"), ("欧阳小明", "欧阳**")):
        send(client, article, name=name, text=f"我叫{shown}\u202e，电话13900001234。")
    assert [row.name for row in Comment.objects.order_by("pk")] == ["网友", "匿名", "欧阳**"]  # one text came twice
    assert all("13900001234" not in row.text and "\u202e" not in row.text for row in Comment.objects.all())
    assert "203.0.113.9" not in str(list(Comment.objects.values()))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "请填写评论"), ({"text": "好"}, "请再多写"), ({"text": "长" * 501}, "500"), ({"website": "http://spam"}, "此栏不需要填写"),
        ({"token": "forged"}, "请再次点击提交"), ({"name": "名" * 41}, "40"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, article, changes, sentence):
    found = send(client, article, **({"text": "我打的评论", "name": "李某某"} | changes)).content.decode()
    assert sentence in found and "还没有提交成功" in found and not Comment.objects.exists()
    assert "我打的评论" in found or "text" in changes
    assert 'value="李某某"' in found or "name" in changes


def test_a_form_that_comes_back_too_fast_is_asked_again(client, article, monkeypatch):
    monkeypatch.setattr(visitors, "MIN_SECONDS", 3)
    found = send(client, article).content.decode()
    assert "提交过快" in found and "路修得很好" in found and not Comment.objects.exists()


def test_sent_twice_it_is_one_comment(client, article):
    token = visitors.new_token()
    for _time in range(2):
        assert "评论已收到" in send(client, article, token=token).content.decode()
    assert "已经提交过" in send(client, article, token=token, text="另外一条评论").content.decode()
    assert "已经提交过" in send(client, article).content.decode()
    assert Comment.objects.count() == 1


def test_a_flood_from_one_network_is_stopped_and_told_when_to_come_back(client, article):
    for n in range(PER_HOUR):
        send(client, article, text=f"第{n}条评论")
    late = send(client, article, text="我的评论还在这里")
    assert late.status_code == 429 and "分钟后" in late.content.decode() and "我的评论还在这里" in late.content.decode()
    assert Comment.objects.count() == PER_HOUR


def test_a_flood_of_reports_is_stopped_too(client, article, monkeypatch):
    monkeypatch.setattr(comments, "REPORTS_PER_HOUR", 2)
    rows = [make_comment(article, approved=True) for _n in range(3)]
    answers = [report(client, row) for row in rows]
    assert [answer.status_code for answer in answers] == [200, 200, 429] and "分钟后" in answers[2].content.decode()
    assert CommentReport.objects.count() == 2


def test_comments_go_with_their_article(client, article):
    comment = make_comment(article, approved=True, text="跟着文章走")
    assert "跟着文章走" in page(client, article)
    article.withdraw(by=make_boss(), reason="撤回")
    for address in (article.get_absolute_url(), f"/news/{article.pk}/comments/"):
        gone = client.get(address)
        assert gone.status_code == 410 and "跟着文章走" not in gone.content.decode()
    assert client.get(f"/news/comments/{comment.pk}/report/").status_code == 404
    assert send(client, article).status_code == 410
    draft = make_article(column=article.column, published=False)
    assert client.get(f"/news/{draft.pk}/comments/").status_code == 404 == send(client, draft).status_code


def test_an_archived_article_shows_comments_and_takes_no_more(client, article):
    make_comment(article, approved=True, text="早先的评论")
    article.archive(by=make_boss())
    shown = page(client, article)
    assert "早先的评论" in shown and "<textarea" not in shown
    send(client, article)
    assert Comment.objects.count() == 1


def test_the_reply_names_the_department_alone(client, article):
    comment = make_comment(article, approved=True)
    boss = make_boss(name="王科长", department=Department.objects.create(name="城建局"))
    comment.answer(by=boss, text="感谢关注，已转办。")
    shown = page(client, article)
    assert "城建局" in shown and "感谢关注，已转办。" in shown and "王科长" not in shown
    comment.refresh_from_db()
    assert (comment.replied_by, comment.reply_department.name) == (boss, "城建局")


def test_a_reported_comment_is_looked_at_again(client, article):
    comment = make_comment(article, approved=True)
    assert "再次核查" in report(client, comment).content.decode()
    report(client, comment, reason="advert")  # the same sender again
    comment.refresh_from_db()
    assert comment.reports == 1 and CommentReport.objects.get().note == "骂人"
    assert "请选择" in report(client, comment, reason="").content.decode()
    boss = make_boss()
    client.force_login(boss)
    desk = client.get("/admin/").content.decode()
    assert "news/comment/?reported=yes" in desk
    comment.keep(by=boss, reason="属正常批评")
    comment.refresh_from_db()
    assert (comment.reports, comment.state, comment.reason) == (0, "approved", "属正常批评")


def test_every_decision_is_kept_with_who_when_and_why(client, article):
    first, second = make_boss(name="老李"), make_boss(name="老赵", department=Department.objects.create(name="城建局"))
    comment = make_comment(article)
    comment.approve(by=first)
    report(client, comment)
    comment.refresh_from_db()
    comment.keep(by=second, reason="属正常批评")
    comment.answer(by=second, text="感谢关注。")
    comment.refuse(by=first, reason="核实后不实")
    comment.approve(by=second, reason="复核后恢复")
    kept = [(row.verb, row.by, row.note) for row in comment.decisions()[::-1]]
    assert kept == [
        ("approve", first, ""), ("keep", second, "属正常批评"), ("answer", second, "感谢关注。"),
        ("refuse", first, "核实后不实"), ("approve", second, "复核后恢复"),
    ]  # fmt: skip
    client.force_login(first)
    shown = client.get(f"/admin/news/comment/{comment.pk}/change/").content.decode()
    assert all(words in shown for words in ("老李", "老赵", "属正常批评", "核实后不实", "复核后恢复"))


def test_the_desk_lists_what_is_to_be_read_and_what_was_reported(client, article):
    waiting, reported = (
        make_comment(article, text="还没有人读过"),
        make_comment(article, approved=True, text="被举报的评论"),
    )
    make_comment(article, approved=True, text="已经处理的评论")
    report(client, reported)
    client.force_login(make_boss())
    desk = client.get("/admin/").content.decode().partition('id="desk-comments"')[2].partition("</section>")[0]
    assert "还没有人读过" in desk and "被举报的评论" in desk and "1 条待核查举报" in desk and "已经处理" not in desk
    assert f"/admin/news/comment/{waiting.pk}/change/" in desk
    client.force_login(make_user("信息员"))
    assert 'id="desk-comments"' not in client.get("/admin/").content.decode()


def test_an_open_report_stays_however_old_it_is(client, article):
    open_, closed = make_comment(article, approved=True), make_comment(article, approved=True)
    report(client, open_, note="未处理"), report(client, closed, note="已处理")
    closed.refresh_from_db()
    closed.keep(by=make_boss(), reason="属正常批评")
    CommentReport.objects.update(sent_at=timezone.now() - timedelta(days=400))
    call_command("tidy_messages", verbosity=0)
    assert [row.note for row in CommentReport.objects.all()] == ["未处理"]


def test_reviewers_decide_in_their_columns_alone(client, article):
    reviewer, other = make_user("一审"), make_user("一审")
    ColumnReviewer.objects.create(column=article.column, step="pass_first", person=reviewer)
    comment = make_comment(article, text="等待审核的评论")
    for person in (other, make_user("信息员"), make_user("留言管理员")):
        with pytest.raises(PermissionDenied):
            comment.approve(by=person)
    client.force_login(other)
    assert "等待审核的评论" not in client.get("/admin/news/comment/").content.decode()
    assert client.get(f"/admin/news/comment/{comment.pk}/change/").status_code in (302, 404)
    assert client.post(f"/admin/news/comment/{comment.pk}/do/approve/").status_code == 404
    client.force_login(reviewer)
    assert "等待审核的评论" in client.get("/admin/news/comment/").content.decode()
    client.post(f"/admin/news/comment/{comment.pk}/do/approve/", {"reason": ""})
    comment.refresh_from_db()
    assert (comment.state, comment.decided_by) == ("approved", reviewer)


def test_several_are_decided_at_once_with_a_reason(client, article):
    approved = make_comment(article, approved=True)
    rows = [make_comment(article) for _n in range(3)]
    client.force_login(make_boss())
    listed = client.get("/admin/news/comment/").content.decode()
    assert listed.index(rows[0].text) < listed.index(approved.text)
    chosen = {"_selected_action": [row.pk for row in rows[:2]]}
    client.post("/admin/news/comment/", chosen | {"action": "refuse_chosen", "reason": ""})
    assert Comment.objects.filter(state="refused").count() == 0
    client.post("/admin/news/comment/", chosen | {"action": "refuse_chosen", "reason": "广告"})
    assert Comment.objects.filter(state="refused", reason="广告").count() == 2
    client.post("/admin/news/comment/", {"_selected_action": [rows[2].pk], "action": "approve_chosen"})
    assert "通过" in client.get(f"/admin/news/comment/{rows[2].pk}/change/").content.decode()
    assert Comment.objects.filter(state="approved").count() == 2


def test_what_moderation_no_longer_needs_is_removed():
    article = make_article(column=make_column(has_comments=True))
    kept, refused, fresh = (make_comment(article, approved=n == 0, sender="x" * 32) for n in range(3))
    refused.refuse(by=make_boss(), reason="广告")
    long_ago = timezone.now() - timedelta(days=181)
    Comment.objects.exclude(pk=fresh.pk).update(sent_at=long_ago, decided_at=long_ago)
    call_command("tidy_messages", verbosity=0)
    assert dict(Comment.objects.values_list("pk", "sender")) == {kept.pk: "", fresh.pk: "x" * 32}


def test_many_are_paged(client, article):
    for n in range(12):
        make_comment(article, approved=True, text=f"评论编号{n:02}")
    shown = page(client, article)
    assert "评论编号11" in shown and "评论编号01" not in shown and f"/news/{article.pk}/comments/" in shown
    assert "评论编号00" in client.get(f"/news/{article.pk}/comments/").content.decode()


def test_comments_cost_the_article_page_no_query(client, django_assert_num_queries):
    world = World()
    type(world.column).objects.filter(pk=world.column.pk).update(has_comments=True)
    ContentType.objects.get_for_model(type(world.article))
    for many in (1, 15):
        for _n in range(many):
            make_comment(world.article, approved=True, reply="答复")
        cache.clear()
        with django_assert_num_queries(10):
            assert "评论内容" in client.get(world.article.get_absolute_url()).content.decode()
    with django_assert_num_queries(5):
        client.get(f"/news/{world.article.pk}/comments/")

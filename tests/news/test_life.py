"""After publication: corrections, slots for a time, pins, the editor's related articles, topics, moved addresses."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from news.models import Article, Recommendation, Tag, Topic, recommended
from portal.indicators.corrections import place_notes
from portal.indicators.models import CorrectionNote, FigureUse
from portal.publishing.models import ReviewLog, Status
from tests.backoffice import address, fields, step
from tests.factories import (
    make_article,
    make_boss,
    make_column,
    make_indicator,
    make_photo,
    make_project,
    make_public,
    make_site,
    make_user,
    make_vintage,
)

NOTES = "indicators-correctionnote-content_type-object_id"
pytestmark = pytest.mark.django_db


@pytest.fixture
def final(client):
    make_site()
    client.force_login(make_user("三审", name="老李"))
    return client


def read(address) -> str:
    return Client().get(address).content.decode()


def test_a_correction_note_stands_on_the_page_with_its_day_and_author(final):
    article = make_article()
    data = fields(final.get(address(article)), "article_form") | {
        f"{NOTES}-TOTAL_FORMS": "1", f"{NOTES}-0-text": "“122.3亿元”应为“123.2亿元”。", f"{NOTES}-0-id": "",
    }  # fmt: skip
    final.post(address(article), {key: value for key, value in data.items() if value is not None})
    page = read(article.get_absolute_url())
    assert (
        "更正" in page
        and f"{timezone.localdate():%Y-%m-%d}" in page
        and "123.2亿元" in page.replace('<span class="nowrap">', "").replace("</span>", "")
    )
    assert CorrectionNote.of(article).get().placed_by.name == "老李"


def _note(client, article, text="更正"):
    row = {f"{NOTES}-TOTAL_FORMS": "1", f"{NOTES}-INITIAL_FORMS": "0", f"{NOTES}-0-text": text, f"{NOTES}-0-id": ""}
    page = client.get(address(article))
    data = fields(page, "article_form") if page.status_code == 200 else {}
    return client.post(address(article), {key: value for key, value in (data | row).items() if value is not None})


def test_a_note_is_the_act_of_who_publishes_and_owes_a_review_when_anybody_else_placed_it(client):
    article, boss = make_article(), make_boss()
    Article.objects.update(owes_review_since=None)
    for role in ("信息员", "一审", "二审"):
        client.force_login(make_user(role))
        assert _note(client, article).status_code == 403 and not CorrectionNote.of(article).exists()
    client.force_login(make_user("三审"))
    _note(client, article)
    article.refresh_from_db()
    assert ReviewLog.of(article).get(verb="correct").note == "更正" and article.owes_review_since is None
    keeper = make_user("指标员")
    old = make_vintage("122.3", indicator=make_indicator(unit="亿元"))
    FigureUse.objects.create(
        content_type=ContentType.objects.get_for_model(article), object_id=article.pk, start=0, end=2, quoted="122.3亿元",
        vintage=old, tied_by=boss,
    )  # fmt: skip
    new = make_vintage("123.2", indicator=old.observation.indicator, reason="correction", note="录入有误")
    assert place_notes(new, [f"news.article.{article.pk}"], "由122.3更正为123.2", by=keeper)
    article.refresh_from_db()
    assert article.owes_review_since and keeper.pk in article.author_ids()


def test_a_correction_of_a_hidden_article_is_nowhere():
    draft = make_article(published=False, title="未发")
    CorrectionNote.objects.create(thing=draft, text="秘密更正", placed_by=make_boss())
    public = make_article(column=draft.column)
    assert "秘密更正" not in read(public.get_absolute_url()) and "corrections" not in read(public.get_absolute_url())


def test_slots_hold_for_their_time_and_in_their_order(django_assert_num_queries):
    now, photo = timezone.now(), make_photo()
    made = {name: make_article(title=name, lead_photo=photo) for name in ("在时", "先排", "未到", "已过")}
    hidden = make_article(title="草稿", published=False, lead_photo=photo)
    spans = {"在时": (-1, None, 2), "先排": (-1, 1, 1), "未到": (1, None, 0), "已过": (-2, -1, 0)}
    for name, (since, until, position) in spans.items():
        Recommendation.objects.create(
            article=made[name], slot="lead", position=position, since=now + timedelta(days=since),
            until=until and now + timedelta(days=until),
        )  # fmt: skip
    Recommendation.objects.create(article=hidden, slot="lead")
    Recommendation.objects.create(article=make_article(title="没有图"), slot="picture")
    with django_assert_num_queries(1):
        found = recommended()
    assert [article.title for article in found["lead"]] == ["先排", "在时"] and found["picture"] == []


def test_recommended_items_stand_on_the_home_page():
    make_site()
    chosen = make_article(title="推荐的")
    assert "推荐资讯" not in read("/")
    Recommendation.objects.create(article=chosen, slot="item")
    page = read("/")
    assert "推荐资讯" in page and "推荐的" in page


def test_a_column_shows_what_is_put_forward_in_it_or_below():
    top = make_column(kind="list")
    column, elsewhere, photo = make_column(parent=top), make_column(), make_photo()
    for n in range(6):
        make_article(column=column, title=f"新图{n}", lead_photo=photo)
    old = timezone.now() - timedelta(days=300)
    for name, slot in {"推荐的图": "picture", "推荐的文": "item"}.items():
        Recommendation.objects.create(
            article=make_article(column=column, title=name, lead_photo=photo, at=old), slot=slot
        )
    Recommendation.objects.create(article=make_article(column=elsewhere, title="别处的"), slot="item")
    page = read(top.path)
    front = page.partition('class="front"')[2].partition("</section>")[0]
    assert "推荐的图" in front and "推荐的文" in page and "别处的" not in page
    beside = read(column.path).partition("推荐资讯")[2].partition("</section>")[0]
    assert "推荐的文" in beside and "新图" not in beside
    Recommendation.objects.update(until=timezone.now())
    assert "推荐资讯" not in read(column.path)


def test_the_form_of_a_recommendation_asks_for_the_picture(final):
    article = make_article()
    where = "/admin/news/recommendation/add/"
    data = fields(final.get(where), "recommendation_form") | {"article": article.pk, "slot": "lead"}
    assert "文章须有题图" in final.post(where, data).content.decode()
    assert final.post(where, data | {"slot": "item"}, follow=True).status_code == 200
    assert Recommendation.objects.get().article == article


def test_a_pinned_article_stands_on_top_of_its_column_until_its_time():
    column, now = make_column(), timezone.now()
    make_article(column=column, title="普通的")
    make_article(column=column, title="置顶的", pinned_until=now + timedelta(days=1), at=now - timedelta(days=9))
    make_article(column=column, title="过时的", pinned_until=now - timedelta(days=1))
    make_article(column=column, title="草稿置顶", published=False, pinned_until=now + timedelta(days=1))
    top = read(column.path).partition('class="on-top"')[2].partition("</ul>")[0]
    assert "置顶的" in top and "过时的" not in top and "草稿置顶" not in top


def test_the_editor_s_related_articles_come_first():
    tag = Tag.objects.create(name="开工")
    article, near = make_article(tags=[tag]), make_article(title="同标签的", tags=[tag])
    chosen, hidden = make_article(title="编辑选的"), make_article(title="选中的草稿", published=False)
    article.related_first.set([chosen, hidden])
    page = read(article.get_absolute_url())
    assert page.index("编辑选的") < page.index(near.title) and "选中的草稿" not in page


# --- topics ------------------------------------------------------------------------------------------


@pytest.fixture
def topic():
    make_site()
    tag = Tag.objects.create(name="项目建设")
    topic = Topic.objects.create(slug="construction", title="项目建设年", intro="专题导语。", photo=make_photo())
    indicator = make_vintage("38", indicator=make_indicator(name="重点项目")).observation.indicator
    topic.articles.set([make_article(title="选入的"), make_article(title="选入的草稿", published=False)])
    topic.tags.set([tag])
    topic.projects.set([make_project(name="专题项目"), make_project(name="草稿项目", published=False)])
    topic.indicators.set([indicator, make_indicator(name="内部指标", is_public=False)])
    make_article(title="按标签汇入的", tags=[tag])
    return topic


def test_an_article_names_the_public_topics_it_belongs_to(topic):
    Topic.objects.create(slug="hidden", title="没公开的专题").articles.set(topic.articles.all())
    chosen, tagged = topic.articles.get(title="选入的"), topic.tags.get().articles.get()
    assert "专题：" not in read(chosen.get_absolute_url())
    make_public(topic)
    for article in (chosen, tagged):
        page = read(article.get_absolute_url())
        assert f'<a href="{topic.get_absolute_url()}">项目建设年</a>' in page and "没公开的专题" not in page


def test_a_topic_pulls_articles_projects_and_figures_together(topic, django_assert_max_num_queries):
    assert Client().get(topic.get_absolute_url()).status_code == 404 and "项目建设年" not in read("/news/topics/")
    make_public(topic)
    with django_assert_max_num_queries(10):
        page = read(topic.get_absolute_url())
    for word in ("项目建设年", "专题导语", "选入的", "按标签汇入的", "专题项目", "重点项目", "38"):
        assert word in page
    for word in ("选入的草稿", "草稿项目", "内部指标"):
        assert word not in page
    assert "项目建设年" in read("/news/topics/") and topic.get_absolute_url() in read("/sitemap.xml")
    assert Client().get(topic.photo.url()).status_code == 200


def test_a_topic_of_projects_alone_does_not_say_that_it_is_empty(topic):
    topic.articles.clear()
    topic.tags.clear()
    make_public(topic)
    page = read(topic.get_absolute_url())
    assert "专题项目" in page and "暂无内容" not in page


def test_a_topic_speaks_english_where_it_has_an_english_title(topic):
    english = {"title_en": "Exports", "body_en": "<p>Text.</p>"}
    column = make_column(slug="trade", name="外贸", name_en="Trade")
    topic.articles.set([make_article(column=column, title="出口", **english), make_article(title="只有中文的")])
    make_public(topic)
    there, back = f"/en{topic.get_absolute_url()}", 'hreflang="en">English</a>'
    assert Client().get(there).status_code == 404 and Client().get("/en/news/topics/").status_code == 404
    assert f'href="/en/" lang="en" {back}' in read("/news/topics/")
    topic.title_en, topic.intro_en = "A year of building", "All of it."
    topic.save()
    page = read(there)
    assert "<h1>A year of building</h1>" in page and "All of it." in page and "Exports" in page
    assert "只有中文的" not in page and "专题导语" not in page and 'href="/en/news/topics/"' in page
    assert f'href="{there}"' in read("/en/news/topics/") and f'href="{there}" lang="en" {back}' in read(there[3:])
    assert f'href="/en/news/topics/" lang="en" {back}' in read("/news/topics/")
    article = topic.articles.get(title="出口").get_absolute_url()
    assert f'<a href="{there}">A year of building</a>' in read(f"/en{article}")
    assert there in read("/sitemap.xml")
    topic.slug = "building"
    topic.save()
    assert Client().get(there)["Location"] == "/en/news/topics/building/"


def test_a_topic_that_moves_leaves_a_redirect_and_a_withdrawn_one_its_reason(topic):
    make_public(topic)
    old = topic.get_absolute_url()
    topic.slug = "building"
    topic.save()
    answer = Client().get(old)
    assert (answer.status_code, answer["Location"]) == (301, topic.get_absolute_url())
    topic.withdraw(by=make_boss(), reason="专题调整")
    assert Client().get(topic.get_absolute_url()).status_code == 410


def test_a_topic_is_made_reviewed_and_published_in_the_back_office(final):
    article = make_article(title="一篇")
    where = "/admin/news/topic/add/"
    data = fields(final.get(where), "topic_form") | {"title": "专题一", "slug": "one", "_submit": "1"}
    final.post(where, data)
    assert Topic.objects.get().status == Status.DRAFT  # nothing in it yet
    topic = Topic.objects.get()
    data = fields(final.get(address(topic)), "topic_form") | {"articles": [article.pk], "_submit": "1"}
    final.post(address(topic), {key: value for key, value in data.items() if value is not None})
    topic.refresh_from_db()
    for review in topic.chain:
        page = final.get(address(topic).replace("/change/", "/review/")).content.decode()
        assert "一篇" in page and ("由您撰写或修改过" in page) == (review.verb == "pass_final")
        getattr(topic, review.verb)(by=make_boss(), ticks=review.ticks)
    step(final, topic, "publish")
    assert "一篇" in read(topic.get_absolute_url())
    assert (
        "一篇" in final.get(address(topic)).context["panel"]["preview"]
        or final.get(final.get(address(topic)).context["panel"]["preview"]).status_code == 200
    )


def test_a_column_that_moves_takes_its_articles_along():
    make_site()
    article = make_article(column=make_column(slug="old-place"))
    old = article.column.path
    article.column.slug = "new-place"
    article.column.save()
    answer = Client().get(old)
    assert (answer.status_code, answer["Location"]) == (301, "/new-place/")
    assert Client().get(article.get_absolute_url()).status_code == 200 and Article.objects.published().count() == 1

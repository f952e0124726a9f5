"""The page of one article: what stands on it, and who gets to see it."""

import json
import re
from datetime import datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from news.models import Article, Tag
from portal.lib.outward import outward
from tests.factories import (
    make_article,
    make_boss,
    make_column,
    make_indicator,
    make_photo,
    make_project,
    make_site,
    make_source,
    make_vintage,
)

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


def text(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def meta(html, name):
    return re.findall(f'<meta name="{name}" content="([^"]*)">', html)


def days_ago(n):
    return timezone.now() - timedelta(days=n)


def test_the_page_says_what_it_is_where_from_and_when(client):
    make_site()
    article = make_article(
        title="储能电站开工",
        kicker="项目进展",
        subtitle="从洽谈到开工一个月",
        summary="一句话摘要。",
        byline="示例记者",
        source=make_source(name="示例日报"),
        column=make_column(name="高新要闻"),
        at=datetime(2026, 1, 20, 21, 5, tzinfo=SHANGHAI),
    )
    html = text(client, article.get_absolute_url())
    assert html.count("<h1") == 1
    for words in (
        "储能电站开工",
        "项目进展",
        "从洽谈到开工",
        "一句话摘要。",
        "来源：示例日报",
        "示例记者",
        "2026-01-20 21:05",
        "高新要闻",
    ):
        assert words in html
    assert '<time datetime="2026-01-20T21:05:00+08:00">' in html


def test_meta_tags_of_the_content(client):
    make_site()
    photo = make_photo()
    article = make_article(
        title="标题甲",
        summary="摘要甲。",
        byline="记者甲",
        lead_photo=photo,
        source=make_source(name="甲报"),
        column=make_column(name="栏目甲", column_type="工作动态"),
        at=datetime(2026, 3, 5, 9, 7, tzinfo=SHANGHAI),
    )
    html = text(client, article.get_absolute_url())
    assert meta(html, "ArticleTitle") == ["标题甲"]
    assert meta(html, "PubDate") == ["2026-03-05 09:07"]
    assert meta(html, "ContentSource") == ["甲报"]
    assert meta(html, "Author") == ["记者甲"] and meta(html, "Description") == ["摘要甲。"]
    assert meta(html, "ColumnName") == ["栏目甲"] and meta(html, "ColumnType") == ["工作动态"]
    assert meta(html, "Url")[0].endswith(article.get_absolute_url())
    assert meta(html, "Image")[0].endswith(photo.url())


def test_the_address_is_of_the_year_and_month_in_the_zone(client):
    article = make_article(at=datetime(2025, 12, 31, 16, 30, tzinfo=ZoneInfo("UTC")))
    assert article.get_absolute_url() == f"/news/2026/01/{article.pk}/"


@pytest.mark.parametrize("wrong", ["/news/1999/01/{}/", "/news/2026/12/{}/", "/news/2026/1/{}/"])
def test_a_wrong_year_or_month_leads_to_the_right_address(client, wrong):
    article = make_article(at=datetime(2026, 1, 5, tzinfo=SHANGHAI))
    response = client.get(wrong.format(article.pk))
    assert response.status_code == 301 and response["Location"] == f"/news/2026/01/{article.pk}/"


def hidden_articles():
    draft = make_article(published=False)
    scheduled = make_article(at=timezone.now() + timedelta(hours=1))
    trashed = make_article(published=False)
    trashed.trash(by=make_boss())
    restored = make_article()
    restored.withdraw(by=make_boss(), reason="误发")
    restored.trash(by=make_boss())
    restored.restore(by=make_boss())
    return [draft, scheduled, trashed, restored]


def test_what_is_not_public_answers_like_what_never_existed(client):
    make_site()
    column = make_article().column  # so that the navigation isn't empty
    for article in hidden_articles():
        address = article.get_absolute_url() or f"/news/2026/01/{article.pk}/"
        missing = address.replace(f"/{article.pk}/", "/999999/")
        hidden, never = client.get(address), client.get(missing)
        assert hidden.status_code == never.status_code == 404
        assert hidden.content.decode().replace(address, "") == never.content.decode().replace(missing, "")
        assert article.title not in text(client, column.path)


def test_an_absurd_number_is_not_found(client):
    for number in ("99999999999999999999999", "0"):
        text(client, f"/news/2026/01/{number}/", 404)


def test_a_withdrawn_article_is_gone_with_its_reason(client):
    article = make_article(title="撤下的文章")
    article.withdraw(by=make_boss(), reason="数字有误，已更正。")
    html = text(client, article.get_absolute_url(), 410)
    assert "数字有误，已更正。" in html and "撤下的文章" not in html
    text(client, f"/news/1999/01/{article.pk}/", 410)


def test_an_expired_or_archived_article_stays_readable_and_says_so(client):
    expired = make_article(title="过期文章", expires_at=timezone.now() - timedelta(minutes=1))
    archived = make_article(title="归档文章", column=expired.column)
    archived.archive(by=make_boss())
    for article in (expired, archived):
        assert "仅供查阅" in text(client, article.get_absolute_url())
        assert article.title not in text(client, expired.column.path)
        assert article.title not in text(client, "/feeds/news/")
    assert "仅供查阅" not in text(client, make_article().get_absolute_url())


def test_previous_and_next_are_public_and_of_the_column(client):
    column = make_column()
    older = make_article(column=column, title="更早一篇", at=days_ago(5))
    make_article(column=column, published=False, title="草稿一篇")
    make_article(title="别的栏目一篇", at=days_ago(4))
    article = make_article(column=column, at=days_ago(3))
    make_article(column=column, title="以后一篇", at=timezone.now() + timedelta(days=1))
    newer = make_article(column=column, title="更晚一篇", at=days_ago(1))
    html = text(client, article.get_absolute_url())
    turn = html[html.index('class="turn"') : html.index("</nav>", html.index('class="turn"'))]
    assert re.findall('href="([^"]+)" rel="(prev|next)"', turn) == [
        (older.get_absolute_url(), "prev"),
        (newer.get_absolute_url(), "next"),
    ]
    assert "草稿一篇" not in html and "以后一篇" not in html and "别的栏目一篇" not in turn
    assert 'rel="prev"' not in text(client, older.get_absolute_url())


def test_articles_of_one_second_have_neighbours_too(client):
    column, at = make_column(), days_ago(1)
    first, second, third = [make_article(column=column, at=at) for _ in range(3)]
    html = text(client, second.get_absolute_url())
    assert f'href="{first.get_absolute_url()}" rel="prev"' in html
    assert f'href="{third.get_absolute_url()}" rel="next"' in html


def test_related_are_those_of_the_project_then_of_the_tag_then_of_the_column(client):
    project, tag, column = make_project(), Tag.objects.create(name="储能"), make_column()
    of_column = make_article(column=column, at=days_ago(1))
    of_tag = make_article(tags=[tag], at=days_ago(2))
    of_project = make_article(projects=[project], at=days_ago(3))
    make_article(projects=[project], tags=[tag], published=False)
    make_article()
    article = make_article(column=column, tags=[tag], projects=[project], at=days_ago(4))
    context = client.get(article.get_absolute_url()).context
    assert context["related"] == [of_project, of_tag, of_column]


def test_only_public_projects_and_indicators_stand_beside_the_article(client):
    public, draft = make_project(name="公开项目甲"), make_project(name="草稿项目乙", published=False)
    stopped = make_project(name="停工项目丙", stage="suspended")
    indicator, inner = make_indicator(name="公开指标甲", unit="个"), make_indicator(name="内部指标乙", is_public=False)
    make_vintage("38", indicator=indicator, period="2025")
    make_vintage("99887", indicator=indicator, period="2026", published=False)
    article = make_article(projects=[public, draft, stopped], indicators=[indicator, inner])
    html = text(client, article.get_absolute_url())
    assert "公开项目甲" in html and "在建" in html and "公开指标甲" in html and "38个" in html
    for hidden in ("草稿项目乙", "停工项目丙", "内部指标乙", "99887"):
        assert hidden not in html


def test_an_invented_project_is_marked(client):
    html = text(client, make_article(projects=[make_project(is_sample=True)]).get_absolute_url())
    assert "sample-mark" in html and "不计入园区的项目和数据" in html
    assert "sample-mark" not in text(client, make_article(projects=[make_project()]).get_absolute_url())


def test_a_reprint_links_its_original(client):
    article = make_article(is_reprint=True, source_url="https://news.example/1.html")
    notice = escape(outward("https://news.example/1.html"))
    assert f'href="{notice}" rel="noopener"' in text(client, article.get_absolute_url())
    Article.objects.filter(pk=article.pk).update(source_url="javascript:alert(1)")
    assert "javascript:" not in text(client, article.get_absolute_url())


def test_scripts_in_any_field_stay_harmless(client):
    bad = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    make_site(name=bad[:60])
    article = make_article(
        title=bad,
        kicker=bad[:60],
        subtitle=bad,
        summary=bad,
        byline=bad,
        body=f"<p>正文{bad}</p>",
        source=make_source(name=bad),
        tags=[Tag.objects.create(name=bad[:30])],
        column=make_column(name=bad[:40]),
    )
    for address in (article.get_absolute_url(), article.column.path, "/feeds/", article.tags.get().get_absolute_url()):
        html = text(client, address)
        assert "<script>alert" not in html and not re.search(r"<img[^>]+onerror", html)
        ours = re.compile(r'<script (?:[^>]*\bsrc="/static/portal/js/\w+\.js"[^>]*|type="application/ld\+json")>')
        assert [tag for tag in re.findall(r"<script\b[^>]*>", html) if not ours.fullmatch(tag)] == []


def test_the_data_for_search_engines_can_be_read(client):
    article = make_article(title='引号"与</script>', tags=[Tag.objects.create(name="储能")])
    html = text(client, article.get_absolute_url())
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])
    assert data["@type"] == "NewsArticle" and data["headline"] == article.title and data["keywords"] == ["储能"]
    assert data["mainEntityOfPage"].endswith(article.get_absolute_url())


def test_a_tag_lists_its_public_articles_and_hides_with_them(client):
    tag = Tag.objects.create(name="不公开的标签")
    draft = make_article(tags=[tag], published=False)
    text(client, tag.get_absolute_url(), 404)
    article = make_article(tags=[tag], title="公开的一篇")
    html = text(client, tag.get_absolute_url())
    assert "公开的一篇" in html and draft.title not in html
    assert tag.get_absolute_url() in text(client, article.get_absolute_url())


def test_a_page_for_reading_takes_no_posts(client):
    article = make_article()
    for address in (article.get_absolute_url(), article.column.path, "/feeds/news/"):
        assert client.post(address).status_code == 405

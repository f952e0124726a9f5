"""Readers are counted honestly and never by the page itself."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.models import DayReads, Visit
from tests.factories import make_article, make_boss, make_column, make_site

pytestmark = pytest.mark.django_db
PERSON = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36"


def read(client, article, **headers):
    headers = {"user-agent": PERSON} | headers
    return client.get(f"/news/{article.pk}/seen.gif", headers=headers)


def readers(article):
    return sum(DayReads.objects.filter(article=article).values_list("count", flat=True))


def test_a_visitor_counts_once_an_hour(client, monkeypatch):
    article = make_article()
    for _ in range(5):
        assert read(client, article)["Content-Type"] == "image/gif"
    assert readers(article) == 1
    read(client, article, **{"user-agent": PERSON + " Other"})
    assert readers(article) == 2
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    read(client, article)
    assert readers(article) == 3


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": ""},
        {"user-agent": "Mozilla/5.0 (compatible; Baiduspider/2.0)"},
        {"user-agent": "curl/8.5"},
        {"sec-purpose": "prefetch;prerender"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_machines_do_not_count(client, headers):
    article = make_article()
    assert read(client, article, **headers).status_code == 200
    assert readers(article) == 0


def test_the_page_itself_writes_nothing(client):
    article = make_article()
    with CaptureQueriesContext(connection) as queries:
        html = client.get(article.get_absolute_url()).content.decode()
    assert f"/news/{article.pk}/seen.gif" in html
    assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert "no-store" in read(client, article)["Cache-Control"]


def test_what_is_not_public_has_no_counter(client):
    by, article = make_boss(), make_article(published=False)
    assert read(client, article).status_code == 404
    article = make_article(by=by)
    read(client, article)
    article.withdraw(by=by, reason="原因")
    assert read(client, article).status_code == 404
    assert "文章标题" not in client.get("/news/ranking/").content.decode()


def test_saving_an_article_loses_no_reader(client):
    article = make_article()
    read(client, article)
    article.title = "新标题"
    article.save()
    assert "浏览 1 次" in client.get(article.get_absolute_url()).content.decode()


def test_no_visitor_can_be_recognised(client):
    article = make_article()
    read(client, article)
    [visit] = Visit.objects.all()
    assert "127.0.0.1" not in visit.visitor and len(visit.visitor) == 32
    Visit.objects.update(hour=timezone.now() - timedelta(days=2))
    read(client, article, **{"user-agent": PERSON + " Other"})
    assert Visit.objects.count() == 1


def reads(article, *days):
    for ago, count in days:
        DayReads.objects.create(article=article, day=timezone.localdate() - timedelta(days=ago), count=count)


def test_the_ranking_counts_its_period_and_its_column(client):
    here = make_column()
    old, new, other = (
        make_article(column=here, title="往日热文"),
        make_article(column=here, title="今日热文"),
        make_article(title="别栏热文"),
    )
    reads(old, (20, 90))
    reads(new, (1, 5))
    reads(other, (1, 7))

    def ranked(query):
        html = client.get("/news/ranking/" + query).content.decode()
        places = {html.find(title): title[:2] for title in ("往日热文", "今日热文", "别栏热文") if title in html}
        return [places[place] for place in sorted(places)]

    assert ranked("") == ["别栏", "今日"]
    assert ranked("?period=30d") == ["往日", "别栏", "今日"]
    assert ranked(f"?period=30d&column={here.path}") == ["往日", "今日"]
    assert ranked("?period=nonsense&column=/../") == ["别栏", "今日"]
    assert ranked("?period=24h") == []
    read(client, new)
    cache.clear()
    assert ranked("?period=24h") == ["今日"]


def test_ranks_stand_beside_the_article_and_the_column(client):
    article, other = make_article(), make_article(title="大家在读")
    reads(other, (0, 3))
    assert "大家在读" in client.get(article.get_absolute_url()).content.decode()
    assert "大家在读" in client.get(other.column.path).content.decode()


def test_a_ranking_in_english_is_not_kept_for_chinese_readers(client):
    reads(make_article(title="只有中文"), (1, 9))
    both = {"title_en": "Both", "summary_en": "s", "body_en": "<p>t</p>"}
    reads(make_article(title="两种语言", column=make_column(name_en="News"), **both), (1, 5))
    english, chinese = (client.get(address).content.decode() for address in ("/en/news/ranking/", "/news/ranking/"))
    assert "Both" in english and "只有中文" not in english
    assert "只有中文" in chinese and "两种语言" in chinese


def test_the_home_page_ranks_the_same_seven_days(client):
    make_site()
    article = make_article(title="大家在读")
    reads(article, (6, 3))
    reads(make_article(title="过期热文"), (7, 9))
    [ranking] = re.findall(r'<ol class="ranking">.*?</ol>', client.get("/").content.decode(), re.DOTALL)
    assert "大家在读" in ranking and "过期热文" not in ranking

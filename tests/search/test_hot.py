"""Hot searches: clean by construction, whoever tries."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import RequestFactory
from django.utils import timezone

from portal.accounts.roles import Role
from portal.search import hot
from portal.search.models import SearchTerm, SearchTermDay, SearchVisit
from tests.factories import make_article, make_boss, make_site, make_user

from .helpers import page, reindex

pytestmark = pytest.mark.django_db

JUNK = ["???", "content=", "????", "锟斤拷=", "<script>x</script>", "楂樻柊\ufffd", "加微信 13812345678", "www.bad.com", "http://x", "%%%", "1", "啊啊啊啊啊", "a=b&c=d", "' OR 1=1", "高" * 40]  # fmt: skip


def asked_by(address):
    return RequestFactory().get("/search/", REMOTE_ADDR=address)


def ask(text, results=3, visitor="1.2.3.4"):
    """As the page and the picture in it do."""
    if ticket := hot.ticket(text, results):
        assert hot.redeem(ticket, asked_by(visitor))


def line():
    return [term.text for term in hot.hot_terms()]


def test_twenty_thousand_junk_queries_change_nothing(monkeypatch):
    monkeypatch.setattr(hot, "MOST_WAITING", 40)
    ask("储能电站")
    SearchTerm.objects.get().approve()
    before = line()
    for n in range(19_800):
        ask(f"{JUNK[n % len(JUNK)]}{n if n % 2 else ''}", visitor=f"10.0.{n % 250}.{n % 199}")
    assert SearchTerm.objects.count() == 1
    for n in range(200):  # readable, and found by somebody's text: the worst that can come
        word = chr(0x4E00 + n) + chr(0x5E00 + n)
        ask(word, visitor=f"10.1.0.{n}")
    assert line() == before == ["储能电站"]
    assert SearchTerm.objects.count() <= 41
    assert SearchTermDay.objects.count() <= 41


def test_one_visitor_counts_once_a_day():
    for _ in range(50):
        ask("储能电站")
    assert SearchTermDay.objects.get().visitors == 1
    ask("储能电站", visitor="4.3.2.1")
    assert SearchTermDay.objects.get().visitors == 2


def test_one_visitor_cant_fill_the_table():
    for n in range(60):
        ask(f"查询{chr(0x4E00 + n)}")
    assert SearchTerm.objects.count() == hot.MOST_A_VISITOR


def test_nothing_is_kept_of_who_asked():
    ask("储能电站", visitor="203.0.113.77")
    visit = SearchVisit.objects.get()
    assert "203" not in visit.visitor
    SearchVisit.objects.update(day=timezone.localdate() - timedelta(days=1))
    ask("尼龙材料")
    assert SearchVisit.objects.count() == 1


def test_a_term_is_shown_only_when_approved_and_while_it_finds_something():
    ask("储能电站")
    assert line() == []
    SearchTerm.objects.get().approve()
    assert line() == ["储能电站"]
    ask("储能电站", results=0)
    assert line() == []


def test_a_blocked_term_is_neither_shown_nor_counted():
    ask("储能电站")
    SearchTerm.objects.get().block()
    ask("储能电站", visitor="5.5.5.5")
    assert line() == []
    assert not SearchTermDay.objects.exists()


def test_what_is_older_counts_less_and_picks_stand_first():
    for text, age, visitors in (("旧的词", 21, 8), ("新的词", 0, 2), ("过时词", 60, 900)):
        term = SearchTerm.objects.create(text=text, state="approved", results=1)
        SearchTermDay.objects.create(term=term, day=timezone.localdate() - timedelta(days=age), visitors=visitors)
    SearchTerm.objects.create(text="推荐词", state="approved", results=1, is_pick=True)
    assert line() == ["推荐词", "新的词", "旧的词"]


def look(client, q, agent="Mozilla/5.0"):
    """A browser shows the page with its picture."""
    picture = re.search(r'src="(/search/asked.gif[^"]*)"', page(client, q))
    return client.get(unescape(picture[1]), headers={"user-agent": agent})


def test_searching_counts_and_the_line_stands_on_page_and_home(client):
    make_site()
    make_article(title="储能电站", by=make_boss())
    reindex()
    assert look(client, "储能电站")["Content-Type"] == "image/gif"
    look(client, "没有的东西")
    term = SearchTerm.objects.get()
    assert (term.text, term.results) == ("储能电站", 1)
    term.approve()
    assert 'href="/search/?q=%E5%82%A8' in page(client, "")
    assert 'href="/search/?q=%E5%82%A8' in client.get("/").content.decode()


def test_neither_a_program_nor_a_made_up_picture_counts(client):
    make_site()
    make_article(title="储能电站", by=make_boss())
    reindex()
    assert look(client, "储能电站", agent="Baiduspider/2.0").status_code == 200
    for forged in ("", "x", "WyJcdTUwYTgiLDNd:1abc:xyz", "\0", "高" * 3000):
        assert client.get("/search/asked.gif", {"of": forged}, headers={"user-agent": "Mozilla/5.0"}).status_code == 404
    assert not SearchTerm.objects.exists()


def test_a_withdrawn_article_takes_its_term_out_of_the_line(django_capture_on_commit_callbacks):
    make_site()
    boss = make_boss()
    article = make_article(title="储能电站", by=boss)
    reindex()
    ask("储能电站", results=1)
    SearchTerm.objects.get().approve()
    with django_capture_on_commit_callbacks(execute=True):
        article.withdraw(by=boss, reason="原因")
    assert line() == []


def test_an_editor_approves_in_the_back_office(client):
    ask("储能电站")
    term = SearchTerm.objects.get()
    client.force_login(make_user(Role.SITE_MANAGER))
    client.post("/admin/search/searchterm/", {"action": "approve_terms", "_selected_action": [term.pk]})
    term.refresh_from_db()
    assert term.state == "approved"
    client.force_login(make_user(Role.EDITOR))
    assert client.get("/admin/search/searchterm/").status_code == 403

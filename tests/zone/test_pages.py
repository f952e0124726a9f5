"""Every page of the demonstration site, reached as a stranger reaches it."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import html5lib
import pytest
from django.urls import get_resolver

from portal.lib.catalogue import collect
from portal.lib.outward import outward
from tests.crawl import crawl, visit

ADDRESSES = [
    "/", "/news/", "/news/headlines/", "/gov/", "/gov/interpretation/", "/projects/", "/projects/GX-001/", "/projects/?sample=1",
    "/api/docs/", "/api/schema/", "/api/v1/", "/api/v1/bulk/", "/api/v1/oc4ids.json", "/api/v1/changes/?since=2025-01-01",
    "/projects/statistics/", "/projects/statistics/?sample=1", "/projects/statistics.json?year=2025",
    "/data/", "/data/innovation/", "/data/projects/", "/data/business/", "/data/livelihood/", "/data/sample/",
    "/data/indicators/PATENTS/", "/data/indicators/PRJ_IN_OPERATION/", "/data/indicators/PLAN15_INV/2026_2030.target/",
    "/data/projects.csv", "/data/projects.json", "/data/projects/?as_of=2020-01-01", "/about/", "/about/overview/", "/about/parks/", "/pages/about/", "/sitemap/", "/feeds/", "/news/topics/", "/news/topics/key-projects/", "/talk/", "/messages/", "/messages/new/",
    "/messages/query/", "/report/", "/report/?about=/projects/GX-001/",
    "/search/", "/search/?q=高新区", "/search/?q=高薪区", "/search/?q=nilong&sort=date", "/search/?q=储能&kind=article&year=2024&sample=1",
    "/en/", "/en/news/", "/en/projects/", "/en/projects/GX-023/", "/en/projects/statistics/", "/en/data/projects/", "/en/about/overview/",
]  # fmt: skip
# Latin that belongs in Chinese pages: names, units, formats, codes.
LATIN = re.compile(r"[A-Za-z][A-Za-z'’]{2,}(?: [A-Za-z][A-Za-z'’]+)+")
ALLOWED = ("Pingdingshan", "Demonstration", "CSV UTF", "JSON Lines")
HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


# Rule R11: a public body's site sells no place and rewards no reader; nothing of the kind may stand in navigation or footer.
FOR_SALE = ("排名推广", "广告服务", "打赏", "积分换礼")
# Words of two elements in a line with nothing between them: a text browser and a voice read them as one.
_OPEN = r"<(?:span|a|time|b)\b(?![^<>]*nowrap)[^<>]*>"
GLUED = re.compile(_OPEN + r"[^<>]*[^\s<>]</(?:span|a|time|b)>" + _OPEN + r"[^\s<>]+")
FRAME = re.compile(r"<(nav|footer)\b.*?</\1>|<header class=\"(?!page-head).*?</header>", re.DOTALL)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Words(HTMLParser):
    """Visible text nodes, and the attributes that are read out, of the page's own language; what is marked as being in
    another one is left out."""

    def __init__(self, html):
        super().__init__()
        self.nodes, self.open = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        silent = (
            tag in ("script", "style", "code")
            or bool(self.open and self.open[-1][1])
            or "lang" in given
            and tag != "html"
        )
        if not silent:
            self.nodes += [v for k, v in attrs if k in ("alt", "title", "aria-label", "placeholder") and v]
        if tag not in VOID:
            self.open.append((tag, silent))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not (self.open and self.open[-1][1]):
            self.nodes.append(" ".join(data.split()))


@pytest.fixture(scope="module")
def english(request):
    return {
        str(m.id) for m in collect(request.config.rootpath) if isinstance(m.id, str) and re.search("[a-z]{3}", m.id)
    }


def faults(found, english):
    """What is wrong with an HTML page."""
    html, wrong = found.text, []
    if html.count("<h1") != 1:
        wrong.append(f"{html.count('<h1')} × h1")
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    wrong += [f"HTML: {place} {code}" for place, code, _data in parser.errors[:3]]
    nodes = Words(html).nodes
    if found.address.startswith("/en/"):
        wrong += [f"Chinese: {node[:80]}" for node in nodes if HAN.search(node)]
        wrong += [] if '<html lang="en"' in html else ["not marked as English"]
    else:
        wrong += [f"untranslated: {node}" for node in nodes if node in english]
        wrong += [
            f"English: {node[:80]}" for node in nodes if LATIN.search(node) and all(a not in node for a in ALLOWED)
        ]
    if ("Demonstration site" if found.address.startswith("/en/") else "演示站点") not in html:
        wrong.append("no demonstration notice")
    if re.search(r"<[^>]+\sstyle=", html) or re.search(r"<script(?![^>]*(?:\ssrc=|application/(?:ld\+)?json))", html):
        wrong.append("inline style or script")
    places = set(re.findall(r'\bid="([^"]+)"', html))
    wrong += [f"leads nowhere: #{place}" for place in re.findall(r'href="#([^"]+)"', html) if place not in places]
    wrong += [f"run together: {found[0]}" for found in GLUED.finditer(html)][:3]
    frame = " ".join(part[0] for part in FRAME.finditer(html))
    wrong += [f"for sale: {word}" for word in FOR_SALE if word in frame]
    if "'self'" not in found.headers.get("Content-Security-Policy", ""):
        wrong.append("no content security policy")
    return wrong


def test_no_place_is_for_sale_in_navigation_and_footer(client, english):
    """The walk below asks this of every page; here the question itself is asked whether it can be answered with no."""
    home = visit(client, "/")
    frame = " ".join(part[0] for part in FRAME.finditer(home.text))
    assert "<footer" in frame and "<nav" in frame and "网站地图" in frame
    assert faults(home, english) == []
    for end in ("</nav>", "</footer>"):
        sold = home.text.replace(end, f'<a href="/">{FOR_SALE[0]}</a>{end}', 1)
        assert f"for sale: {FOR_SALE[0]}" in faults(replace(home, body=sold.encode()), english)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_main_address_answers(client, address):
    assert visit(client, address).status == 200


def test_every_page_that_can_be_reached_is_whole(site, english):
    assert len(site) > 300
    assert len([address for address in site if address.startswith("/en/")]) > 100
    dead = {address: found.status for address, found in site.items() if found.status not in (200, 301, 302)}
    assert dead == {}
    wrong = {
        a: w for a, found in site.items() if found.is_html and found.status == 200 and (w := faults(found, english))
    }
    assert wrong == {}


@pytest.mark.full
def test_elder_mode_leads_to_the_same_places(client, site):
    client.cookies["elder"] = "1"
    found = crawl(client, english=True, also=(outward("https://example.org/"),))
    places, elder = ({(a.partition("?")[0], v.status) for a, v in walk.items()} for walk in (site, found))
    assert elder == places  # signed queries differ from page to page
    assert 'class="elder"' in found["/"].text and 'class="elder"' not in site["/"].text


def test_every_named_public_address_is_reached(site):
    """A new address that no page links to would be looked at by no test."""
    reached = {visit.address.partition("?")[0] for visit in site.values()} | {
        "/healthz",
        "/robots.txt",
        "/elder/",
    }
    patterns = [p for p in _patterns(get_resolver()) if not p.startswith(("^admin", "admin/"))]
    missing = [p for p in patterns if not any(re.fullmatch(p, address.lstrip("/")) for address in reached)]
    assert missing == []


def _patterns(resolver, above=""):
    found = []
    for part in resolver.url_patterns:
        here = above + part.pattern.regex.pattern.replace("\\Z", "").removeprefix("^")
        if hasattr(part, "url_patterns"):
            found += _patterns(part, here) if not str(part.pattern).startswith("admin") else []
        elif not here.startswith("admin"):
            found.append(here)
    return found


def test_the_error_pages_are_whole(client, english):
    found = visit(client, "/no/such/page/")
    assert found.status == 404
    assert faults(found, english) == []


def test_a_broken_page_says_so_calmly(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("portal.views.render", None)
    monkeypatch.setattr("portal.home.parts", lambda request: 1 / 0)
    response = client.get("/")
    assert response.status_code == 500


def test_listing_with_nonsense_answers_with_a_message(client):
    response = client.get("/projects/?stage=nonsense&page=99999&investment_min=abc")
    assert response.status_code == 200
    assert "nonsense" in response.content.decode() or "忽略" in response.content.decode()


def test_an_error_page_in_english_is_whole_and_leads_to_the_chinese_page(client, english):
    for address in ("/en/no/such/page/", "/en/about/parks/"):
        found = visit(client, address)
        assert (found.status, faults(found, english)) == (404, [])
    assert 'href="/about/parks/" lang="zh-Hans"' in found.text

"""English lives below /en/: the address alone decides, links stay there, and only what has English is shown."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from news.models import Tag
from portal.lib.language import bare, mark_chinese
from portal.lib.qualifiers import Qualifier, show_value
from tests.backoffice import save
from tests.factories import (
    make_article,
    make_boss,
    make_column,
    make_indicator,
    make_page,
    make_panel,
    make_project,
    make_public,
    make_site,
    make_vintage,
)

pytestmark = pytest.mark.django_db
ENGLISH = {
    "title_en": "Port opened",
    "summary_en": "The port is open.",
    "body_en": '<p>See <a href="/projects/">projects</a>.</p>',
}


@pytest.fixture
def column():
    make_site(name_en="Sample Zone", zone_name_en="Sample High-tech Zone", description_en="About the zone")
    return make_column(slug="notices", name="通知公告", name_en="Notices", description_en="All notices")


@pytest.fixture
def article(column):
    return make_article(column=column, title="港口开港", **ENGLISH)


def text(client, address, **headers):
    return client.get(address, headers=headers).content.decode()


def test_the_address_alone_says_the_language(client, article):
    asked = {"accept-language": "en-US,en"}
    response = client.get("/notices/", headers=asked)
    assert '<html lang="zh-Hans"' in response.content.decode()
    assert "Accept-Language" not in response.headers["Vary"]
    assert '<html lang="en"' in text(client, "/en/notices/", **{"accept-language": "zh-CN"})
    assert client.get("/zh-hans/notices/").status_code == 404


def test_an_english_article_speaks_english_and_its_links_stay_there(client, article):
    page = text(client, f"/en{article.get_absolute_url()}")
    assert "<h1>Port opened</h1>" in page
    assert 'See <a href="/en/projects/">' in page
    assert "港口开港" not in page
    assert '<meta name="ArticleTitle" content="Port opened">' in page
    assert '<meta name="ColumnName" content="Notices">' in page
    assert '"inLanguage": "en"' in page


def test_lists_navigation_feeds_and_home_show_only_what_has_english(client, column, article):
    make_article(column=column, title="只有中文")
    only_chinese = make_column(slug="chinese", name="中文栏目")
    make_article(column=only_chinese, **ENGLISH)
    for address in ("/en/", "/en/notices/", "/en/feeds/news/", "/en/feeds/news/notices/", "/en/sitemap/"):
        page = text(client, address)
        assert "只有中文" not in page, address
        assert "中文栏目" not in page, address
    assert "Port opened" in text(client, "/en/notices/")
    assert "<language>en</language>" in text(client, "/en/feeds/news/")


def test_what_is_only_chinese_answers_404_and_leads_to_the_chinese_page(client, column):
    things = [
        make_article(column=column), make_project(), make_page(), make_panel(),
        make_vintage(indicator=make_indicator()).observation.indicator, make_column(slug="x"),
    ]  # fmt: skip
    for thing in things:
        address = thing.get_absolute_url()
        assert client.get(address).status_code in (200, 404)  # a column with nothing to show may be empty
        response = client.get(f"/en{address}")
        assert response.status_code == 404, address
        assert f'href="{address}" lang="zh-Hans"' in response.content.decode()


def test_a_list_with_nothing_in_english_is_not_offered(client, column, article):
    for address in ("/en/news/tags/", "/en/news/topics/"):
        response = client.get(address)
        assert (response.status_code, address in text(client, "/en/notices/")) == (404, False)
        assert "It can be read in Chinese" in response.content.decode()
    article.tags.add(Tag.objects.create(name="港口", name_en="Ports"), Tag.objects.create(name="只有中文"))
    assert ">Ports <small>1<" in text(client, "/en/news/tags/")
    page = text(client, f"/en{article.get_absolute_url()}")
    assert "Ports</a>" in page and "只有中文" not in page


def test_the_tags_of_a_column_are_whole_in_english(client, column, article):
    page = text(client, "/en/notices/")
    for name, value in (("ColumnDescription", "All notices"), ("ColumnKeywords", column.keywords)):
        assert f'<meta name="{name}" content="{value}">' in page
    column.keywords_en = "notices,news"
    column.save()
    assert '<meta name="ColumnKeywords" content="notices,news">' in text(client, "/en/notices/")


def test_hidden_things_answer_under_en_like_what_never_existed(client, column):
    hidden = make_article(column=column, published=False, **ENGLISH)
    addresses = [f"/en/news/2026/01/{pk}/" for pk in (hidden.pk, 99999999)]
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [404, 404]
    pages = [a.content.decode().replace(address, "") for a, address in zip(answers, addresses, strict=True)]
    assert pages[0] == pages[1]
    assert "It can be read in Chinese" not in pages[0]


def test_pages_name_their_twin_and_the_switch_leads_there(client, column, article):
    address = article.get_absolute_url()
    for page in (text(client, address), text(client, f"/en{address}")):
        twins = dict(re.findall(r'rel="alternate" hreflang="([\w-]+)" href="http://127.0.0.1:8000([^"]+)"', page))
        assert twins == {"zh-Hans": address, "en": f"/en{address}", "x-default": address}
    assert f'<a href="/en{address}" lang="en" hreflang="en">English</a>' in text(client, address)
    assert f'<a href="{address}" lang="zh-Hans" hreflang="zh-Hans">中文</a>' in text(client, f"/en{address}")
    other = make_article(column=column)
    page = text(client, other.get_absolute_url())
    assert 'hreflang="x-default"' not in page
    assert '<a href="/en/" lang="en" hreflang="en">English</a>' in page


def test_the_site_map_of_machines_names_both_languages(client, article):
    found = text(client, "/sitemap.xml")
    address = f"http://127.0.0.1:8000/en{article.get_absolute_url()}"
    assert f"<loc>{address}</loc>" in found
    assert f'hreflang="en" href="{address}"' in found


def test_figures_about_the_zone_are_the_same_in_both_languages(client, column):
    make_project(name_en="With English", stage="under_construction", total_investment=12_300)
    make_project(stage="under_construction", total_investment=10_000)
    for address in ("/projects/statistics.json", "/en/projects/statistics.json"):
        figures = {f["key"]: f["value"] for f in client.get(address).json()["figures"]}
        assert figures["records.count"] == 2
    page = text(client, "/en/projects/")
    assert "With English" in page
    assert re.findall(r'<dd class="num">(\d+)', page)[0] == "1"  # a list lists what it can name


def test_values_read_as_english():
    with override("en"):
        assert show_value(Decimal(100), "家", Qualifier.FIRST_OVER) == "for the first time over 100"
        assert show_value(Decimal("2.4"), "亿元", Qualifier.CUMULATIVE) == "in total 240 million yuan"
        assert show_value(Decimal(8), "个月", Qualifier.ONLY_TOOK) == "only 8 months"
        assert show_value(Decimal(5), "年", Qualifier.STREAK) == "5 years in a row"
        assert mark_chinese("河南日报 & more") == '<span lang="zh-Hans">河南日报</span> &amp; more'


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("projects/", "520 million yuan"),
        ("projects/?view=cards", "520 million yuan"),
        ("projects/?view=board", "520 million yuan"),
        ("projects/?view=timeline", "520 million yuan"),
        ("projects/?investment_min=0.5", "50 million yuan and more"),
        ("projects/feed/", "total investment 520 million yuan"),
        ("projects/GX-001/", "520 million yuan"),
        ("projects/statistics/?year=2025", "520 million yuan"),
        ("data/indicators/INV/", "total investment known in the public records: 520 million yuan"),
        ("data/indicators/INV/", "the difference is 130 million yuan"),
    ],
)
def test_single_amounts_read_as_a_newspaper_prints_them(client, column, address, shown):
    make_column(name="数据高新", name_en="Data", slug="data", kind="panels", column_type="数据发布")
    make_project(code="GX-001", name_en="Port", stage="under_construction", date="2025-03", total_investment=52_000)
    indicator = make_indicator(code="INV", name_en="investment", unit="亿元", measure="investment_on_record")
    make_vintage("6.5", indicator=indicator, period="2025")
    said = re.sub(r"\s+", " ", re.sub("<[^>]+>", "", text(client, f"/en/{address}")))
    assert shown in said


def test_a_chart_names_the_scale_of_its_numbers_once(client, column):
    make_column(name="数据高新", name_en="Data", slug="data", kind="panels", column_type="数据发布")
    indicator = make_indicator(code="INV", name_en="investment", unit="亿元")
    for year in (2023, 2024, 2025):
        make_vintage("6.5", indicator=indicator, period=str(year))
    page = text(client, "/en/data/indicators/INV/")
    chart = page[page.index("<svg") : page.index('class="table vintages"')]
    assert "Investment (×100m yuan)" in chart and ">6.5<" in chart and "million" not in chart
    assert '<data value="650">650</data><small> million yuan</small>' in page


def test_an_english_title_needs_its_text():
    article = make_article(title_en="Only a title")
    with pytest.raises(ValidationError) as caught:
        article.full_clean()
    assert "body_en" in caught.value.message_dict


@pytest.mark.parametrize(
    ("path", "plain"), [("/en/news/", "/news/"), ("/news/", "/news/"), ("/energy/", "/energy/"), ("/en/", "/")]
)
def test_the_bare_address(path, plain):
    assert bare(path) == plain


def test_elder_mode_is_a_cookie_and_needs_no_script(client, article):
    page = text(client, "/notices/?page=1")
    assert 'class="elder"' not in page
    assert 'name="to" value="/notices/?page=1"' in page
    response = client.get("/elder/?to=/notices/&on=1")
    assert (response.status_code, response.headers["Location"]) == (302, "/notices/")
    response = client.get("/notices/")
    assert 'class="elder"' in response.content.decode()
    assert "Cookie" in response.headers["Vary"]
    client.get("/elder/?to=/notices/")
    assert 'class="elder"' not in text(client, "/notices/")


def test_an_absurd_address_is_not_carried_through_the_form_of_elder_mode(client, article):
    def way_back(address):
        return re.search('name="to" value="([^"]*)"', text(client, address))[1]

    assert way_back("/notices/?page=1") == "/notices/?page=1"
    assert way_back(f"/notices/?x={'1' * 3000}") == "/notices/"
    assert len(text(client, f"/notices/?x={'1' * 900_000}")) < 100_000
    assert way_back(f"/no/{'1' * 3000}/") == "/" and way_back(f"/en/no/{'1' * 3000}/") == "/en/"
    assert client.get("/elder/", {"to": f"/notices/?x={'1' * 3000}"}).headers["Location"] == "/"


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "", "/\\evil.example"]
)
def test_elder_mode_leads_nowhere_else(client, to):
    assert client.get("/elder/", {"to": to}).headers["Location"] == "/"


def test_the_english_of_every_kind_is_written_in_the_back_office(client, column):
    """Title, summary and text of an article, a page, a project and a column, from the form to the reader."""
    client.force_login(make_boss())
    article = make_article(column=column, summary="中文的摘要", published=False)
    page = make_page(
        summary="中文的说明",
        published=False,
        column=make_column(kind="page", slug="about", name="概况", name_en="About"),
    )
    project = make_project(summary="中文的简介")
    save(client, column, name_en="Announcements", description_en="All that was announced")
    save(client, article, **ENGLISH)
    save(client, page, **ENGLISH)
    save(client, project, name_en="Battery plant", summary_en="Builds batteries.")
    for thing in (article, page):
        thing.refresh_from_db()
        make_public(thing)
    client.logout()
    shown = {thing: text(client, f"/en{thing.get_absolute_url()}") for thing in (article, page, project, column)}
    for thing in (article, page):
        assert all(words in shown[thing] for words in ("Port opened", "The port is open.", "See <a"))
        assert "中文的" not in shown[thing]
    assert (
        "Battery plant" in shown[project] and "Builds batteries." in shown[project] and "中文的" not in shown[project]
    )
    assert all(words in shown[column] for words in ("Announcements", "All that was announced", "Port opened"))

import pytest

from tests.factories import make_article, make_column, make_page, make_project, make_public, make_site

pytestmark = pytest.mark.django_db


def nav(client, address="/") -> str:
    html = client.get(address).content.decode()
    return html[html.index('<nav class="nav"') : html.index("<main")]


def test_a_column_appears_in_the_navigation_with_its_first_article(client):
    column = make_column(name="高新要闻")
    make_column(kind="home", slug="")
    assert "高新要闻" not in nav(client)
    article = make_article(column=column, published=False)
    assert "高新要闻" not in nav(client)
    make_public(article)
    assert "高新要闻" in nav(client)


def test_a_column_is_kept_by_what_stands_below_it(client):
    make_column(kind="home", slug="")
    above = make_column(kind="list", name="走进高新区", slug="about")
    below = make_column(kind="page", name="园区概况", slug="overview", parent=above)
    assert "走进高新区" not in nav(client)
    make_page(column=below)
    assert "走进高新区" in nav(client)
    assert "园区概况" in nav(client, "/about/overview/")


def test_hidden_columns_and_planned_ones_are_nowhere(client):
    make_column(kind="home", slug="")
    make_article(column=make_column(name="藏起来的", is_visible=False))
    make_column(name="以后再说", kind="planned")
    for address in ("/", "/sitemap/", "/sitemap.xml"):
        html = client.get(address).content.decode()
        assert "藏起来的" not in html
        assert "以后再说" not in html


def test_the_menu_marks_where_the_reader_is(client):
    news = make_column(kind="list", slug="news", name="新闻中心")
    make_article(column=make_column(slug="headlines", parent=news, name="高新要闻"))
    html = nav(client, "/news/headlines/")
    assert 'href="/news/" class="is-current" aria-current="true"' in html
    assert 'href="/news/headlines/" class="is-current" aria-current="page"' in html


def test_after_a_move_the_old_address_leads_to_the_new_one(client):
    above = make_column(kind="list", slug="about")
    page = make_page(column=make_column(kind="page", slug="overview", parent=above))
    above.slug = "zone"
    above.save()
    response = client.get("/about/overview/")
    assert response.status_code == 301
    assert response["Location"] == "/zone/overview/"
    page.column.refresh_from_db()
    assert client.get("/zone/overview/").status_code == 200


def test_two_moves_need_one_step_only(client):
    column = make_page(column=make_column(kind="page", slug="one")).column
    for slug in ("two", "three"):
        column.slug = slug
        column.save()
    assert client.get("/one/")["Location"] == "/three/"


def test_the_footer_shows_what_is_set_and_nothing_else(client):
    make_site(sponsor="示例管委会", icp="豫ICP备00000000号")
    html = client.get("/sitemap/").content.decode()
    foot = html[html.index("<footer") :]
    assert "主办单位" in foot
    assert "示例管委会" in foot
    assert 'href="https://beian.miit.gov.cn/"' in foot
    assert "联系方式" not in foot
    assert "网站标识码" not in foot


def test_standing_pages_stand_in_the_footer_and_not_in_the_menu(client):
    make_site()
    make_column(kind="home", slug="")
    pages = make_column(kind="list", slug="pages", name="本站信息", in_navigation=False)
    make_page(column=make_column(kind="page", slug="privacy", name="版权与隐私", parent=pages))
    html = client.get("/").content.decode()
    assert "版权与隐私" in html[html.index("<footer") :]
    assert "版权与隐私" not in nav(client)
    assert "本站信息" not in nav(client)


def test_the_notice_of_a_demonstration_is_on_every_kind_of_page(client):
    make_site(demo_notice="演示站点，非官方网站")
    project = make_project()
    for address in ("/", "/sitemap/", project.get_absolute_url(), "/no/such/page/"):
        assert '<p class="wrap">演示站点，非官方网站</p>' in client.get(address).content.decode()

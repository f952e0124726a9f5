import pytest

from tests.factories import make_boss, make_column, make_page, make_site

pytestmark = pytest.mark.django_db
BODY = "<p>总投资122.3亿元。</p><table><tr><td>一</td></tr></table>"


@pytest.fixture
def overview():
    make_site()
    column = make_column(kind="page", slug="overview", name="园区概况")
    return make_page(column=column, title="园区概况", body=BODY)


def test_a_page_stands_at_its_columns_address(client, overview):
    html = client.get("/overview/").content.decode()
    assert html.count("<h1") == 1
    assert "<h1>园区概况</h1>" in html


def test_wide_tables_scroll_by_themselves_and_by_keyboard(client, overview):
    html = client.get("/overview/").content.decode()
    assert '<div class="scroll" role="region" tabindex="0" aria-label="表格"><table>' in html


def test_a_draft_answers_like_what_never_existed(client):
    make_page(column=make_column(kind="page", slug="draft"), published=False, title="草稿秘密")
    draft, nothing = client.get("/draft/"), client.get("/nought/")
    assert draft.status_code == nothing.status_code == 404
    assert "草稿秘密" not in draft.content.decode()


def test_a_withdrawn_page_says_why(client, overview):
    overview.withdraw(by=make_boss(), reason="内容有误，正在核对")
    response = client.get("/overview/")
    assert response.status_code == 410
    html = response.content.decode()
    assert "内容有误，正在核对" in html
    assert html.count("<h1") == 1
    assert "122.3" not in html


def test_a_page_takes_few_queries(client, overview, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get("/overview/")

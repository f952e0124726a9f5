from urllib.parse import quote

import pytest

from projects.models import ProjectAlias, ProjectLevel
from tests.factories import make_column, make_company, make_industry, make_project, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone():
    make_site()
    make_column(name="重点项目", slug="projects", kind="projects")


def fill(count: int) -> None:
    for _n in range(count):
        project = make_project(owner=make_company(), industry=make_industry(), total_investment=10_000, date="2025-01")
        ProjectAlias.objects.create(project=project, name=f"别名{project.pk}")
        ProjectLevel.objects.create(project=project, level="municipal", year=2025)


def get(client, query: str = "") -> str:
    response = client.get("/projects/" + quote(query, safe="?&="))
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_asks_the_same_few_questions_whatever_the_number_of_projects(client, zone, django_assert_num_queries):
    fill(5)
    with django_assert_num_queries(9):
        get(client)
    fill(45)
    with django_assert_num_queries(9):
        get(client)
    with django_assert_num_queries(9):
        get(client, "?stage=building&level=municipal&year=2025&q=项目&investment_min=1&page=2")


def test_a_row_tells_what_is_known(client, zone):
    project = make_project(
        name="储能电站", code="GX-023", total_investment=52_000, date="2025-03", owner=make_company(name="某公司"),
        industry=make_industry(name="能源"),
    )  # fmt: skip
    ProjectAlias.objects.create(project=project, name="恒展储能")
    ProjectLevel.objects.create(project=project, level="provincial", year=2025)
    text = get(client)
    for word in ("/projects/GX-023/", "储能电站", "恒展储能", "某公司", "能源", "省重点", "5.2", "在建", "2025年3月"):
        assert word in text


def test_the_total_says_of_how_many_it_is_known(client, zone):
    make_project(total_investment=13_500)
    make_project(total_investment=52_000)
    make_project()
    text = get(client)
    assert "总投资（2 个已公布）" in text and "6.55" in text


def test_an_unknown_amount_is_said_to_be_unannounced_never_nought(client, zone):
    make_project()
    assert "未公布" in get(client)


def test_pages_follow_one_another(client, zone):
    for n in range(21):
        make_project(name=f"第{n:02}个", code=f"PG-{n:03}")
    assert "第20个" not in get(client, "?sort=code") and "第20个" in get(client, "?sort=code&page=2")


def test_without_a_fit_the_page_says_so(client, zone):
    make_project()
    assert "没有符合条件的项目" in get(client, "?q=不存在的词")


def test_samples_are_shown_only_when_asked_for_and_called_so(client, zone):
    make_project(name="虚构甲", is_sample=True, total_investment=10_000)
    text = get(client)
    assert "虚构甲" not in text and "虚构的示例项目" not in text
    text = get(client, "?sample=1")
    assert "虚构甲" in text and "虚构的示例项目" in text


def test_the_form_works_without_script_and_keeps_what_was_chosen(client, zone):
    make_project()
    text = get(client, "?stage=building&q=项目")
    assert '<button class="button" type="submit">' in text
    assert 'value="building" checked' in text and 'value="项目"' in text


def test_only_reading_is_allowed(client):
    assert client.post("/projects/").status_code == 405

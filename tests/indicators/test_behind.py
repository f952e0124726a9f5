"""Announced beside computed: what the source names, what is on record, what is missing."""

import re

import pytest

from portal.indicators.models import NamedProject
from tests.backoffice import address, fields
from tests.factories import make_column, make_indicator, make_project, make_site, make_user, make_vintage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site():
    make_site()
    make_column(name="数据高新", slug="data", kind="panels", column_type="数据发布")


def text(response) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", response.content.decode().partition("<main")[2]))


@pytest.fixture
def announced():
    """23 announced; the source names three, of which two are on record and one counts."""
    operating = make_project(name="昊顺智造", stage="in_operation", total_investment=13500)
    building = make_project(name="东健医院", stage="under_construction")
    make_project(name="青桐街", stage="in_operation")
    indicator = make_indicator(code="PRJ", measure="projects_operating")
    vintage = make_vintage("23", indicator=indicator, period="2024", qualifier="sample")
    for name, project in (("昊顺园", operating), ("骨伤医院", building), ("某无名项目", None)):
        NamedProject.objects.create(observation=vintage.observation, name=name, project=project)
    return indicator


def test_the_steps_from_the_announcement_to_the_record(client, announced):
    page = text(client.get(announced.get_absolute_url()))
    for step in ("23个公布值", "3个报道点名", "2个其中本站有记录", "20个公布而未点名", "2个按公开记录计算", "21个相差"):
        value, word = re.fullmatch(r"(\d+个)(.+)", step).groups()
        assert f"{word}{value}" in page
    assert "1.35亿元（1个已公布）" in page
    assert "某无名项目没有公开记录" in page
    assert "骨伤医院" in page and "按记录未计入：阶段或时间不同" in page
    assert page.index("有记录而报道未点名的项目") < page.index("青桐街")


def test_the_reader_goes_on_to_the_projects(client, announced):
    page = client.get(announced.get_absolute_url()).content.decode()
    assert 'href="/projects/?stage=operating"' in page
    listing = client.get("/projects/?stage=operating").content.decode()
    assert "昊顺智造" in listing and "东健医院" not in listing


def test_a_record_that_isnt_public_is_as_if_there_were_none(client, announced):
    secret = make_project(name="机密项目", code="HID-007", published=False)
    row = NamedProject.objects.get(name="某无名项目")
    row.project = secret
    row.save()
    page = client.get(announced.get_absolute_url()).content.decode()
    assert "HID-007" not in page and "机密项目" not in page
    assert "某无名项目没有公开记录" in re.sub(r"\s+|<[^>]+>", "", page)


def test_many_projects_take_no_more_queries(client, announced, django_assert_num_queries):
    place = NamedProject.objects.first().observation
    for n in range(30):
        project = make_project(stage="in_operation")
        NamedProject.objects.create(observation=place, name=f"项目{n}", project=project)
    with django_assert_num_queries(9):
        client.get(announced.get_absolute_url())


def test_a_keeper_matches_names_with_public_records_alone(client, announced):
    client.force_login(make_user("指标员"))
    secret = make_project(code="HID-008", published=False)
    shown = make_project(code="GXX-008")
    place = NamedProject.objects.get(name="某无名项目").observation
    where = address(place)
    data = fields(client.get(where), "observation_form") | {"named-3-name": "又一个", "named-3-project": secret.code}
    assert client.post(where, data).status_code == 200
    assert client.post(where, data | {"named-3-project": shown.code}).status_code == 302
    assert NamedProject.objects.get(name="又一个").project == shown
    assert NamedProject.objects.get(name="昊顺园").project is not None

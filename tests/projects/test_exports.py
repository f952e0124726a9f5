import csv
import json
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from projects.models import Project, ProjectAlias
from tests.factories import make_boss, make_company, make_project, make_site

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _site():
    make_site()


def csv_rows(client, query: str = "") -> list[dict[str, str]]:
    content = client.get(f"/projects/export.csv{query}").getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


def xlsx_rows(client, query: str = "") -> list[tuple]:
    response = client.get(f"/projects/export.xlsx{query}")
    return list(load_workbook(BytesIO(response.getvalue())).active.iter_rows(values_only=True))


def entries(client, query: str = "") -> list[ElementTree.Element]:
    response = client.get(f"/projects/feed/{query}")
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def test_headers_are_chinese_and_amounts_in_yi(client):
    project = make_project(
        code="GX-001", name="电站", total_investment="13500", date="2025-02", owner=make_company(name="某公司")
    )
    ProjectAlias.objects.create(project=project, name="别名甲")
    make_project(code="GX-002")
    row, other = csv_rows(client, "?sort=code")
    for header, value in {"编号": "GX-001", "项目名称": "电站", "别名": "别名甲", "阶段": "在建", "进入本阶段日期": "2025-02",
                          "开工日期": "2025-02", "建设单位": "某公司", "总投资（亿元）": "1.35", "示例": "否"}.items():  # fmt: skip
        assert row[header] == value
    assert other["总投资（亿元）"] == ""
    sheet = xlsx_rows(client, "?sort=code")
    assert list(sheet[0]) == list(row)
    assert dict(zip(sheet[0], sheet[1], strict=True))["总投资（亿元）"] == 1.35
    data = json.loads(client.get("/projects/export.json?sort=code").getvalue())
    assert data["fields"]["investment"] == "总投资（亿元）"
    assert [p["investment"] for p in data["projects"]] == [1.35, None]


def test_what_a_source_saw_is_no_date_of_start(client):
    project = make_project(stage=None)
    project.enter_stage("under_construction", by=make_boss(), date="2025-02-24", seen=True, source_name="来源")
    (row,) = csv_rows(client)
    assert (row["开工日期"], row["进入本阶段日期"], row["报道时处于本阶段"]) == ("", "", "2025-02-24")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_can_run_as_a_formula(client, start):
    make_project(name=f"{start}1+1", summary=f"{start}cmd", owner=make_company(name=f"{start}HYPERLINK()"))
    (row,) = csv_rows(client)
    assert (
        row["项目名称"].startswith(f"'{start}")
        and row["建设单位"].startswith(f"'{start}")
        and row["建设内容"].startswith(f"'{start}")
    )
    cells = dict(zip(*xlsx_rows(client), strict=True))
    assert cells["项目名称"].startswith("'") and cells["建设单位"].startswith("'")


def test_control_characters_break_no_file(client):
    project = make_project()
    Project.objects.filter(pk=project.pk).update(name="坏\x01名\x0b字\x1f", summary="一\x08二")
    assert csv_rows(client)[0]["项目名称"] == "坏名字"
    assert xlsx_rows(client)[1][1] == "坏名字"
    assert entries(client)[0].findtext(f"{ATOM}title") == "坏名字"


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_file_holds_exactly_what_the_filter_leaves(client, form, django_assert_num_queries):
    make_project(name="签约的", stage="signed")
    for _n in range(5):
        make_project(name="在建的")
    with django_assert_num_queries(5):
        response = client.get(f"/projects/export.{form}?stage=signed")
        response.getvalue()
    assert f'filename="projects.{form}"' in response["Content-Disposition"]
    if form == "csv":
        assert [row["项目名称"] for row in csv_rows(client, "?stage=signed")] == ["签约的"]


def test_other_forms_are_not_offered(client):
    assert client.get("/projects/export.exe", follow=True).status_code == 404


def test_the_feed_has_the_latest_change_first(client):
    boss = make_boss()
    first = make_project(by=boss, name="先发布", stage="signed")
    make_project(by=boss, name="后发布")
    first.enter_stage("preparing", by=boss, date="2025-01", source_name="来源")
    assert [e.findtext(f"{ATOM}title") for e in entries(client)] == ["先发布", "后发布"]
    assert [e.findtext(f"{ATOM}title") for e in entries(client, "?stage=building")] == ["后发布"]


def test_internal_changes_do_not_move_the_feed(client):
    boss = make_boss()
    old = make_project(by=boss, name="旧")
    make_project(by=boss, name="新")
    before = client.get("/projects/feed/").content
    old.internal_note = "内部改动"
    old.save()
    assert client.get("/projects/feed/").content == before


def test_the_feed_asks_the_same_questions_for_many(client, django_assert_num_queries):
    make_project()
    with django_assert_num_queries(5):
        client.get("/projects/feed/")
    for _n in range(10):
        make_project()
    with django_assert_num_queries(5):
        client.get("/projects/feed/")

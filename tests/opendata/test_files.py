"""Whole lists as files, the bulk download, OC4IDS, the description and its page."""

import csv
import hashlib
import io
import json
import re
import zipfile

import jsonschema
import pytest
from openpyxl import load_workbook

from news.models import Topic
from portal.opendata.tables import TABLES
from tests.factories import (
    make_article,
    make_boss,
    make_column,
    make_company,
    make_indicator,
    make_message,
    make_panel,
    make_project,
    make_public,
    make_site,
    make_vintage,
)

pytestmark = pytest.mark.django_db

DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})$"
PERIOD = {"type": "object", "minProperties": 1, "additionalProperties": False,
          "properties": {"startDate": {"type": "string", "pattern": DAY}, "endDate": {"type": "string", "pattern": DAY}}}  # fmt: skip
ORGANIZATION = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
}
# What OC4IDS 0.9.5 asks of the parts that are used here (its closed code lists written out). Its `version` takes major.minor.
OC4IDS = {
    "type": "object",
    "required": ["version", "uri", "publishedDate", "publisher", "projects"],
    "properties": {
        "version": {"const": "0.9", "pattern": r"^(\d+\.)(\d+)$"},
        "uri": {"type": "string", "pattern": "^https?://"},
        "publishedDate": {"type": "string", "pattern": DAY},
        "publisher": {"type": "object", "required": ["name"]},
        "license": {"type": "string", "pattern": r"^https?://\S+$"},
        "projects": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["id", "title"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "pattern": "^oc4ids-"},
                    "language": {"const": "zh"},
                    "title": {"type": "string", "minLength": 1},
                    "description": {"type": "string"},
                    "status": {"enum": ["identification", "preparation", "implementation", "completion", "maintenance", "decommissioning", "cancelled"]},
                    "type": {"enum": ["construction", "rehabilitation", "replacement", "expansion"]},
                    "additionalClassifications": {"type": "array", "items": {"type": "object", "required": ["scheme", "id"]}},
                    "locations": {"type": "array", "items": {"type": "object", "required": ["id"]}},
                    "budget": {
                        "type": "object",
                        "properties": {
                            "amount": {
                                "type": "object", "required": ["amount", "currency"],
                                "properties": {"amount": {"type": "number"}, "currency": {"const": "CNY"}},
                            }
                        },
                    },
                    "parties": {"type": "array", "items": ORGANIZATION},
                    "publicAuthority": ORGANIZATION,
                    "documents": {"type": "array", "items": {"type": "object", "required": ["id"]}},
                    "preparationPeriod": PERIOD,
                    "implementationPeriod": PERIOD,
                    "maintenancePeriod": PERIOD,
                },
            },
        },
    },
}  # fmt: skip


def body(response) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content)


@pytest.fixture
def zone():
    by = make_boss()
    make_site()
    indicator = make_indicator(code="PAT")
    make_vintage("1.50", indicator=indicator, by=by)
    make_panel(indicator, by=by)
    project = make_project(
        code="AA-001", name="=1+1", total_investment=52_000, owner=make_company(), stage="completed", date="2025-06-30",
        internal_note="金丝雀", by=by,
    )  # fmt: skip
    make_project(code="AA-002", is_sample=True, by=by)
    make_article(title="@甲\x0b", body="<p>正文。</p>", projects=[project], by=by)
    make_article(title="金丝雀", published=False)
    topic = Topic.objects.create(slug="nylon", title="专题")
    topic.projects.add(project, make_project(code="AA-003", published=False, by=by))
    make_public(topic, by=by)
    make_message(title="路灯", name="金丝雀", phone="13900001234", email="canary@example.com", published=True)
    make_message(title="金丝雀", answer="答复")
    make_column(name="金丝雀", is_visible=False)


@pytest.mark.parametrize("name", TABLES)
def test_every_list_in_three_forms_says_the_same(client, zone, name):
    table = list(csv.reader(io.StringIO(body(client.get(f"/api/v1/{name}.csv")).decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(body(client.get(f"/api/v1/{name}.xlsx")))).active
    rows = json.loads(body(client.get(f"/api/v1/{name}.json")))
    assert table[0] == TABLES[name].headers() == [cell.value for cell in next(book.rows)]
    assert len(table) - 1 == book.max_row - 1 == len(rows) > 0
    assert len(rows) == 1 or name == "columns"
    assert list(rows[0]) == TABLES[name].names
    assert "金丝雀" not in json.dumps([table, rows], ensure_ascii=False)
    for row, page_row in zip(rows, client.get(f"/api/v1/{name}/").json()["results"], strict=True):
        assert row | page_row == page_row | row  # the text of an article stands in its own entry


def test_the_dictionary_knows_every_column_of_every_list(client, zone):
    known = {entry["list"]: entry for entry in client.get("/api/v1/dictionary.json").json()}
    assert known.keys() == TABLES.keys()
    for name, table in TABLES.items():
        assert [column["name"] for column in known[name]["columns"]] == table.names
        assert all(
            re.search("[\u4e00-\u9fff]", column["label"] + column["kind_word"]) for column in known[name]["columns"]
        )


def test_a_message_in_the_lists_tells_nothing_of_who_wrote_it(client, zone):
    everything = b"".join(body(client.get(f"/api/v1/messages.{form}")) for form in ("csv", "json"))
    everything += client.get("/api/v1/messages/").content + body(client.get("/api/v1/bulk/messages.jsonl"))
    assert "路灯" in everything.decode()
    for private in ("13900001234", "canary", "金丝雀"):
        assert private not in everything.decode()


def test_no_cell_runs_and_nothing_inside_is_told(client, zone):
    text = body(client.get("/api/v1/projects.csv")).decode() + body(client.get("/api/v1/articles.csv")).decode()
    assert "'=1+1" in text
    assert "'@甲," in text
    assert "金丝雀" not in text


def test_everything_at_once_with_sums_that_hold(client, zone):
    with zipfile.ZipFile(io.BytesIO(body(client.get("/api/v1/bulk/open-data.zip")))) as book:
        sums = dict(reversed(line.split("  ")) for line in book.read("SHA256SUMS").decode().splitlines())
        assert sums.keys() == set(book.namelist()) - {"SHA256SUMS"}
        for name, total in sums.items():
            assert hashlib.sha256(book.read(name)).hexdigest() == total
            assert "金丝雀" not in book.read(name).decode()
        assert json.loads(book.read("articles.jsonl").splitlines()[0])["text"] == "正文。"
        assert "CC BY" in book.read("LICENCE.txt").decode()


def test_the_list_of_files_has_their_sums(client, zone):
    for file in client.get("/api/v1/bulk/").json()["files"]:
        if file["name"] != "oc4ids.json":  # says when it was made
            found = body(client.get(file["url"]))
            assert (len(found), hashlib.sha256(found).hexdigest()) == (file["bytes"], file["sha256"])


def test_projects_in_the_words_of_oc4ids(client, zone):
    package = json.loads(body(client.get("/api/v1/oc4ids.json")))
    jsonschema.validate(package, OC4IDS)
    [project] = package["projects"]
    assert project["status"] == "completion"
    assert project["budget"]["amount"] == {"amount": 520_000_000, "currency": "CNY"}
    assert project["implementationPeriod"] == {"endDate": "2025-06-30T00:00:00+08:00"}


def test_a_date_that_is_no_day_is_left_out(client):
    make_site()
    make_project(stage="completed", date="2025", by=make_boss())
    [project] = json.loads(body(client.get("/api/v1/oc4ids.json")))["projects"]
    assert "implementationPeriod" not in project


def test_the_description_names_every_address_in_words(client, zone):
    schema = client.get("/api/schema/").json()
    assert schema["openapi"].startswith("3.")
    assert len(schema["paths"]) >= 13
    operations = [about["get"] for about in schema["paths"].values()]
    assert all(any("\u4e00" <= char <= "\u9fff" for char in operation["summary"]) for operation in operations)
    assert len({operation["operationId"] for operation in operations}) == len(operations)


def test_the_page_about_it_needs_no_script_of_others(client, zone):
    text = client.get("/api/docs/").content.decode()
    for name in TABLES:
        assert f"/api/v1/{name}.csv" in text
    assert "<code>/api/v1/articles/" in text.replace("GET ", "")
    assert "cdn" not in text

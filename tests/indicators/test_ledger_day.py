"""`?as_of=`: the ledger as it stood at the end of a day."""

import csv
import io
import re
from datetime import datetime

import pytest
from django.utils import timezone

from portal.indicators.models import CorrectionNote, Panel
from tests.factories import make_boss, make_column, make_indicator, make_panel, make_project, make_site, make_vintage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ledger():
    make_site()
    make_column(name="数据高新", slug="data", kind="panels", column_type="数据发布")
    make_project(stage="in_operation")
    indicator = make_indicator(code="KEY", measure="projects_operating")
    for value, day, reason in (("38", "2025-03-01 23:30", "first"), ("39", "2025-07-02 00:10", "correction")):
        at = timezone.make_aware(datetime.strptime(day, "%Y-%m-%d %H:%M"))
        make_vintage(value, indicator=indicator, period="2024", reason=reason, published=False).publish(
            by=make_boss(), at=at
        )
    make_panel(indicator, slug="work")


def text(response) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", response.content.decode().partition("<main")[2]))


PAGES = ["/data/work/", "/data/indicators/KEY/", "/data/indicators/KEY/2024/"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("day", "shown", "absent"),
    [("2025-03-01", "38个", "39个"), ("2025-07-01", "38个", "39个"), ("2025-07-02", "39个", "")],
)
def test_a_page_shows_what_had_been_published_by_the_end_of_the_day(client, page, day, shown, absent):
    found = text(client.get(page, {"as_of": day}))
    assert shown in found
    assert not absent or absent not in found
    assert "的台账" in found
    assert "公开记录中" not in found  # records don't remember


def test_a_correction_note_stands_from_its_day_on(client):
    note = CorrectionNote.objects.create(thing=Panel.objects.get(), text="38个更正为39个。", placed_by=make_boss())
    placed_at = timezone.make_aware(datetime(2025, 7, 3, 10))
    CorrectionNote.objects.filter(pk=note.pk).update(placed_at=placed_at)
    for day, stands in (("2025-07-02", False), ("2025-07-03", True), ("", True)):
        assert ("38个更正为39个" in text(client.get("/data/work/", {"as_of": day}))) == stands


@pytest.mark.parametrize("page", PAGES)
def test_before_the_first_value_it_says_so(client, page):
    assert "还没有公布过" in text(client.get(page, {"as_of": "2025-02-28"}))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "garbage",
    ["abc", "2025-02-30", "2025-13", "9999-12-31", "0001-01-01x", "2025", "'; DROP", "１２", "\x00", "x" * 5000],
)
def test_garbage_gives_todays_ledger_with_a_plain_message(client, page, garbage):
    response = client.get(page, {"as_of": garbage})
    assert "39个" in text(response)
    assert "现显示今天的台账" in text(response)
    for ending in (".csv", ".json"):
        assert client.get(page.rstrip("/").removesuffix("/2024") + ending, {"as_of": garbage}).status_code == 200


def test_files_keep_the_day(client):
    for address in ("/data/indicators/KEY", "/data/work"):
        raw = client.get(f"{address}.csv?as_of=2025-03-01").content.decode()
        rows = list(csv.DictReader(io.StringIO(raw[1:])))
        assert [(row["数值"], row["台账日期"]) for row in rows] == [("38", "2025-03-01")]
    data = client.get("/data/indicators/KEY.json?as_of=2025-03-01").json()
    assert (data["ledger_day"], [value["value"] for value in data["values"]]) == ("2025-03-01", ["38"])
    data = client.get("/data/work.json?as_of=2025-03-01").json()
    assert (data["figures"][0]["value"]["value"], data["figures"][0]["computed"]) == ("38", None)
    assert client.get("/data/work.json?as_of=x").json()["message"]


def test_a_panel_as_a_file_has_units_sources_and_what_the_records_give(client):
    figure = client.get("/data/work.json").json()["figures"][0]
    assert (figure["code"], figure["unit"], figure["unit_measure"], figure["unit_mult"]) == ("KEY", "个", "个", 0)
    assert (figure["value"]["value"], figure["value"]["source"], figure["computed"]["value"]) == ("39", "来源", "1")
    assert figure["value"]["url"].endswith("/data/indicators/KEY/2024/#v2")
    rows = list(csv.DictReader(io.StringIO(client.get("/data/work.csv").content.decode()[1:])))
    assert (rows[0]["数值"], rows[0]["单位"], rows[0]["按公开记录计算"]) == ("39", "个", "1")


def test_what_was_withdrawn_since_stays_away(client):
    from portal.indicators.models import Vintage

    Vintage.objects.get(number=1).withdraw(by=make_boss(), reason="有误")
    assert "38个" not in text(client.get("/data/indicators/KEY/?as_of=2025-03-01"))

"""Every figure has an address of its own, for ever."""

import re

import pytest

from portal.indicators.models import RefArea
from tests.factories import make_boss, make_column, make_indicator, make_panel, make_site, make_vintage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site():
    make_site()
    make_column(name="数据高新", slug="data", kind="panels", column_type="数据发布")


def text(response) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", response.content.decode().partition("<main")[2]))


@pytest.fixture
def indicator():
    return make_indicator(code="KEY", name="重点项目数", name_en="key projects")


def test_a_value_shows_its_history_and_how_to_cite_it(client, indicator):
    make_vintage("38", indicator=indicator, source_name="河南日报")
    make_vintage("39", indicator=indicator, reason="correction", source_name="更正启事")
    make_vintage("12", indicator=indicator, period="2024")
    make_vintage("40", indicator=indicator, reason="routine", published=False)
    response = client.get("/data/indicators/KEY/2025/")
    page = text(response)
    assert page.index("39个") < page.index("全部发布记录") < page.index("38个")
    assert "“重点项目数”（KEY）：39个，2025年，来源：更正启事" in page
    assert "/data/indicators/KEY/2025/" in page
    assert "12个" not in page
    assert "40个" not in page
    assert 'id="v1"' in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"period": "2026/2030", "is_target": True}, "2026_2030.target"),
        ({"period": "", "as_of": "2025", "is_reported": True}, "undated"),
        ({"period": "2024-Q3"}, "2024-Q3"),
    ],
)
def test_the_address_says_period_and_target(client, indicator, fields, key):
    vintage = make_vintage("7", indicator=indicator, **fields)
    where = f"/data/indicators/KEY/{key}/"
    assert vintage.observation.get_absolute_url() == where
    assert "7个" in text(client.get(where))
    assert where in client.get("/data/indicators/KEY/").content.decode()


def test_another_area_has_its_own_address_and_isnt_the_zone(client, indicator):
    park = RefArea.objects.create(code="park-nylon", name="尼龙园")
    make_vintage("7", indicator=indicator)
    make_vintage("3", indicator=indicator, ref_area=park)
    assert "3个" in text(client.get("/data/indicators/KEY/2025.park-nylon/"))
    assert "3个" not in text(client.get("/data/indicators/KEY/2025/"))
    assert "7个" in text(client.get(make_panel(indicator).get_absolute_url()))


def test_a_withdrawn_value_says_why_and_what_never_was_is_404(client, indicator):
    make_vintage("9", indicator=indicator, period="2023").withdraw(by=make_boss(), reason="口径有误")
    make_vintage("7", indicator=indicator)
    make_vintage("8", indicator=indicator, period="2022", published=False)
    gone = client.get("/data/indicators/KEY/2023/")
    assert gone.status_code == 410
    assert "口径有误" in gone.content.decode()
    for key in ("2022", "2021", "2025.target", "x" * 200, "%00", "2025.park"):
        assert client.get(f"/data/indicators/KEY/{key}/").status_code == 404


def test_values_of_internal_indicators_are_nowhere(client, indicator):
    make_vintage("7", indicator=indicator)
    indicator.is_public = False
    indicator.save()
    assert client.get("/data/indicators/KEY/2025/").status_code == 404


def test_a_target_passed_is_said_and_never_capped(client, indicator):
    make_vintage("2534", indicator=indicator)
    make_vintage("2400", indicator=indicator, is_target=True)
    page = client.get("/data/indicators/KEY/2025/")
    assert "目标2400个完成目标的105.58%" in text(page)
    assert 'viewBox="0 0 106 8"' in page.content.decode()


def test_a_reader_of_english_gets_the_english_name(client, indicator):
    make_vintage("7", indicator=indicator)
    assert "Key projects" in client.get("/en/data/indicators/KEY/").content.decode()
    assert "Key projects" not in client.get("/data/indicators/KEY/").content.decode()
    assert client.get("/en/data/indicators/KEY/2025/").status_code == 200


def test_what_is_overdue_says_since_when(client):
    old = make_indicator(frequency="A")
    make_vintage("7", indicator=old, period="2019")
    fresh = make_indicator(frequency="N")
    make_vintage("7", indicator=fresh, period="2019")
    assert "应于2021年6月29日前更新，尚未更新" in text(client.get(old.get_absolute_url()))
    assert "尚未更新" not in text(client.get(fresh.get_absolute_url()))


@pytest.mark.parametrize("key", ["2025", "2024"])
def test_a_value_takes_few_queries(client, indicator, key, django_assert_num_queries):
    for year in range(2000, 2026):
        make_vintage("1", indicator=indicator, period=str(year), comparisons="同比 3%")
    with django_assert_num_queries(6):
        client.get(f"/data/indicators/KEY/{key}/")

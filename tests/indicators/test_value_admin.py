"""Indicators and their values in the back office."""

import pytest

from portal.indicators.models import PanelItem, Vintage
from tests.backoffice import address, fields, said, save, step
from tests.factories import make_indicator, make_panel, make_user, make_vintage

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    client.force_login(make_user("指标员", name="小周"))
    return client


def enter(client, indicator, **data):
    where = f"/admin/indicators/indicator/{indicator.pk}/enter/"
    return client.post(where, {
        "period": "2025", "qualifier": "equal", "obs_status": "A", "source_name": "年报", "reason": "first",
    } | data, follow=True)  # fmt: skip


def test_a_new_value_is_published_and_the_old_one_kept(keeper):
    indicator = make_indicator(name="专利", unit="件")
    make_panel(indicator, slug="innovation")
    make_vintage("40", indicator=indicator, period="2025")
    response = enter(keeper, indicator, value="42.91", reason="correction", _publish="1", alone="只有一人值班")
    assert "42.91件" in said(response) and "已发布" in said(response)
    values = list(Vintage.objects.order_by("number").values_list("value", "status", "number"))
    assert [(str(value.normalize()), status, number) for value, status, number in values] == [
        ("4E+1", "published", 1), ("42.91", "published", 2),
    ]  # fmt: skip
    page = keeper.get(address(indicator)).content.decode()
    assert "现行" in page and "已被替代" in page and "小周" in page
    assert "42.91" in keeper.get("/admin/indicators/indicator/").content.decode()
    assert "42.91" in keeper.get("/data/innovation/").content.decode()


def test_a_value_entered_as_a_draft_is_not_public(keeper):
    indicator = make_indicator()
    enter(keeper, indicator, value="7")
    assert Vintage.objects.get().status == "draft"
    assert not Vintage.objects.published().exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "缺"),
        ({"value": "abc"}, "数"),
        ({"value": "1", "period": "2026-13"}, "2026-13"),
        ({"value": "1", "source_name": ""}, "必填"),
        ({"value": "1", "qualifier": "planned"}, "计划或目标"),
        ({"value": "1", "period": ""}, "截至"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_written(keeper, data, message):
    response = enter(keeper, make_indicator(), note="备注文字", **data)
    page = response.content.decode()
    assert "数值没有录入" in page and message in page and "备注文字" in page
    assert not Vintage.objects.exists()


def test_a_second_value_says_why(keeper):
    vintage = make_vintage("1")
    page = enter(keeper, vintage.observation.indicator, value="2").content.decode()
    assert "说明" in page and Vintage.objects.count() == 1


def test_a_draft_is_mended_and_a_public_value_stays(keeper):
    draft = make_vintage("1", published=False)
    save(keeper, draft, value="2")
    draft.refresh_from_db()
    assert draft.value == 2
    step(keeper, draft, "publish")
    assert 'name="value"' not in keeper.get(address(draft)).content.decode()
    assert keeper.post(address(draft), {"value": "3"}).status_code == 403
    step(keeper, draft, "withdraw", reason="口径有误")
    draft.refresh_from_db()
    assert (draft.value, draft.status) == (2, "withdrawn")


def test_a_reader_of_figures_enters_nothing(client):
    client.force_login(make_user("信息员"))
    indicator = make_indicator()
    assert "录入新值" not in client.get(address(indicator)).content.decode()
    assert enter(client, indicator, value="1").status_code == 403


def test_an_editor_can_not_bring_back_an_old_definition(client):
    client.force_login(make_user("信息员"))
    indicator = make_indicator(definition="旧口径")
    indicator.definition = "新口径"
    indicator.save()
    old = indicator.history.order_by("history_id").first()
    where = address(indicator).replace("/change/", f"/history/{old.history_id}/")
    assert client.post(where, {"definition": "旧口径"}).status_code == 403
    indicator.refresh_from_db()
    assert indicator.definition == "新口径"


def test_a_panel_takes_indicators_in_order_and_no_internal_one(keeper):
    panel, public, internal = make_panel(published=False), make_indicator(), make_indicator(is_public=False)
    where = address(panel)
    data = fields(keeper.get(where), "panel_form") | {
        "items-TOTAL_FORMS": "1",
        "items-0-indicator": internal.pk,
        "items-0-display": "number",
        "items-0-position": "1",
    }
    assert "内部指标" in keeper.post(where, data).content.decode()
    keeper.post(where, data | {"items-0-indicator": public.pk})
    assert PanelItem.objects.get().indicator == public


def test_the_list_takes_few_queries_however_many_values(keeper, django_assert_max_num_queries):
    for _n in range(3):
        indicator = make_indicator()
        for period in ("2023", "2024"):
            make_vintage("1", indicator=indicator, period=period)
    with django_assert_max_num_queries(12):
        keeper.get("/admin/indicators/indicator/")


# --- the live look ----------------------------------------------------------------------------------


def look(client, panel=None, *indicators, display="number", **data):
    items = {"items-TOTAL_FORMS": len(indicators), "items-INITIAL_FORMS": 0, "title": "看一看"} | data
    for n, indicator in enumerate(indicators):
        items |= {f"items-{n}-indicator": indicator.pk, f"items-{n}-display": display, f"items-{n}-position": n}
    return client.post(f"/admin/indicators/panel/look/{f'?panel={panel.pk}' if panel else ''}", items)


def test_a_panel_is_looked_at_before_it_is_saved(keeper):
    shown = make_vintage("42.91", indicator=make_indicator(name="专利", unit="件")).observation.indicator
    make_vintage("77", indicator=shown, period="2026", published=False)
    response = look(keeper, None, shown)
    page = response.content.decode()
    assert "看一看" in page and "42.91" in page and "77" not in page
    assert not PanelItem.objects.exists()
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN" and "no-store" in response["Cache-Control"]
    panel = make_panel(published=False)
    assert "42.91" in look(keeper, panel, shown, display="table").content.decode()
    assert "frame-src 'self'" in keeper.get(address(panel))["Content-Security-Policy"]


def test_the_look_names_what_can_not_stand_there(keeper):
    internal = make_vintage("5", indicator=make_indicator(name="机密", is_public=False)).observation.indicator
    page = look(keeper, None, internal).content.decode()
    assert "机密 · 内部指标" in page and "5个" not in page
    assert keeper.post("/admin/indicators/panel/look/", {}).status_code == 200
    assert keeper.post("/admin/indicators/panel/look/?panel=99", {}).status_code == 404


def test_the_period_of_an_item_is_read_as_everywhere(keeper):
    shown = make_vintage("42.91", indicator=make_indicator(name="专利", unit="件")).observation.indicator
    make_vintage("77", indicator=shown, period="2026")
    assert "42.91" in look(keeper, None, shown, **{"items-0-period": "2025年"}).content.decode()
    panel = make_panel(shown)
    (item,) = panel.items.all()
    save(keeper, panel, **{"items-0-period": "2025年"})
    item.refresh_from_db()
    assert item.period == "2025"


def test_the_look_is_for_keepers(client):
    client.force_login(make_user("信息员"))
    assert client.post("/admin/indicators/panel/look/", {}).status_code == 403
    assert client.get("/admin/indicators/panel/look/").status_code == 405


def test_a_table_on_a_panel(client):
    indicator = make_vintage(
        "38", comparisons="同比 24%", indicator=make_indicator(name="重点项目")
    ).observation.indicator
    panel = make_panel(indicator)
    panel.items.update(display="table", chart="一览")
    page = client.get(panel.get_absolute_url()).content.decode()
    assert "figure-table" in page and "同比增长24%" in page and "38个" in page


def test_a_draft_stands_beside_what_it_replaces_and_a_public_value_as_readers_see_it(keeper):
    old = make_vintage("122.3", indicator=make_indicator(unit="亿元"))
    draft = make_vintage("1305.2", indicator=old.observation.indicator, published=False)
    page = keeper.get(address(draft)).content.decode()
    assert "现行值" in page and "122.3亿元" in page
    page = keeper.get(address(old)).content.decode()
    assert "122.3亿元" in page and "122.300000" not in page and "现行值" not in page

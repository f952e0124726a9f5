"""What doesn't fit is refused with a clear message, and nothing is lost."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from portal.indicators.models import Observation, Vintage
from portal.indicators.values import read_value
from portal.sheets.widgets import NumberWidget
from tests.factories import make_article, make_boss, make_indicator, make_panel, make_user, make_vintage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("38", "个", "38"), ("５２００万元", "亿元", "0.52"), ("1.2亿元", "万元", "12000"), ("12,345", "人", "12345"),
        ("3公顷", "万平方米", "3"), ("98.5％", "%", "98.5"), ("第3位", "位", "3"), ("-2.5", "%", "-2.5"), ("24小时", "小时", "24"),
    ],
)  # fmt: skip
def test_a_value_is_read_with_its_unit(text, unit, value):
    assert str(read_value(text, unit).normalize() + 0) == str(__import__("decimal").Decimal(value).normalize() + 0)


@pytest.mark.parametrize(("text", "word"), [("80余家", "余"), ("约80家", "约"), ("80家以上", "以上")])
def test_how_exact_a_value_is_has_its_own_field(text, word):
    with pytest.raises(ValidationError, match=f"请在“限定”中选“{word}”"):
        read_value(text, "家")


def test_all_that_is_wrong_is_said_at_once(client):
    client.force_login(make_user("指标员"))
    vintage = make_vintage("3")
    page = client.post(f"/admin/indicators/indicator/{vintage.observation.indicator_id}/enter/", {
        "period": "2025", "value": "4", "qualifier": "equal", "obs_status": "A", "source_name": "年报", "reason": "first",
        "comparisons": "位次 3/2；大幅增长",
    }).content.decode()  # fmt: skip
    assert "请选择修订原因" in page and "位次应在1和总数之间" in page and "大幅增长”看不懂" in page


def test_a_column_without_a_unit_says_that_it_takes_numbers_alone():
    with pytest.raises(ValueError, match="“5200万元”：本列只写数字"):
        NumberWidget().clean("5200万元")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("3886人次", "人"),
        ("2534人", "人次"),
        ("38个", "亿元"),
        ("5亩", "万平方米"),
        ("24%", "个百分点"),
        ("三十八", "个"),
        ("1,23", "个"),
    ],
)
def test_a_unit_of_another_kind_is_refused(client, text, unit):
    with pytest.raises(ValidationError):
        read_value(text, unit)
    client.force_login(make_user("指标员"))
    where = f"/admin/indicators/indicator/{make_indicator(unit=unit).pk}/enter/"
    page = client.post(where, {
        "period": "2025", "value": text, "qualifier": "equal", "obs_status": "A", "source_name": "年报", "reason": "first",
    }).content.decode()  # fmt: skip
    assert "不能换算" in page or "不是数字" in page
    assert f'value="{text}"' in page
    assert not Vintage.objects.exists()


@pytest.mark.parametrize(
    ("kind", "unit", "sent", "told"),
    [
        ("rank", "位", {"value": "3", "rank_total": "2"}, "位次应在 1 与总数之间。"),
        ("rank", "位", {"value": "3"}, "位次必须写明总数"),
        ("flow", "个", {"value": "3", "period": "2025-05/2025-01"}, "时期的结束早于开始"),
        ("flow", "个", {"value": "3", "comparisons": "位次 3/2 市内各区"}, "位次应在1和总数之间"),
    ],
)
def test_the_form_says_what_does_not_fit_and_keeps_what_was_typed(client, kind, unit, sent, told):
    client.force_login(make_user("指标员"))
    where = f"/admin/indicators/indicator/{make_indicator(kind=kind, unit=unit).pk}/enter/"
    given = {"period": "2025", "qualifier": "equal", "obs_status": "A", "source_name": "年报", "reason": "first"} | sent
    page = client.post(where, given).content.decode()
    assert told in page and f'value="{given["period"]}"' in page
    assert not Vintage.objects.exists()


@pytest.mark.parametrize("period", ["2025-05/2025-01", "2030/2026"])
def test_a_period_that_ends_before_it_starts_is_refused(period):
    with pytest.raises(ValidationError, match="时期的结束早于开始"):
        make_indicator().enter("1", period, by=make_boss(), source_name="来源")
    assert not Observation.objects.exists()


def test_a_rank_of_3_among_2_is_refused():
    rank = make_indicator(kind="rank", unit="位")
    with pytest.raises(ValidationError, match="1"):
        rank.enter("3", "2025", by=make_boss(), source_name="来源", rank_total=2)
    with pytest.raises(ValidationError, match="位次应在1和总数之间"):
        make_indicator().enter("38", "2025", by=make_boss(), source_name="来源", comparisons="位次 3/2 市内各区")
    assert not Vintage.objects.exists()


@pytest.mark.parametrize(
    "trick",
    [
        lambda v: Vintage._base_manager.filter(pk=v.pk).update(value=99),
        lambda v: v.observation.vintages.update(value=99),
        lambda v: Vintage.objects.bulk_create(
            [v], update_conflicts=True, update_fields=["value"], unique_fields=["id"]
        ),
        lambda v: v.observation.vintages.all().delete(),
        lambda v: Vintage.objects.filter(pk=v.pk).update_or_create(pk=v.pk, defaults={"value": 99}),
        lambda v: v.observation.delete(),
        lambda v: v.observation.indicator.delete(),
        lambda v: Observation.objects.update(period="2020"),
        lambda v: setattr(v.observation, "period", "2020") or v.observation.save(),
        lambda v: setattr(v.observation.indicator, "unit", "万个") or v.observation.indicator.save(),
    ],
)
def test_a_published_value_keeps_its_number_time_and_unit_whatever_is_tried(trick):
    vintage = make_vintage("38")
    with pytest.raises(Exception) as error, transaction.atomic():  # noqa: PT011
        trick(vintage)
    assert type(error.value).__name__ in ("ValidationError", "ProtectedError")
    kept = Vintage.objects.select_related("observation__indicator").get()
    assert (kept.value, kept.observation.period, kept.observation.indicator.unit) == (38, "2025", "个")


def test_who_edits_a_published_value_by_hand_is_told_what_to_do(client):
    vintage = make_vintage("38")
    vintage.value = 99
    with pytest.raises(ValidationError, match="已发布的数值"):
        vintage.save()
    client.force_login(make_boss())
    address = f"/admin/indicators/vintage/{vintage.pk}/change/"
    assert client.post(address, {"value": "99"}).status_code == 403
    page = client.get(address).content.decode()
    assert 'name="value"' not in page and "已发布" in page
    assert Vintage.objects.get().value == 38


def test_an_internal_indicator_is_refused_on_a_panel_with_its_name(client):
    secret = make_indicator(name="未公开指标", is_public=False)
    panel = make_panel(make_indicator(), published=False)
    item = panel.items.get()
    client.force_login(make_boss())
    page = client.post(f"/admin/indicators/panel/{panel.pk}/change/", {
        "title": panel.title, "slug": panel.slug, "position": 0, "seen_version": panel.version,
        "items-TOTAL_FORMS": 1, "items-INITIAL_FORMS": 1, "items-0-id": item.pk, "items-0-panel": panel.pk,
        "items-0-indicator": secret.pk, "items-0-position": 1, "items-0-display": "number",
    }).content.decode()  # fmt: skip
    assert "内部指标不能放在公开面板上。" in page
    assert panel.items.get().indicator != secret


def test_a_deleted_article_that_is_a_source_leaves_the_value_whole(client):
    article = make_article(title="年终盘点")
    vintage = make_vintage("38", source_name="年终盘点", source_url="https://example.org/news/1/")
    article.indicators.add(vintage.observation.indicator)
    article.delete()
    page = client.get(vintage.observation.get_absolute_url()).content.decode()
    assert "38" in page and "年终盘点" in page


def test_persons_and_person_times_never_stand_in_one_chart():
    from portal.indicators.panels import blocks, items_of

    panel = make_panel(
        *(make_vintage("1", indicator=make_indicator(unit=u)).observation.indicator for u in ("人", "人次"))
    )
    panel.items.update(display="composition", chart="培训")
    assert [block.chart for block in blocks(items_of(panel))] == [None]


def test_where_a_value_was_replaced_a_draft_that_came_late_isnt_published():
    first = make_vintage("38", published=False)
    make_vintage("39", indicator=first.observation.indicator, reason="correction")
    with pytest.raises(ValidationError):
        first.publish(by=make_boss())

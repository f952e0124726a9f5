"""The demonstration zone holds the facts as they were given, through the front door, and nothing is invented of the zone."""

from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model

from news.models import Article
from portal.demo import load as demo
from portal.indicators.models import Indicator, Vintage
from portal.media.models import Attachment, Photo
from portal.site.body import file_ids
from projects.models import MonthlyReport, Project, ProjectYear

A, B = "公开报道（2025年初）", "河南日报，2026-01-16"


def test_loading_again_changes_nothing():
    counts = [kind.objects.count() for kind in (Project, Vintage, Article, Photo, Attachment, MonthlyReport)]
    said = []
    assert demo.load(said.append) == 0
    assert [kind.objects.count() for kind in (Project, Vintage, Article, Photo, Attachment, MonthlyReport)] == counts
    assert any("新增 0 行，更新 0 行，未变 40 行" in line for line in said)


def test_the_records_are_the_named_ones():
    zone, samples = Project.objects.published().of_zone(), Project.objects.published().samples()
    assert sorted(zone.values_list("code", flat=True)) == [f"GX-{n:03}" for n in range(1, 29)]
    assert samples.count() == 12
    assert all(project.name.startswith("示例：") and project.owner.is_sample for project in samples)


def test_what_is_unknown_stays_empty():
    known = Project.objects.of_zone().exclude(total_investment=None).values_list("code", "total_investment")
    assert dict(known) == {"GX-001": Decimal("13500.00"), "GX-023": Decimal("52000.00")}
    assert Project.objects.of_zone().exclude(owner=None).count() == 2
    assert not ProjectYear.objects.filter(project__is_sample=False).exists()
    assert not MonthlyReport.objects.filter(project__is_sample=False).exists()


@pytest.mark.parametrize(
    ("code", "alias"),
    [
        ("GX-001", "神马机械智能流体机械"),
        ("GX-021", "豫上高中"),
        ("GX-023", "恒展100MW/400MWh独立共享储能电站"),
        ("GX-023", "平顶山市100MW/400MWh独立共享储能电站"),
        ("GX-024", "东部陆港物流园"),
    ],
)
def test_aliases_are_rows(code, alias):
    assert Project.objects.get(aliases__name=alias).code == code


@pytest.mark.parametrize(
    ("code", "entries"),
    [
        ("GX-001", [("under_construction", "2025-02-24", True, A)]),
        ("GX-004", [("signed", "2024", False, A), ("under_construction", "2024", False, A)]),
        ("GX-015", [("under_construction", "", True, A), ("under_construction", "", True, B)]),
        ("GX-021", [("preparing", "", True, A), ("under_construction", "", False, B)]),
        ("GX-023", [("under_construction", "2025", False, B)]),
        ("GX-026", [("unknown", "2025", True, B)]),
    ],
)
def test_statements_become_stage_entries_as_precise_as_known(code, entries):
    rows = Project.objects.get(code=code).stage_changes.values_list("stage", "date", "is_seen", "source_name")
    assert list(rows) == entries


def test_a_stage_seen_on_a_day_is_not_a_start_date():
    assert Project.objects.get(code="GX-001").started_on == ""
    assert Project.objects.get(code="GX-023").started_on == "2025"


def current(code):
    return Vintage.objects.published().get(observation__indicator__code=code)


@pytest.mark.parametrize(
    ("code", "period", "value", "unit", "qualifier", "source"),
    [
        ("KEY_PROJECTS", "2025", "38", "个", "equal", B),
        ("PRJ_SIGNED", "2024", "38", "个", "equal", A),
        ("KEY_PROJECTS_INV", "2025", "122.3", "亿元", "equal", B),
        ("RATE_PROV", "2025", "137.53", "%", "reach", B),
        ("PATENTS", "", "2000", "件", "more_than", A),
        ("STATUTORY_TIME_CUT", "2024", "95", "%", "at_least", A),
        ("OUT_LEADING", "2024", "300", "亿元", "forecast", A),
        ("HIGHTECH_FIRMS", "", "100", "家", "first_over", A),
        ("TRAINING", "", "3886", "人次", "equal", A),
        ("PRJ_BUILT_INV", "", "12.56", "亿元", "equal", B),
        ("PLAN15_INV", "2026/2030", "1340.7", "亿元", "planned", B),
    ],
)
def test_a_figure_is_as_the_report_printed_it(code, period, value, unit, qualifier, source):
    vintage = current(code)
    observation = vintage.observation
    assert (observation.period, vintage.value, observation.indicator.unit) == (period, Decimal(value), unit)
    assert (vintage.qualifier, vintage.source_name) == (qualifier, source)


def test_every_figure_has_unit_source_and_time():
    values = Vintage.objects.published().filter(observation__indicator__is_sample=False)
    values = values.select_related("observation__indicator")
    assert values.count() == 56
    for value in values:
        assert value.source_name in (A, B)
        assert value.observation.period or value.as_of
        assert value.observation.indicator.unit


def test_plans_are_kept_apart_from_observations():
    targets = Vintage.objects.filter(observation__is_target=True).values_list("observation__indicator__code", flat=True)
    assert set(targets) == {
        "PLAN15_PROJECTS", "PLAN15_INV", "PLAN_YEAR_PROJECTS", "PLAN_YEAR_INV", "PRJ_BUILT_LARGE", "SERVE_FIRMS_DEEDS", "PROBLEM_HOURS",
    }  # fmt: skip


def test_a_rank_has_its_total_and_a_ratio_its_base():
    assert (current("GOV_SERVICE_RANK").value, current("GOV_SERVICE_RANK").rank_total) == (1, 16)
    ratio = current("PAT_10K").comparisons.get()
    assert (ratio.kind, ratio.value, ratio.base) == ("ratio", Decimal("6.66"), "全市平均值")


def test_every_value_was_reviewed_by_a_second_person():
    for value in Vintage.objects.published():
        assert value.reviewed_by_id not in (None, value.entered_by_id)


def test_samples_have_their_own_indicators():
    """They are computed from the sample records, but for the one that shows what a correction looks like."""
    invented = Vintage.objects.filter(observation__indicator__is_sample=True)
    assert [(v.observation.indicator.code, v.reason) for v in invented.order_by("number")] == [
        ("SL_JOBS", "first"),
        ("SL_JOBS", "correction"),
    ]
    assert Indicator.objects.filter(is_sample=True).count() == 7


def test_the_ledger_of_a_day_before_the_correction_shows_what_was_printed_then(client):
    today, june = (
        {value["value"] for value in client.get(f"/data/indicators/SL_JOBS.json{day}").json()["values"]}
        for day in ("", "?as_of=2026-06-30")
    )
    assert (today, june) == ({"1206", "1260"}, {"1260"})
    assert "1260" in client.get("/data/indicators/SL_JOBS/?as_of=2026-06-30").content.decode()
    assert "还没有公布过" in client.get("/data/indicators/SL_JOBS/?as_of=2026-05-31").content.decode()


@pytest.mark.parametrize(
    ("day", "code", "shown"),
    [
        ("2026-01-15", "KEY_PROJECTS", None),  # the report came out on the 16th
        ("2026-01-16", "KEY_PROJECTS", "38"),
        ("2026-01-18", "PRJ_SIGNED", None),  # its report has no date: public with the site's first article
        ("2026-03-31", "PRJ_SIGNED", "38"),
    ],
)
def test_a_value_is_public_since_its_report_or_the_first_article(client, day, code, shown):
    values = client.get(f"/data/indicators/{code}.json?as_of={day}").json()["values"]
    assert [value["value"] for value in values] == ([shown] if shown else [])


def test_the_panels_of_a_spring_day_are_filled(client):
    assert "2026年3月31日" in (page := client.get("/data/projects/?as_of=2026-03-31").content.decode())
    assert "137.53" in page


def test_the_articles_are_whole():
    articles = Article.objects.published()
    assert articles.count() >= 16
    assert articles.values("column").distinct().count() >= 6
    with_photo = [article for article in articles if article.lead_photo or "data-file" in article.body]
    assert len(with_photo) * 2 >= articles.count()
    for article in articles:
        assert article.source
        assert article.byline
        assert article.tags.exists()


def test_every_article_about_records_names_them():
    assert Article.objects.published().filter(projects__isnull=False).distinct().count() >= 10


def test_photos_say_that_they_are_samples():
    for photo in Photo.objects.all():
        assert "示例图片" in photo.caption
        assert "示例" in photo.credit
        assert photo.alt


def test_nobody_of_the_demonstration_can_sign_in():
    for user in get_user_model().objects.all():
        assert not user.has_usable_password()
        assert not user.is_superuser


def test_one_article_shows_all_that_can_stand_in_a_text(client):
    article = Article.objects.published().get(title="示例：一篇文章里可以放进哪些内容")
    page = client.get(article.get_absolute_url()).content.decode()
    gallery = page.partition('class="gallery"')[2].partition("</div>")[0]
    assert gallery.count("<figure") == 4 and "<cite>" in page and page.count('class="embed ') == 3
    file = Attachment.objects.get(pk=file_ids(article.body)[0])
    assert client.get(file.url).status_code == 200 and f'href="{file.url}"' in page

"""What a text says against itself, the ledger or the records is found before it is published; what agrees is left alone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from news.checks.contradictions import contradictions as check
from news.checks.gate import Gate
from news.models import CheckAnswer
from portal.indicators.contradictions.tables import tables
from portal.indicators.models import FigureUse
from portal.indicators.texts import found_figures
from portal.lib.html import plain_text
from portal.publishing.clock import publish_due
from portal.publishing.models import ReviewLog
from projects.models import Project
from tests.backoffice import address, step
from tests.backoffice import said as said_on
from tests.factories import approve, make_article, make_boss, make_indicator, make_project, make_user, make_vintage

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.fixture
def ledger(boss):
    signed = make_indicator(name="新签约项目数", code="SIGNED")
    key = make_indicator(name="实施重点项目数", code="KEY")
    make_vintage("38", indicator=signed, period="2024", by=boss)
    make_vintage("46", indicator=key, period="2025", by=boss)
    make_vintage(
        "2500", indicator=make_indicator(name="授权专利数", unit="件"), period="2025", qualifier="more_than", by=boss
    )
    make_vintage("1", indicator=make_indicator(name="签约金额", unit="亿元"), period="2025", by=boss)
    make_vintage("45", indicator=make_indicator(name="计划实施项目数"), period="2026", is_target=True, by=boss)
    make_project(by=boss, code="QH-001", name="清河储能电站", total_investment=52_000, stage="under_construction")
    make_project(by=boss, name="青山物流园", stage="in_operation", total_investment=30_000)


def said(text, boss=None):
    article = make_article(by=boss or make_boss(), body=f"<p>{text}</p>", at=DAY)
    return [(finding.code, finding.text) for finding in check(article)]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("2024年，青岚高新区新签约项目41个。", "other-value", ["41个", "新签约项目数 2024年 38个", "来源"]),
        ("2025年，全区实施重点项目超50个。", "other-value", ["超50个", "46个"]),
        ("2025年，全区签约金额16000万元。", "other-value", ["16000万元", "1亿元"]),
        ("2026年，全区计划实施项目48个。", "other-value", ["48个", "45个"]),
        ("全区实施项目46个，其中省重点项目52个。", "part-over-whole", ["52个", "46个"]),
        ("新增企业46家，其中工业29家、服务业31家。", "parts-over-whole", ["29家", "31家", "46家"]),
        ("甲园区12家、乙园区5家、丙园区3家，合计21家。", "sum", ["12家", "5家", "3家", "21家"]),
        ("年度计划投资50亿元，完成投资40亿元，完成率90%。", "rate", ["50亿元", "40亿元", "90%"]),
        ("计划改造小区40个，完工31个，完成率87.5%。", "rate", ["40个", "31个", "87.5%"]),
        ("一季度完成投资73.9亿元，占年度计划120亿元的71.6%。", "rate", ["73.9亿元", "120亿元", "71.6%"]),
        ("计划开工项目40个，已开工31个，开工率90%。", "rate", ["40个", "31个", "90%"]),
        ("规上企业由96家增加到182家，增长50%。", "growth", ["96家", "182家", "50%"]),
        ("企业286家，其中上市公司40家，占15%。", "share", ["40家", "286家", "15%"]),
        ("规上企业由96家增加到192家，是原来的3倍。", "multiple", ["96家", "192家", "3倍"]),
        ("甲企业产值12亿元，是乙企业产值3亿元的6倍。", "multiple", ["12亿元", "3亿元", "6倍"]),
        ("2025年建成厂房12栋。随后，2025年建成厂房15栋。", "two-values", ["厂房12栋", "厂房15栋"]),
        ("经济总量居全市第3位。", "rank", ["居全市第3位"]),
        ("清河储能电站总投资6.2亿元。", "project-amount", ["6.2亿元", "QH-001", "5.2亿元"]),
        ("清河储能电站已正式投产。", "project-stage", ["已正式投产", "清河储能电站", "在建"]),
        ("2052年完成投资38亿元。", "year-ahead", ["38亿元", "2052年", "2026-03-02"]),
        ("项目于9月31日开工。", "no-such-date", ["9月31日"]),
        ("项目于20205年开工，1205年启动。", "no-such-date", ["1205年"]),
    ],
)
def test_a_contradiction_names_both_places_and_both_numbers(ledger, text, code, words):
    found = said(text)
    assert [name for name, _text in found] == [code]
    assert all(word in found[0][1] for word in words)


@pytest.mark.parametrize(
    "text",
    [
        "2024年，青岚高新区新签约项目38个。",
        "2024年，全区新签约项目超30个，同比持平。",
        "2024年，全区新签约工业项目12个；2023年新签约项目35个。",
        "2025年，全区授权专利2600件。",
        "2025年，全区签约金额10000万元、约1亿元。",
        "全区实施项目46个，其中省重点项目9个、市重点项目37个，完成率达112.6%。",
        "新增企业12家，其中高新技术企业新增5家、累计达到218家。",
        "省重点12个、市重点40个，其中6个重复计算，共46个。",
        "年度计划投资50亿元，完成投资56.3亿元，完成率112.6%。",
        "计划总投资约50亿元，已完成投资30余亿元，占年度计划的118%。",
        "规上企业由96家增加到182家，增长89.6%，年均增长17%。",
        "计划改造小区40个，完工31个，完成率77.5%。",
        "一季度完成投资73.9亿元，占年度计划120亿元的61.6%。",
        "计划开工项目40个，总投资50亿元，已开工31个，开工率77.5%。",
        "企业286家，其中上市公司40家，占14%。",
        "在全省18个园区中列第3位，综合排名第3。",
        "进入全省前十。",
        "规上企业由96家增加到192家，是原来的2倍。",
        "甲企业产值12亿元，是乙企业产值3.1亿元的3.9倍。",
        "2025年建成厂房12栋。随后，2025年建成厂房12栋；2024年建成厂房15栋。",
        "清河储能电站总投资52000万元，已开工。",
        "清河储能电站计划2027年投产，投产后年产值8亿元，将正式投产。",
        "清河储能电站等5个项目总投资30亿元。",
        "清河储能电站与已投产的青山物流园总投资8.2亿元。",
        "青山物流园2023年开工建设。",
        "到2030年，产值突破500亿元；预计2027年新增企业30家。",
        "2月29日，3月31日，2000年建区。",
    ],
)
def test_what_may_be_right_is_left_alone(ledger, text):
    assert said(text) == []


def table(*rows):
    cells = ["".join(f"<td><p>{cell}</p></td>" for cell in row.split("|")) for row in rows]
    return "<table><tbody>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</tbody></table>"


SIGNED = ("单位|签约（个）|总投资（亿元）|同比", "东园|12|36.5|8%", "西园|9|18.25|-3%")
WORK = ("单位|计划投资（亿元）|完成投资（亿元）|完成率", "东园|30|36.5|121.7%", "西园|20|18.2|91.0%")


@pytest.mark.parametrize(
    ("rows", "code", "words"),
    [
        ((*SIGNED, "合计|22|54.75|5%"), "sum", ["签约（个）", "12、9", "22"]),
        ((*SIGNED, "合计|21|56.75|5%"), "sum", ["总投资（亿元）", "36.5、18.25", "56.75"]),
        (("园区|产值", "东园|36.5亿元", "西园|1.85亿元", "合计|40亿元"), "sum", ["36.5亿元、1.85亿元", "40亿元"]),
        (("指标|一季度|二季度|合计", "签约|12|9|21", "开工|8|7|16"), "sum", ["开工", "8、7", "16"]),
        ((*WORK[:2], "西园|20|18.2|81.0%"), "rate", ["西园", "18.2", "20", "81.0%"]),
        ((*WORK, "合计|50|54.7|99.4%"), "rate", ["合计", "54.7", "50", "99.4%"]),
        (("园区|企业（家）|占比", "东园|30|60%", "西园|20|45%", "合计|50|100%"), "share", ["西园", "20", "50", "45%"]),
    ],
)
def test_sums_and_rates_of_a_table_must_follow(rows, code, words):
    found = list(tables(table(*rows)))
    assert [one.code for one in found] == [code]
    assert all(word in found[0].text for word in words)


@pytest.mark.parametrize(
    "rows",
    [
        (*SIGNED, "合计|21|54.75|5%"),
        (*WORK, "合计|50|54.7|109.4%"),
        ("单位|签约（个）", "东园|12", "其中工业|8", "西园|9", "合计|21"),
        ("单位|签约（个）", "东园|12", "小计|12", "西园|9", "合计|21"),
        ("单位|签约（个）", "东园|12", "西园|—", "合计|21"),  # a gap is no nought
        ("单位|产值（亿元）", "东园|36", "西园|18", "合计|55"),  # rounded
        ("单位|位次|年份", "东园|1|2024", "西园|3|2025", "合计|5|2025"),
        ("指标|项目（个）|投资（亿元）|合计", "签约|12|9|21", "开工|8|7|16"),  # two units
        ("单位|签约", "东园|12"),
        ("单位|签约", "东园|12", "西园", "合计|21"),
        ("指标|单位|数量", "企业|家|12", "税收|万元|900", "合计|项|2"),  # each row counts in its own unit
        ("指标|数量", "企业（家）|12", "税收（万元）|900", "合计|2"),
        ("园区|企业|职工|合计", "东园|12|900|12", "西园|9|700|9"),  # of two kinds of columns nobody adds
        ("园区|得分|单价", "东园|92|310", "西园|88|290", "合计|90|300"),
        ("指标|一季度|二季度|合计", "签约|12|9|21", "期末人口|800|810|810", "单价|30|31|30"),
    ],
)
def test_tables_that_may_be_right_are_left_alone(rows):
    assert list(tables(table(*rows))) == []


def test_a_table_is_checked_with_its_article(ledger):
    article = make_article(body=table(*SIGNED, "合计|22|54.75|5%"), at=DAY)
    assert [(one.code, one.place) for one in check(article)] == [("sum", "body")]


def test_a_tied_figure_is_compared_with_the_value_it_is_tied_to(ledger, boss):
    value = make_vintage("38", indicator=make_indicator(name="名称"), by=boss)
    article = make_article(by=boss, body="<p>这一年有41个。</p>", at=DAY)
    assert check(article) == []
    FigureUse.objects.tie(article, plain_text(article.body), found_figures(article)[0], by=boss, vintage=value)
    (finding,) = check(article)
    assert "这一年有41个" in finding.text and "名称 2025年 38个" in finding.text


def test_a_figure_tied_to_a_record_is_compared_with_what_the_record_says_now(ledger, boss):
    project = make_project(by=boss, name="南坡热源", total_investment=52_000, land_area=86)
    project.facts.create(label="年供热量", value=6000, unit="吨", source_name="来源")
    article = make_article(by=boss, body="<p>这里投入5.2亿元，用地86亩，每年6000吨。</p>", at=DAY)
    text, figures = plain_text(article.body), found_figures(article)
    for figure, field in zip(figures, ("total_investment", "land_area", "fact:年供热量"), strict=True):
        FigureUse.objects.tie(article, text, figure, by=boss, project=project, field=field)
    assert check(article) == []
    Project.objects.filter(pk=project.pk).update(total_investment=62_000, land_area=90)
    project.facts.update(value=7000)
    said = [finding.text for finding in check(article)]
    assert [word in text for word, text in zip(("6.2亿元", "90亩", "7000吨"), said, strict=True)] == [True] * 3
    assert "5.2亿元" in said[0] and project.code in said[0]
    FigureUse.objects.update(is_live=True)  # prints what the record says
    assert check(article) == []
    FigureUse.objects.update(is_live=False)
    project.withdraw(by=boss, reason="停工")  # what isn't public is named to nobody
    assert check(article) == []


def test_a_figure_left_alone_still_has_to_be_explained(ledger, boss):
    article = make_article(by=boss, body="<p>2024年，全区新签约项目41个。</p>", at=DAY)
    FigureUse.objects.tie(article, plain_text(article.body), found_figures(article)[0], by=boss, is_left=True)
    assert [finding.code for finding in check(article)] == ["other-value"]


def test_it_must_be_answered_before_publishing_and_the_answer_is_kept(ledger, boss):
    article = make_article(by=boss, published=False, summary="摘要。", body="<p>2024年，全区新签约项目41个。</p>")
    gate = Gate(article)
    assert any("新签约项目41个" in error for error in gate.errors())
    keys = [finding.key for finding in gate.findings if finding.code == "other-value"]
    gate.answer({keys[0]: "以本年修订口径为准"}, by=boss)
    assert not any("新签约项目41个" in error for error in Gate(article).errors())
    assert CheckAnswer.objects.get(article=article, code="other-value").reason == "以本年修订口径为准"


@pytest.mark.parametrize("is_copy", [False, True])
def test_what_came_up_after_the_last_review_is_asked_for_when_it_is_published(client, boss, is_copy):
    key = make_indicator(name="实施重点项目数", code="KEY")
    first = make_article(by=boss, published=is_copy, body="<p>2025年，全区实施重点项目41个。</p>")
    article = approve(first.revise(by=boss) if is_copy else first)
    value = make_vintage("46", indicator=key, period="2025", by=boss)
    client.force_login(boss)
    form = client.get(address(article)).content.decode()
    assert 'form="step-publish"' in form and "实施重点项目数 2025年 46个" in form
    assert "请改正，或说明理由" in said_on(step(client, article, "publish"))
    (finding,) = check(article)
    later = f"{timezone.now() + timedelta(days=1):%Y-%m-%dT%H:%M}"
    assert "请改正，或说明理由" in said_on(step(client, article, "publish", publish_at=later))
    step(client, article, "publish", **{f"answer-{finding.key}": "按新口径统计。"})
    article.refresh_from_db()
    assert article.status == ("merged" if is_copy else "published")
    assert CheckAnswer.objects.get().reason == "按新口径统计。" and CheckAnswer.objects.get().article == first
    assert value.shown in ReviewLog.of(article).get(verb="publish").findings[0]


def test_what_comes_up_before_a_set_time_stands_on_the_desk_and_can_be_explained(client, boss):
    key = make_indicator(name="实施重点项目数", code="KEY")
    at = timezone.now() + timedelta(hours=1)
    quiet = approve(make_article(by=boss, published=False, title="无事"))
    first = make_article(by=boss, body="<p>2025年，全区实施重点项目41个。</p>", title="公开")
    late = approve(make_article(by=boss, published=False, title="新闻", body=first.body))
    copy = approve(first.revise(by=boss))
    for text in (quiet, late, copy):
        text.publish(by=boss, at=at)
    make_vintage("46", indicator=key, period="2025", by=boss)
    client.force_login(boss)
    desk = client.get("/admin/").context["desk"]
    found = {text.pk: len(text.open_findings) for text in desk.sections[-2].rows}
    assert found == {quiet.pk: 0, late.pk: 1, copy.pk: 1} and desk.waiting >= 2
    for text in (late, copy):
        (finding,) = check(text)
        stranger = Client()
        stranger.force_login(make_user("信息员"))
        step(stranger, text, "explain", **{f"answer-{finding.key}": "不该留下。"})
        assert not text.check_answers.exists()
        step(client, text, "explain", **{f"answer-{finding.key}": "按新口径统计。"})
        assert text.check_answers.get().reason == "按新口径统计。"
    assert "检查有" not in client.get("/admin/").content.decode()


def test_a_copy_that_was_scheduled_without_findings_goes_out_at_its_time(boss):
    first = make_article(by=boss, body="<p>2025年，全区实施重点项目41个。</p>")
    copy = approve(first.revise(by=boss))
    copy.publish(by=boss, at=timezone.now() + timedelta(hours=1))
    make_vintage("46", indicator=make_indicator(name="实施重点项目数", code="KEY"), period="2025", by=boss)
    type(copy).objects.filter(pk=copy.pk).update(go_live_at=timezone.now() - timedelta(seconds=1))
    assert publish_due() == [copy]


def test_title_and_summary_are_read_too(ledger, boss):
    article = make_article(
        by=boss, title="2024年全区新签约项目41个", summary="9月31日开工。", body="<p>正文。</p>", at=DAY
    )
    assert {(one.code, one.place) for one in check(article)} == {("other-value", "title"), ("no-such-date", "summary")}


def test_an_answer_holds_until_the_value_is_corrected_again(ledger, boss):
    indicator = make_indicator(name="名称")
    value = make_vintage("38", indicator=indicator, by=boss)
    article = make_article(by=boss, published=False, summary="摘要。", body="<p>这一年有38个。</p>")
    FigureUse.objects.tie(article, plain_text(article.body), found_figures(article)[0], by=boss, vintage=value)
    make_vintage("39", indicator=indicator, by=boss, reason="correction")
    gate = Gate(article)
    gate.answer({one.key: "按当日口径" for one in gate.findings if one.code == "other-value"}, by=boss)
    assert not any("39个" in error for error in Gate(article).errors())
    make_vintage("40", indicator=indicator, by=boss, reason="correction")
    assert any("40个" in error for error in Gate(article).errors())


def test_the_check_asks_few_questions_however_long_the_text(ledger, boss, django_assert_max_num_queries):
    article = make_article(by=boss, body="<p>2024年，全区新签约项目38个。清河储能电站开工。</p>" * 40, at=DAY)
    with django_assert_max_num_queries(6):
        check(article)

"""Standing pages are tied like articles: beside the editor, for readers, in the correction act, before publishing."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.indicators import printed
from portal.indicators.corrections import place_notes, places
from portal.indicators.models import CorrectionNote, FigureUse, Vintage
from portal.indicators.tying.rows import Sheet
from portal.publishing.models import ReviewLog
from tests.factories import approve, make_boss, make_indicator, make_page, make_project, make_user, make_vintage

BODY = "<p>2025年，全区实施重点项目38个，总投资<b>122.3</b>亿元。清河储能电站总投资5.2亿元。</p><p>2025年，新认定企业41家。</p>"


@pytest.fixture
def overview(boss, value, project):
    make_indicator(code="FIRMS", name="新认定企业数", unit="家")
    return make_page(by=boss, body=BODY, title="园区概况")


def change(overview):
    return reverse("admin:site_page_change", args=[overview.pk])


def step(client, overview, **sent):
    return client.post(reverse("admin:site_page_figures", args=[overview.pk]), {"step": urlencode(sent)}, follow=True)


def shown(client, overview):
    return client.get(overview.get_absolute_url()).content.decode()


def bare(html):
    return re.sub("<[^>]*>", "", html)


def save(client, overview, **sent):
    given = {
        "title": overview.title,
        "body": overview.body,
        "column": overview.column_id,
        "seen_version": overview.version,
        "edit_reason": "测试",
    }
    answer = client.post(change(overview), given | sent, follow=True)
    overview.refresh_from_db()
    return answer.content.decode()


def test_figures_stand_beside_the_editor_and_lead_readers_to_their_source(office, overview, value, project):
    form = office.get(change(overview)).content.decode()
    assert re.findall(r"<mark>(.*?)</mark>", form) == ["38个", "122.3亿元", "5.2亿元", "41家"]
    step(office, overview, do="sure")
    tied = {use.quoted: use for use in FigureUse.objects.of(overview)}
    assert tied["38个"].vintage == value and tied["5.2亿元"].project == project
    html = shown(office, overview)
    assert re.search(r'<a class="figure-link" href="/data/indicators/KEY/2025/" title="[^"]*">(<span[^>]*>)?38个', html)
    assert f'href="{project.get_absolute_url()}"' in html
    assert [one.thing for one in printed.of_indicator(value.observation.indicator)] == [overview]
    assert overview.title in office.get(value.observation.get_absolute_url()).content.decode()


def test_one_click_makes_a_draft_with_the_page_as_its_source(office, overview):
    row = next(row for row in Sheet.of(overview).rows if row.figure.text == "41家")
    office.post(reverse("admin:site_page_figures", args=[overview.pk]), {"step": row.enter})
    vintage = Vintage.objects.get(observation__indicator__code="FIRMS")
    assert (vintage.value, vintage.status, vintage.source_name) == (41, "draft", "园区概况")
    assert vintage.source_url.endswith(overview.get_absolute_url())
    assert "/data/indicators/FIRMS/" not in shown(office, overview)  # a draft of the ledger isn't linked


def test_ties_follow_the_text_that_is_saved(office, overview, value, django_capture_on_commit_callbacks):
    step(office, overview, do="sure")
    with django_capture_on_commit_callbacks(execute=True):
        save(office, overview, body=f"<h2>概况</h2><p>去年签约38个。</p>{BODY}")
    assert re.search(r'重点项目<a class="figure-link"[^>]*>(<span[^>]*>)?38个', shown(office, overview))
    with django_capture_on_commit_callbacks(execute=True):
        save(office, overview, body="<p>概况正在修订。</p>")
    assert FigureUse.objects.of(overview).filter(is_lost=True).count() == 2
    assert "已不在正文中" in office.get(change(overview)).content.decode()


def test_a_correction_reaches_the_page(office, overview, boss, key, value):
    step(office, overview, do="sure")
    new = make_vintage("39", indicator=key, by=boss, reason="correction")
    assert re.search(r"重点项目38个（\d{4}-\d\d-\d\d 更正为39个）", bare(shown(office, overview)))
    place = next(one for one in places(new) if one.thing == overview)
    assert place.is_sure and "实施重点项目38个" in place.words
    place_notes(new, [place.key], "38个应为39个。", by=boss)
    assert "38个应为39个。" in bare(shown(office, overview))
    step(office, overview, do="live", use=FigureUse.objects.get(quoted="38个").pk)
    assert "重点项目39个，" in bare(shown(office, overview))
    assert CorrectionNote.of(overview).count() == 1


def test_contradictions_are_said_and_need_a_reason_to_go_to_the_reviewers(office, value):
    overview = make_page(published=False, body="<p>2025年，全区实施重点项目41个。</p>")
    assert "实施重点项目数 2025年 38个" in office.get(change(overview)).content.decode()
    told = save(office, overview, _submit="1")
    assert overview.status == "draft" and "请改正，或说明理由" in told and "41个" in told
    save(office, overview, _submit="1", note="按新口径统计。")
    assert overview.status == "submitted"
    assert ReviewLog.of(overview).filter(verb="submit", note="按新口径统计。").exists()
    assert "按新口径统计。" in office.get(change(overview)).content.decode()


def test_a_value_that_came_after_the_submission_is_asked_for_at_the_review(office, boss, key):
    overview = make_page(published=False, body="<p>2025年，全区实施重点项目41个。</p>")
    save(office, overview, _submit="1")
    assert overview.status == "submitted"
    make_vintage("38", indicator=key, by=boss)
    review = reverse("admin:site_page_review", args=[overview.pk])
    shown = office.get(review).content.decode()
    assert "实施重点项目数 2025年 38个" in shown and "检查未发现问题" not in shown
    office.force_login(make_boss())
    step_address = change(overview).replace("/change/", "/step/pass_first/")
    sent = {"ticks": [str(tick) for tick in overview.next_review.ticks]}
    assert "请改正，或说明理由" in office.post(step_address, sent, follow=True).content.decode()
    office.post(step_address, sent | {"note": "口径不同。"})
    overview.refresh_from_db()
    assert overview.status == "first"
    kept = ReviewLog.of(overview).get(verb="pass_first")
    assert kept.note == "口径不同。" and "38个" in kept.findings[0]
    office.force_login(make_boss())  # the reason stands: nothing new is found
    sent = {"ticks": [str(tick) for tick in overview.next_review.ticks]}
    office.post(step_address.replace("pass_first", overview.next_review.verb), sent)
    overview.refresh_from_db()
    assert overview.status != "first"


@pytest.mark.parametrize("is_copy", [False, True])
def test_a_value_that_came_after_the_last_review_is_asked_for_when_the_page_is_published(office, boss, key, is_copy):
    overview = make_page(published=is_copy, body="<p>2025年，全区实施重点项目41个。</p>")
    page = approve(overview.revise(by=boss) if is_copy else overview)
    make_vintage("38", indicator=key, by=boss)
    form = office.get(change(page)).content.decode()
    assert "实施重点项目数 2025年 38个" in form and 'name="note" id="id_why"' in form
    publish = change(page).replace("/change/", "/step/publish/")
    assert "请改正，或说明理由" in office.post(publish, follow=True).content.decode()
    page.refresh_from_db()
    assert page.status == "approved"
    office.post(publish, {"note": "按新口径统计。"})
    page.refresh_from_db()
    assert page.status == ("merged" if is_copy else "published")
    kept = ReviewLog.of(page).get(verb="publish")
    assert kept.note == "按新口径统计。" and "38个" in kept.findings[0]


def test_a_page_may_be_scheduled_and_is_explained_when_the_ledger_changes_before_its_time(office, boss, key):
    page = approve(make_page(published=False, body="<p>2025年，全区实施重点项目41个。</p>"))
    page.publish(by=boss, at=timezone.now() + timedelta(days=1))
    make_vintage("38", indicator=key, by=boss)
    assert "检查有 1 项新发现" in office.get("/admin/").content.decode()
    explain = change(page).replace("/change/", "/step/explain/")
    assert "请改正，或说明理由" in office.post(explain, follow=True).content.decode()
    office.post(explain, {"note": "按新口径统计。"})
    assert ReviewLog.of(page).get(verb="explain").note == "按新口径统计。"
    assert "检查有 1 项新发现" not in office.get("/admin/").content.decode()
    page.refresh_from_db()
    assert page.is_scheduled


def test_nothing_leads_to_what_is_not_public_and_words_that_moved_stay_bare(client, overview, boss, key, value):
    sheet = Sheet.of(overview)
    secret = make_project(by=boss, published=False, name="保密项目", total_investment=52_000)
    sheet.tie(sheet.rows[0], by=boss, vintage=value)
    sheet.tie(sheet.rows[2], by=boss, project=secret, field="total_investment", is_live=True)
    type(overview).objects.update(body="<p>改动以后，" + BODY.removeprefix("<p>"))  # behind the ledger's back
    assert "figure-link" not in shown(client, overview)
    type(overview).objects.update(body=BODY)
    key.is_public = False
    key.save()
    html = shown(client, overview)
    assert "figure-link" not in html and secret.code not in html


def test_the_english_text_keeps_its_words(client, overview, boss, value):
    Sheet.of(overview).accept_sure(by=boss)
    type(overview).objects.update(title_en="About", summary_en="About the zone", body_en="<p>38 key projects.</p>")
    type(overview.column).objects.update(name_en="About")
    assert "figure-link" not in client.get(f"/en{overview.get_absolute_url()}").content.decode()
    make_vintage("39", indicator=value.observation.indicator, by=boss, reason="correction")
    page = client.get(f"/en{overview.get_absolute_url()}").content.decode()
    assert "was corrected from 38 to 39." in page and "was corrected" not in shown(client, overview)


def test_many_ties_take_no_more_queries(client, boss, project, django_assert_max_num_queries):
    words = "".join(f"<p>2025年，第{n}批签约项目{n}个。</p>" for n in range(20, 60))
    overview = make_page(by=boss, body=f"{words}<p>清河储能电站总投资5.2亿元。</p>")
    sheet = Sheet.of(overview)
    for row in sheet.rows[:-1]:
        n = int(row.figure.value)
        sheet.tie(row, by=boss, vintage=make_vintage(str(n), indicator=make_indicator(code=f"S{n}"), by=boss))
    sheet.tie(sheet.rows[-1], by=boss, project=project, field="total_investment", is_live=True)
    shown(client, overview)
    with django_assert_max_num_queries(9):
        assert shown(client, overview).count('class="figure-link') == len(sheet.rows)


def test_a_stated_fact_of_a_record_is_tied_by_hand(office, overview, project):
    project.facts.create(label="年发电量", value=6000, unit="万千瓦时", source_name="来源")
    type(overview).objects.update(body="<p>清河储能电站全年发电7000万千瓦时。</p>")
    overview.refresh_from_db()
    row = Sheet.of(overview).rows[0]
    address = f"{reverse('admin:site_page_tie', args=[overview.pk])}?{row.leave}"
    assert '<option value="fact:年发电量">年发电量</option>' in office.get(address).content.decode()
    sent = {"step": "hand", "project": project.pk}
    told = office.post(address, sent | {"field": "fact:年产值"}).content.decode()
    assert "清河储能电站”没有写明“年产值" in told and not FigureUse.objects.exists()
    office.post(address, sent | {"field": "fact:年发电量"})
    assert FigureUse.objects.get().field == "fact:年发电量"


def test_who_may_not_change_the_page_may_not_tie(client, overview):
    for role in ("信息员", "项目填报员"):
        client.force_login(make_user(role))
        assert step(client, overview, do="sure").status_code == 403
    assert not FigureUse.objects.exists()


def test_a_page_that_is_deleted_or_withdrawn_prints_nothing_any_more(overview, boss, value):
    Sheet.of(overview).accept_sure(by=boss)
    indicator = value.observation.indicator
    assert [one.thing for one in printed.of_indicator(indicator)] == [overview]
    overview.withdraw(by=boss, reason="内容有误")
    assert not printed.of_indicator(indicator)
    overview.trash(by=boss)
    assert not places(make_vintage("39", indicator=indicator, by=boss, reason="correction"))
    overview.delete()
    assert not FigureUse.objects.exists()

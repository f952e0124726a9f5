"""Who may open what of the figures in the back office, role by role and address by address."""

import pytest
from django.urls import reverse

from portal.accounts.roles import Role
from portal.indicators.models import CorrectionNote, FigureUse, Vintage
from portal.indicators.tying.rows import Sheet
from portal.publishing.models import ReviewLog
from tests.factories import make_article, make_boss, make_indicator, make_page, make_panel, make_user, make_vintage

WRITERS = {Role.EDITOR, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.FINAL_REVIEWER, Role.CHIEF_EDITOR}
LOOK = WRITERS | {Role.SITE_MANAGER, Role.FIGURE_KEEPER}
KEEP = {Role.FIGURE_KEEPER}
PUBLISHERS = {Role.FINAL_REVIEWER, Role.CHIEF_EDITOR}
# what -> the roles that may; everybody else is refused
GET = {
    "indicators": LOOK,
    "indicator": LOOK,
    "values": LOOK,
    "value": LOOK,
    "new indicator": KEEP,
    "enter": KEEP,
    "named projects": KEEP,
    "correct": KEEP,
    "panels": KEEP,
    "panel": KEEP,
    "new panel": KEEP,
    "article figures": WRITERS | {Role.PROJECT_HEAD},  # to look at; the article is public, so others answer for it
    "article tie": PUBLISHERS,
    "page figures": WRITERS | {Role.SITE_MANAGER},
    "page tie": PUBLISHERS,
}


@pytest.fixture
def addresses(db):
    boss = make_boss()
    indicator = make_indicator(name="签约项目数")
    make_vintage("38", indicator=indicator, by=boss)
    value = make_vintage("39", indicator=indicator, by=boss, reason="correction")
    draft = make_vintage("12", period="2024", by=boss, published=False)
    panel = make_panel(indicator, by=boss)
    article, page = (make(by=boss, body="<p>签约项目38个。</p>") for make in (make_article, make_page))
    tie = Sheet.of(article).rows[0].leave

    def admin(name, *args):
        return reverse(f"admin:{name}", args=args)

    return {
        "indicators": admin("indicators_indicator_changelist"),
        "indicator": admin("indicators_indicator_change", indicator.pk),
        "values": admin("indicators_vintage_changelist"),
        "value": admin("indicators_vintage_change", draft.pk),
        "new indicator": admin("indicators_indicator_add"),
        "enter": admin("indicators_indicator_enter", indicator.pk),
        "named projects": admin("indicators_observation_change", value.observation_id),
        "correct": admin("indicators_vintage_correct", value.pk),
        "panels": admin("indicators_panel_changelist"),
        "panel": admin("indicators_panel_change", panel.pk),
        "new panel": admin("indicators_panel_add"),
        "article figures": admin("news_article_figures", article.pk),
        "article tie": admin("news_article_tie", article.pk) + f"?{tie}",
        "page figures": admin("site_page_figures", page.pk),
        "page tie": admin("site_page_tie", page.pk) + f"?{tie}",
        "publish": admin("indicators_vintage_verb", draft.pk, "publish"),
        "look": admin("indicators_panel_look") + f"?panel={panel.pk}",
    }


def test_every_address_of_the_figures_opens_to_its_roles_alone(client, addresses):
    strange = client.get(addresses["enter"])
    assert strange.status_code == 302 and "/admin/login/" in strange["Location"]
    wrong = []
    for role in Role:
        client.force_login(make_user(role))
        for what, roles in GET.items():
            status = client.get(addresses[what]).status_code
            if (status == 200) != (role in roles) or status not in (200, 302, 403):
                wrong.append((role.value, what, status))
    assert wrong == []


SENT = {
    "enter": {
        "period": "2026",
        "value": "40",
        "qualifier": "equal",
        "obs_status": "A",
        "source_name": "年报",
        "reason": "first",
    },
    "publish": {},
    "correct": {"text": "更正。", "place": "x"},
    "article figures": {"step": "do=rest"},
    "page figures": {"step": "do=rest"},
}


def state():
    counts = (FigureUse.objects.count(), CorrectionNote.objects.count(), ReviewLog.objects.count())
    return (*counts, list(Vintage.objects.order_by("pk").values_list("pk", "status", "value")))


def test_nothing_changes_for_those_who_may_not_and_everything_for_those_who_may(client, addresses):
    steps = GET | {"publish": KEEP, "article figures": PUBLISHERS, "page figures": PUBLISHERS}
    before = state()
    for role in Role:
        client.force_login(make_user(role))
        assert (client.post(addresses["look"]).status_code == 200) == (role in KEEP), role
        for what, sent in SENT.items():
            if role not in steps[what]:
                client.post(addresses[what], sent)
                assert state() == before, (role.value, what)
    for role, what in ((Role.FIGURE_KEEPER, "enter"), (Role.FIGURE_KEEPER, "publish"), (Role.FINAL_REVIEWER, "article figures"),
                       (Role.CHIEF_EDITOR, "page figures")):  # fmt: skip
        client.force_login(make_user(role))
        client.post(addresses[what], SENT[what])
        assert state() != before, what
        before = state()


def test_who_may_not_look_at_records_isnt_offered_them(client, addresses):
    client.force_login(make_user(Role.SITE_MANAGER))
    page = make_page(body="<p>签约项目38个。</p>", published=False)
    form = client.get(
        f"{reverse('admin:site_page_tie', args=[page.pk])}?{Sheet.of(page).rows[0].leave}"
    ).content.decode()
    assert 'name="vintage"' in form and 'name="project"' not in form and 'name="field"' not in form

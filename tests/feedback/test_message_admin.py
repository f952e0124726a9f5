"""The inbox: who sees what, and the steps as buttons."""

import pytest

from portal.accounts.models import Department
from portal.accounts.roles import Role
from portal.feedback.models import FeedbackSettings, Message, ReplyTemplate
from tests.backoffice import address, fields, said, save
from tests.factories import make_article, make_boss, make_message, make_photo, make_project, make_site, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/feedback/message/"
PHONE = "13900001234"


@pytest.fixture(autouse=True)
def site():
    make_site()


@pytest.fixture
def offices():
    return [Department.objects.create(name=name) for name in ("城建局", "税务局")]


def sign_in(client, *roles, **fields_):
    user = make_user(*roles, **fields_)
    client.force_login(user)
    return user


def do(client, message, verb, **data):
    return client.post(address(message).replace("/change/", f"/do/{verb}/"), data, follow=True)


def buttons(client, message) -> set[str]:
    page = client.get(address(message)).content.decode()
    verbs = (
        "approve",
        "send_back",
        "publish",
        "withdraw",
        "freeze",
        "unfreeze",
        "remove",
        "hand_over",
        "decline",
        "spam",
        "reopen",
    )
    return {verb for verb in verbs if f'id="verb-{verb}"' in page} | ({"submit"} if 'name="_submit"' in page else set())


def test_a_colleagues_departments_messages_are_behind_no_door(client, offices):
    mine = make_message(department=offices[0], title="我单位的留言")
    other = make_message(department=offices[1], title="别单位的留言", phone=PHONE)
    nobodys = make_message(title="还没分派的留言")
    sign_in(client, Role.MESSAGE_CLERK, department=offices[0])
    page = client.get(LIST).content.decode()
    assert "我单位的留言" in page and "别单位的留言" not in page and "还没分派的留言" not in page
    for hidden in (other, nobodys):
        for where in (
            address(hidden),
            address(hidden).replace("/change/", "/history/"),
            f"{LIST}?q={hidden.number}&due=all",
            f"{LIST}?department__id__exact={offices[1].pk}",
        ):
            response = client.get(where, follow=True)
            assert hidden.title not in response.content.decode() and PHONE not in response.content.decode()
        for verb in ("hand_over", "publish", "spam", "approve", "decline"):
            response = do(client, hidden, verb, reason="试试", to=offices[0].pk)
            assert response.status_code in (403, 404) or hidden.title not in response.content.decode()
        save_try = client.post(
            address(hidden), {"answer": "越权", "title": "越权", "body": "越权", "seen_version": "0"}, follow=True
        )
        assert "越权" not in save_try.content.decode()
    assert set(Message.objects.values_list("answer", flat=True)) == {""}
    assert Message.objects.get(pk=mine.pk).stage == "assigned"


def test_without_a_department_a_clerk_sees_nothing(client, offices):
    make_message(department=offices[0], title="我单位的留言")
    make_message(title="还没分派的留言")
    sign_in(client, Role.MESSAGE_CLERK)
    page = client.get(f"{LIST}?due=all").content.decode()
    assert "还没分派" not in page and "我单位的" not in page


@pytest.mark.parametrize(
    "role", [Role.EDITOR, Role.FINAL_REVIEWER, Role.FIGURE_KEEPER, Role.SITE_MANAGER, Role.AUDITOR, Role.PROJECT_HEAD]
)
def test_other_roles_do_not_see_messages(client, offices, role):
    message = make_message(department=offices[0])
    sign_in(client, role, department=offices[0])
    assert client.get(LIST).status_code == 403
    assert client.get(address(message)).status_code == 403
    assert do(client, message, "hand_over", to=offices[1].pk, reason="x").status_code == 403


def test_from_the_inbox_to_the_public_page(client, offices):
    message = make_message(department=offices[0], phone=PHONE, title="路灯不亮")
    sign_in(client, Role.MESSAGE_CLERK, department=offices[0])
    page = client.get(address(message)).content.decode()
    assert PHONE in page and "张小明" in page and "还有" in page and "办理情况" in page
    assert buttons(client, message) == {"hand_over", "submit"}
    assert "答复待审核" in said(save(client, message, answer="已经修好。", _submit="1"))
    assert buttons(client, message) == {"hand_over"}
    sign_in(client, Role.MESSAGE_MANAGER)
    assert {"approve", "send_back", "hand_over", "decline", "spam"} == buttons(client, message)
    assert "审核通过" in said(do(client, message, "approve"))
    assert buttons(client, message) == {"publish", "reopen"}
    assert "已公开" in said(do(client, message, "publish")) or "公开" in said(do(client, message, "publish"))
    client.logout()
    shown = client.get(f"/messages/{message.number}/").content.decode()
    assert (
        "已经修好。" in shown and "城建局" in shown and "张**" in shown and PHONE not in shown and "张小明" not in shown
    )
    sign_in(client, Role.MESSAGE_MANAGER)
    do(client, message, "withdraw", reason="内容有误")
    gone = client.get(f"/messages/{message.number}/")
    assert gone.status_code == 410 and "内容有误" in gone.content.decode()


def test_an_answer_stays_saved_when_the_step_is_refused(client, offices):
    message = make_message(department=offices[0])
    sign_in(client, Role.MESSAGE_CLERK, department=offices[0])
    data = fields(client.get(address(message)), "message_form") | {"answer": "写了半天的答复", "_submit": "1"}
    Message.objects.filter(pk=message.pk).update(stage="recalled")
    response = client.post(address(message), data, follow=True)
    assert response.status_code in (200, 403)
    assert Message.objects.get(pk=message.pk).stage == "recalled"
    Message.objects.filter(pk=message.pk).update(stage="assigned")
    assert "还没有填写答复" in said(save(client, message, answer=" ", _submit="1"))


def test_two_who_write_at_once_are_told(client, offices):
    message = make_message(department=offices[0])
    sign_in(client, Role.MESSAGE_CLERK, department=offices[0])
    old = fields(client.get(address(message)), "message_form")
    save(client, message, answer="先保存的")
    response = client.post(address(message), old | {"answer": "后保存的"})
    assert "后保存的" in response.content.decode()
    assert Message.objects.get(pk=message.pk).answer == "先保存的"


def test_handing_over_leads_back_to_the_list(client, offices):
    message = make_message(department=offices[0])
    sign_in(client, Role.MESSAGE_CLERK, department=offices[0])
    assert "理由" in said(do(client, message, "hand_over", to=offices[1].pk, reason=""))
    response = do(client, message, "hand_over", to=offices[1].pk, reason="属于税务职责")
    assert response.redirect_chain[-1][0] == LIST and "已转办" in said(response)
    assert message.title not in response.content.decode().replace(said(response), "")


def test_the_desk_says_what_waits(client, offices):
    make_message(department=offices[0])
    make_message()
    Message.objects.update(due_on="2020-01-01")
    sign_in(client, Role.MESSAGE_CLERK, department=offices[0])
    page = client.get("/admin/").content.decode()
    assert "<b>1</b> 已逾期" in page and "<b>1</b> 待处理" in page and "待分派" not in page
    sign_in(client, Role.MESSAGE_MANAGER)
    page = client.get("/admin/").content.decode()
    assert "<b>2</b> 已逾期" in page and "<b>1</b> 待分派" in page


def test_filters_of_the_inbox(client):
    late, done = make_message(title="晚了的"), make_message(title="办结的", answer="答")
    Message.objects.filter(pk=late.pk).update(due_on="2020-01-01")
    sign_in(client, Role.MESSAGE_MANAGER)
    seen = {
        query: client.get(LIST + query).content.decode()
        for query in ("", "?due=late", "?due=closed", "?due=all", "?due=red", "?due=nonsense")
    }
    assert [late.title in page for page in seen.values()] == [True, True, False, True, False, True]
    assert [done.title in page for page in seen.values()] == [False, False, True, True, False, False]


def test_the_list_takes_no_more_queries_for_more_messages(client, offices, django_assert_max_num_queries):
    sign_in(client, Role.MESSAGE_MANAGER)
    for _n in range(30):
        make_message(department=offices[0])
    with django_assert_max_num_queries(16):
        assert client.get(LIST).status_code == 200


def test_templates_are_everybodys_or_the_own_departments(client, offices):
    for name, office in (("通用", None), ("城建", offices[0]), ("税务", offices[1])):
        ReplyTemplate.objects.create(name=name, text=f"{name}内容", department=office)
    message = make_message(department=offices[0])
    sign_in(client, Role.MESSAGE_CLERK, department=offices[0])
    for page in (client.get(address(message)), client.get("/admin/feedback/replytemplate/")):
        assert (
            "通用" in page.content.decode()
            and "城建" in page.content.decode()
            and "税务内容" not in page.content.decode()
        )
    assert 'name="text"' not in client.get(address(ReplyTemplate.objects.get(name="通用"))).content.decode()


def test_settings_open_with_their_defaults_and_save(client):
    sign_in(client, Role.MESSAGE_MANAGER)
    page = client.get("/admin/feedback/feedbacksettings/", follow=True)
    assert 'value="15"' in page.content.decode()
    client.post(page.request["PATH_INFO"], {"answer_days": "10", "warn_days": "2", "retention_days": "90"})
    assert FeedbackSettings.load().answer_days == 10 and not FeedbackSettings.load().two_steps


def test_a_heap_of_spam_is_put_away_at_once(client):
    heap = [make_message().pk for _n in range(3)]
    sign_in(client, Role.MESSAGE_MANAGER)
    client.post(LIST, {"action": "spam_chosen", "_selected_action": heap})
    assert set(Message.objects.values_list("stage", flat=True)) == {"spam"}


def test_signs_that_cannot_be_seen_do_not_get_into_an_answer(client, offices):
    message = make_message(department=offices[0])
    sign_in(client, Role.MESSAGE_CLERK, department=offices[0])
    save(client, message, answer="您好\u202e\u200b：\x0b已修好\r\n谢谢")
    assert Message.objects.get(pk=message.pk).answer == "您好：已修好\n谢谢"
    assert save(client, message, answer="有\x00空字符").status_code == 200


# --- claims ------------------------------------------------------------------------------------------


def claim(thing):
    return make_message(kind="rights", about=thing.get_absolute_url(), title="这是我的照片")


@pytest.mark.parametrize("make", [make_article, make_project])
def test_a_claim_freezes_the_page_until_it_is_shown_again(client, make):
    thing = make()
    message = claim(thing)
    client.force_login(make_boss())
    assert "freeze" in buttons(client, message)
    do(client, message, "freeze", reason="照片版权核查")
    gone = client.get(thing.get_absolute_url())
    assert gone.status_code == 410 and "照片版权核查" in gone.content.decode()
    assert {"unfreeze", "remove"} <= buttons(client, message) and "freeze" not in buttons(client, message)
    do(client, message, "unfreeze", note="主张不成立")
    assert client.get(thing.get_absolute_url()).status_code == 200
    assert [step.verb for step in message.steps.all()] == ["receive", "freeze", "unfreeze"]


def test_a_claim_that_holds_leaves_the_page_withdrawn(client):
    article = make_article()
    message = claim(article)
    client.force_login(make_boss())
    do(client, message, "freeze", reason="核查")
    do(client, message, "remove", note="应权利人要求撤下")
    gone = client.get(article.get_absolute_url())
    assert gone.status_code == 410 and "应权利人要求撤下" in gone.content.decode()
    assert not {"unfreeze", "remove"} & buttons(client, message)


def test_a_claim_on_a_picture_freezes_every_page_that_shows_it(client):
    photo = make_photo()
    pages = [make_article(lead_photo=photo), make_article(lead_photo=photo)]
    other = make_article(lead_photo=make_photo())
    message = make_message(kind="rights", about=photo.url(), title="这是我的照片")
    assert client.get(photo.url()).status_code == 200
    client.force_login(make_boss())
    do(client, message, "freeze", reason="照片版权核查")
    client.logout()
    assert [client.get(page.get_absolute_url()).status_code for page in (*pages, other)] == [410, 410, 200]
    assert client.get(photo.url()).status_code == 404
    client.force_login(make_boss())
    do(client, message, "unfreeze", note="主张不成立")
    client.logout()
    assert client.get(photo.url()).status_code == 200


def test_what_was_changed_while_frozen_does_not_come_back_unreviewed(client):
    article = make_article()
    message = claim(article)
    client.force_login(make_boss())
    do(client, message, "freeze", reason="核查")
    article.refresh_from_db()
    article.save()
    assert "按正常流程" in said(do(client, message, "unfreeze", note="不成立"))
    assert client.get(article.get_absolute_url()).status_code == 410


def test_freezing_needs_the_right_to_the_page(client):
    article = make_article()
    message = claim(article)
    sign_in(client, Role.MESSAGE_MANAGER)
    assert "freeze" not in buttons(client, message)
    do(client, message, "freeze", reason="核查")
    assert client.get(article.get_absolute_url()).status_code == 200

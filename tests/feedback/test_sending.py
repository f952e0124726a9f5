"""What visitors send: taken, given back with everything typed, or kept out."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from portal.accounts.models import Counter, Department
from portal.feedback import intake
from portal.feedback.models import Category, Message, Sender
from portal.lib import visitors
from tests.factories import make_article, make_boss, make_message, make_project, make_site

pytestmark = pytest.mark.django_db
PHONE, MAIL = "13900001234", "zhang@example.com"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    make_site()
    monkeypatch.setattr(visitors, "MIN_SECONDS", -1)


def letter(kind="message", **changes) -> dict[str, object]:
    category = Category.objects.filter(kind=kind).first()
    data = {
        "category": category.pk, "title": "路灯不亮", "body": "东门外的路灯坏了，请修理。", "name": "张小明", "phone": PHONE, "email": MAIL,
        "token": visitors.new_token(), "website": "",
    }  # fmt: skip
    return data | ({"consents": "yes"} if kind == "message" else {}) | changes


def send(client, address="/messages/new/", **changes):
    kind = changes.pop("kind", "message")
    return client.post(address, letter(kind, **changes), REMOTE_ADDR=changes.pop("REMOTE_ADDR", "203.0.113.9"))


def receipt(response) -> tuple[str, str]:
    found = re.findall(r"<dd>([0-9A-Z]{10})</dd>", response.content.decode())
    assert response.status_code == 200 and len(found) == 2, response.content.decode()[-3000:]
    return found[0], found[1]


def lookup(client, number, code, **step):
    return client.post("/messages/query/", {"number": number, "code": code} | step)


def test_a_message_gets_number_code_department_and_due_date(client):
    department = Department.objects.create(name="城建局")
    Category.objects.filter(kind="message").update(department=department)
    response = send(client)
    number, code = receipt(response)
    message = Message.objects.get(number=number)
    assert (message.department, message.stage, message.shown_name, message.status) == (
        department,
        "assigned",
        "张**",
        "draft",
    )
    assert message.due_on > timezone.localdate() + timedelta(days=15)
    assert code not in (message.code_hash, message.form_id) and not Message.objects.filter(code_hash__contains=code)
    assert "城建局" in response.content.decode() and message.due_on.isoformat() in response.content.decode()
    assert (message.sender.name, message.sender.phone, message.sender.email) == ("张小明", PHONE, MAIL)
    assert "no-store" in response["Cache-Control"]


def test_the_sender_looks_up_state_and_answer_with_the_code_alone(client):
    number, code = receipt(send(client, title="我的标题"))
    assert "办理中" in (page := lookup(client, number, code).content.decode()) or "待分派" in page
    assert "办理情况" in page
    assert "我的标题" in lookup(client, f" {number} ", f"{code[:5].lower()}-{code[5:]}").content.decode()
    wrong = [lookup(client, number, "AAAAAAAAAA"), lookup(client, "2026999999", code), lookup(client, "x", "y")]
    for response in wrong:
        assert "没有找到" in response.content.decode() and "我的标题" not in response.content.decode()


def test_sent_twice_it_is_one_message_with_the_same_receipt(client):
    data = letter()
    first, second = client.post("/messages/new/", data), client.post("/messages/new/", data)
    assert receipt(first) == receipt(second)
    assert Message.objects.count() == 1
    other = client.post("/messages/new/", data | {"body": "另外一件事，请另行办理。"}).content.decode()
    assert "已经提交过" in other and "另外一件事" in other and Message.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "请填写标题"), ({"body": "短"}, "内容太短"), ({"category": "999"}, "选择"), ({"consents": ""}, "请选择是否同意公开"),
        ({"phone": "abc"}, "不是电话号码"), ({"email": "x@"}, "邮"), ({"website": "http://spam"}, "此栏不需要填写"), ({"token": "forged"}, "请再次点击提交"),
        ({"token": ""}, "请再次点击提交"), ({"body": "长" * 2001}, "2000"), ({"name": "\u200b\u202e"}, "请填写称呼"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, changes, sentence):
    page = send(client, **({"title": "我打的标题", "name": "张小明"} | changes)).content.decode()
    assert sentence in page and "还没有提交成功" in page
    assert PHONE in page or "phone" in changes
    assert "我打的标题" in page or "title" in changes
    assert not Message.objects.exists()


def test_each_mistake_leads_to_its_field(client):
    page = send(client, title="长" * 61, body="", name="", consents="").content.decode()
    said = re.search(r'id="form-errors".*?</div>', page, re.S)[0]
    fields = re.findall(r'href="#([^"]+)"', said)
    assert len(fields) == 4 and all(f'id="{field}"' in page for field in fields)
    assert "最多60个字，现在有61个" in said and "？：" not in said


def test_too_fast_and_too_old_forms_come_back_with_a_fresh_token(client, monkeypatch):
    monkeypatch.setattr(visitors, "MIN_SECONDS", 3)
    assert "提交过快" in send(client).content.decode()
    monkeypatch.setattr(visitors, "MAX_SECONDS", -1)
    old = send(client)
    assert "打开时间过长" in old.content.decode() and "路灯不亮" in old.content.decode()
    assert not Message.objects.exists()


def test_signs_that_cannot_be_seen_do_not_get_in(client):
    number, _code = receipt(
        send(client, title="标题\u202e\u200b", body="正文\x0b\u2066里有看不见的字符", name="管\u200b理员")
    )
    message = Message.objects.get(number=number)
    assert (message.title, message.body, message.shown_name) == ("标题", "正文里有看不见的字符", "网友")


def test_contact_data_in_the_text_are_covered_for_readers(client):
    number, _code = receipt(send(client, title=f"回电{PHONE}", body=f"我是张小明，邮箱{MAIL}，请回电。"))
    message = Message.objects.get(number=number)
    assert PHONE not in message.title and MAIL not in message.body and "张小明" not in message.body
    assert message.sender.body == f"我是张小明，邮箱{MAIL}，请回电。"


# --- floods ----------------------------------------------------------------------------------------


def flood(count: int, honest_from: str, **changes) -> Client:
    """`count` posts from one address, one honest one in the middle; returns after checking that it got through."""
    client = Client()
    for n in range(count):
        if n == count // 2:
            receipt(
                Client().post(
                    "/messages/new/", letter(title="诚实的留言", body="这一条是真的，请答复。"), REMOTE_ADDR=honest_from
                )
            )
        varied = {key: value(n) for key, value in changes.items()}
        client.post("/messages/new/", letter() | varied, REMOTE_ADDR="203.0.113.66")
    assert Message.objects.filter(title="诚实的留言").count() == 1
    assert Message.objects.count() <= intake.PER_HOUR + 1 and Counter.objects.count() <= 2


def test_an_honest_message_gets_through_a_flood_of_different_texts():
    flood(24, "203.0.113.9", body=lambda n: f"广告内容第{n}条，点击领取。")


def test_even_from_the_same_address_when_the_flood_repeats_itself():
    token = visitors.new_token()
    flood(24, "203.0.113.66", token=lambda n: token)
    Message.objects.all().delete()
    flood(24, "203.0.113.66")


@pytest.mark.full
def test_ten_thousand_from_one_address():
    flood(10_000, "203.0.113.9", body=lambda n: f"广告内容第{n}条，点击领取。")


def test_a_forged_forwarding_header_does_not_make_other_addresses(client):
    for n in range(intake.PER_HOUR + 3):
        client.post(
            "/messages/new/", letter(body=f"广告第{n}条，点击领取"), headers={"X-Forwarded-For": f"198.51.100.{n}"}
        )
    assert Message.objects.count() == intake.PER_HOUR


def test_the_refused_keep_their_text_and_read_when_to_come_back(client):
    for n in range(intake.PER_HOUR):
        client.post("/messages/new/", letter(body=f"内容第{n}条，请答复"))
    late = client.post("/messages/new/", letter(body="我的内容还在这里"))
    assert (
        late.status_code == 429
        and "分钟后再次点击提交" in late.content.decode()
        and "我的内容还在这里" in late.content.decode()
    )


def test_guessing_codes_is_slowed(client):
    number, code = receipt(send(client))
    for _n in range(intake.TRIES):
        lookup(client, number, "AAAAAAAAAA")
    assert lookup(client, number, code).status_code == 429


# --- reports ---------------------------------------------------------------------------------------


def test_a_report_knows_the_page_it_came_from(client):
    article = make_article(title="有错字的文章")
    address = article.get_absolute_url()
    assert f'href="/report/?about={address}"' in client.get(address).content.decode()
    page = client.get(f"/report/?about={address}").content.decode()
    assert f'value="{address}"' in page and "有错字的文章" in page
    receipt(send(client, "/report/", kind="error", about=address))
    message = Message.objects.get()
    assert (message.kind, message.about, message.consents) == ("error", address, False)


def test_every_page_leads_to_a_report_about_itself(client):
    make_project(code="AA-001")
    for address in (
        "/",
        "/projects/",
        "/projects/AA-001/",
        "/data/",
        "/messages/",
        "/search/",
        "/api/docs/",
        "/no/such/page/",
    ):
        assert f'href="/report/?about={address}"' in client.get(address).content.decode(), address


def test_a_hidden_page_is_not_named(client):
    article = make_article(title="未公开的标题", published=False)
    page = client.get(f"/report/?about=/news/2026/01/{article.pk}/").content.decode()
    assert "未公开的标题" not in page


@pytest.mark.parametrize(
    "about",
    ["//evil.example/", "https://evil.example/", "/\\evil", "javascript:alert(1)", "/a\x00b", "/" * 400, "/admin/"],
)
def test_strange_pages_are_not_taken_over(client, about):
    page = client.get("/report/", {"about": about})
    assert page.status_code == 200 and 'name="about" maxlength' in page.content.decode()
    send(client, "/report/", kind="rights", about=about)
    assert not Message.objects.filter(about__contains="evil").exists()


def test_every_kind_of_report_is_numbered_and_never_public(client):
    for kind in ("error", "violation", "rights"):
        number, code = receipt(send(client, "/report/", kind=kind, body=f"关于{kind}的说明文字"))
        assert f"关于{kind}的" in lookup(client, number, code).content.decode()
    assert "说明文字" not in client.get("/messages/").content.decode()


def test_a_claim_says_who_claims_and_a_report_need_not(client):
    page = send(client, "/report/", kind="rights", name="", phone="", email="").content.decode()
    assert "主张权利须填写姓名" in page and "须留下电话或电子邮箱" in page and not Message.objects.exists()
    receipt(send(client, "/report/", kind="violation", name="", phone="", email=""))
    message = Message.objects.get()
    assert (message.shown_name, message.title) == ("网友", "东门外的路灯坏了，请修理。")


@pytest.mark.parametrize(
    "body",
    [
        b"\xc4\xfa\xba\xc3=%FF%FE",
        b"title=\xd6\xd0&body=%00%00&category=1&category=2",
        b"=" * 3000,
        b"",
        b"token=" + b"9" * 5000,
    ],
)
def test_garbage_gets_a_page(client, body):
    for address in ("/messages/new/", "/report/", "/messages/query/"):
        response = client.post(address, body, content_type="application/x-www-form-urlencoded")
        assert response.status_code == 200 and "<h1" in response.content.decode()
    assert not Message.objects.exists()


# --- what the sender may do ------------------------------------------------------------------------


def test_the_sender_rates_the_answer(client):
    number, code = receipt(send(client))
    assert "感谢" not in lookup(client, number, code, step="rate", satisfaction="3").content.decode()
    answered(Message.objects.get())
    assert "感谢" in lookup(client, number, code, step="rate", satisfaction="2").content.decode()
    assert Message.objects.get().satisfaction == 2
    lookup(client, number, code, step="rate", satisfaction="9")
    assert Message.objects.get().satisfaction == 2


def answered(message):
    Message.objects.filter(pk=message.pk).update(answer="已经修好。")
    message.refresh_from_db()
    message.submit(by=make_boss())
    message.approve(by=make_boss())
    return message


def test_taking_back_ends_consent_and_what_was_public(client):
    number, code = receipt(send(client))
    message = answered(Message.objects.get())
    message.publish(by=make_boss())
    assert client.get(f"/messages/{number}/").status_code == 200
    assert "已撤回" in lookup(client, number, code, step="recall").content.decode()
    assert client.get(f"/messages/{number}/").status_code == 404
    assert "路灯不亮" not in client.get("/messages/").content.decode()


def test_the_private_row_goes_when_the_time_is_over():
    old, fresh = make_message(answer="答"), make_message(answer="答")
    Message.objects.filter(pk=old.pk).update(closed_at=timezone.now() - timedelta(days=181))
    waiting = make_message()
    call_command("tidy_messages", verbosity=0)
    assert set(Sender.objects.values_list("message_id", flat=True)) == {fresh.pk, waiting.pk}
    assert old.steps.last().verb == "forget" and Message.objects.filter(pk=old.pk).exists()


def test_a_message_in_english_is_taken_and_shown_in_english(client):
    form = client.get("/en/messages/new/").content.decode()
    assert "What do you want to say?" in form and ">Question</option>" in form
    words = {"title": "Which bus goes there", "body": "Is there a bus to the park?", "name": "Emma Wilson"}
    number, _code = receipt(send(client, "/en/messages/new/", **words))
    message = Message.objects.get(number=number)
    assert (message.language, message.shown_name) == ("en", "E**")
    wrong = send(client, "/en/messages/new/", body="x").content.decode()
    assert "Nothing was sent yet." in wrong and "Please write a little more" in wrong
    make_message(title="中文留言", published=True)
    with override("en"):
        make_message(title="Bus to the park", published=True)
    english = client.get("/en/messages/").content.decode()
    assert "Bus to the park" in english and "中文留言" not in english
    assert all(title in client.get("/messages/").content.decode() for title in ("Bus to the park", "中文留言"))
    shown = Message.objects.get(title="Bus to the park").number
    assert client.get(f"/en/messages/{shown}/").status_code == 200
    chinese = Message.objects.get(title="中文留言").number
    assert client.get(f"/en/messages/{chinese}/").status_code == 404


def test_a_report_from_an_english_page_knows_the_page(client):
    article = make_article(title="要闻")
    page = client.get("/en/report/", {"about": f"/en{article.get_absolute_url()}"}).content.decode()
    assert f'value="{article.get_absolute_url()}"' in page

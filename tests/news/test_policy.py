"""Policy documents say whether they hold, what replaced them and what explains them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from news.models import PolicyDocument
from portal.accounts.roles import Role
from tests.factories import make_article, make_boss, make_site, make_user

pytestmark = pytest.mark.django_db


def page(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def test_a_repealed_document_says_so_and_leads_to_the_new_one(client):
    make_site()
    old, new = make_article(title="旧办法"), make_article(title="新办法")
    PolicyDocument.objects.create(article=new, number="示例〔2026〕2号")
    policy = PolicyDocument.objects.create(
        article=old, number="示例〔2020〕1号", issuer="示例管委会", issued_on=date(2020, 1, 2)
    )
    assert "现行有效" in page(client, old) and "repealed-mark" not in client.get(old.column.path).content.decode()
    policy.state, policy.state_since, policy.replaced_by = "repealed", date(2026, 3, 1), new
    policy.full_clean()
    policy.save()
    html = page(client, old)
    assert (
        "本文件自2026-03-01起已废止" in html
        and f'href="{new.get_absolute_url()}"' in html
        and "示例〔2020〕1号" in html
    )
    assert "已废止" in client.get(old.column.path).content.decode()


def test_document_and_explanation_link_to_each_other(client):
    make_site()
    by, document, explanation, draft = (
        make_boss(),
        make_article(title="办法"),
        make_article(title="一图读懂"),
        make_article(title="稿", published=False),
    )
    PolicyDocument.objects.create(article=document).interpretations.set([explanation, draft])
    assert f'<a href="{explanation.get_absolute_url()}">一图读懂</a>' in page(client, document)
    assert f'<a href="{document.get_absolute_url()}">办法</a>' in page(client, explanation)
    more = make_article(title="十问十答")
    document.policy.interpretations.add(more)
    assert "</a>，<a" in page(client, document) and "解读：<a" in page(client, document)
    more.withdraw(by=by, reason="原因")
    explanation.withdraw(by=by, reason="原因")
    html = page(client, document)
    assert "一图读懂" not in html and "解读：" not in html


def test_a_withdrawn_replacement_is_not_named(client):
    make_site()
    old, draft = make_article(title="旧办法"), make_article(title="未发布的新办法", published=False)
    PolicyDocument.objects.create(article=old, state="amended", state_since=date(2026, 1, 1), replaced_by=draft)
    html = page(client, old)
    assert "已修改" in html and "未发布的新办法" not in html


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"state": "repealed"}, "state_since"),
        ({"replaced": True}, "state"),
        ({"itself": True, "state": "repealed", "state_since": date(2026, 1, 1)}, "replaced_by"),
    ],
)
def test_what_does_not_fit_is_refused(fields, field):
    article = make_article()
    other = article if fields.pop("itself", False) else make_article() if fields.pop("replaced", False) else None
    with pytest.raises(ValidationError) as error:
        PolicyDocument(article=article, replaced_by=other, **fields).full_clean()
    assert field in error.value.message_dict


def test_the_final_reviewer_keeps_the_states(client):
    client.force_login(make_user(Role.FINAL_REVIEWER))
    article = make_article()
    response = client.post(
        "/admin/news/policydocument/add/", {"article": article.pk, "number": "1号", "state": "valid"}
    )
    assert response.status_code == 302 and article.policy.number == "1号"
    client.force_login(make_user(Role.EDITOR))
    assert client.get("/admin/news/policydocument/").status_code == 403

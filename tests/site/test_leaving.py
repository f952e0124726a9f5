"""Links that leave the site say so first, and nobody can make us send readers anywhere."""

import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError

from portal.lib.outward import outward
from portal.site.models import SiteSettings
from tests.factories import make_article, make_site

pytestmark = pytest.mark.django_db


def test_a_link_in_a_text_leads_to_the_notice(client):
    make_site()
    article = make_article(body='<p><a href="https://example.com/a?b=1&amp;c=2">外站</a> <a href="/news/">本站</a></p>')
    html = client.get(article.get_absolute_url()).content.decode()
    address = unescape(
        re.search(r'<a href="(/go/[^"]+)" data-to="https://example.com/a\?b=1&amp;c=2" rel="noopener">外站', html)[1]
    )
    assert '<a href="/news/">本站' in html
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert "example.com" in page and 'href="https://example.com/a?b=1&amp;c=2"' in page and "即将离开本站" in page
    assert "noindex" in response["X-Robots-Tag"]


@pytest.mark.parametrize("address", ["https://www.henan.gov.cn/x", "https://gov.cn/", "http://a.b.gov.cn/?q=1"])
def test_a_trusted_host_is_gone_to_at_once(client, address):
    make_site()
    response = client.get(outward(address))
    assert response.status_code == 302 and response["Location"] == address


@pytest.mark.parametrize("host", ["evilgov.cn", "gov.cn.evil.com", "gov.cn@evil.com"])
def test_a_host_that_only_looks_trusted_gets_the_notice(client, host):
    make_site()
    assert client.get(outward(f"https://{host}/")).status_code == 200


@pytest.mark.parametrize(
    "change",
    [lambda a: a.replace("example", "evil"), lambda a: a[:-1], lambda a: "/go/", lambda a: "/go/?to=//evil.com"],
)
def test_an_address_that_we_did_not_sign_is_not_found(client, change):
    make_site()
    assert client.get(change(outward("https://example.com/"))).status_code == 404


def test_a_notice_of_a_move_stands_on_every_page(client):
    make_site(move_notice="本站将于2030年1月1日迁移")
    assert "本站将于2030年1月1日迁移" in client.get("/").content.decode()
    assert "本站将于2030年1月1日迁移" in client.get("/sitemap/").content.decode()


def test_trusted_hosts_are_read_as_they_are_pasted():
    settings = SiteSettings(trusted_hosts="gov.cn，https://www.pds.gov.cn/a/ ; HNR.cn:8080")
    settings.clean()
    assert settings.trusted_hosts == "gov.cn www.pds.gov.cn hnr.cn"
    settings.trusted_hosts = "gov.cn 河南日报"
    with pytest.raises(ValidationError, match="河南日报"):
        settings.clean()

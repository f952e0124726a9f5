"""Light pages: what a phone must fetch, and that nothing jumps or waits while it does."""

import gzip
import re

import pytest
from django.conf import settings

PAGES = [
    "/",
    "/news/headlines/",
    "/news/2026/03/7/",
    "/projects/",
    "/projects/?view=cards",
    "/projects/GX-023/",
    "/data/projects/",
]
KB = 1024


def packed(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def static(address: str) -> bytes:
    return (settings.BASE_DIR / "portal" / address.lstrip("/")).read_bytes()


def fetched(html: str) -> set[str]:
    """The stylesheets, scripts and icons that a page asks for."""
    return set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))


def test_the_style_sheet_and_the_home_page_are_small(client):
    html = client.get("/").content
    files = fetched(html.decode())
    assert packed(static("/static/portal/css/site.css")) <= 30 * KB
    assert packed(html) + sum(packed(static(address)) for address in files) <= 100 * KB
    at_once = [tag for tag in re.findall("<img[^>]*>", html.decode()) if "lazy" not in tag and "/static/" not in tag]
    assert 1 + len(files) + len(at_once) <= 15


@pytest.mark.parametrize("address", PAGES)
def test_no_script_blocks_and_every_picture_has_its_size(client, address):
    html = client.get(address).content.decode()
    for tag in re.findall(r"<script\b[^>]*\bsrc=[^>]*>", html):
        assert " defer" in tag or 'type="module"' in tag
    for tag in re.findall("<img[^>]*>", html):
        assert re.search(r'\bwidth="\d+"', tag) and re.search(r'\bheight="\d+"', tag), tag
    pictures = [tag for tag in re.findall("<img[^>]*>", html) if "/media/" in tag]
    assert all('loading="lazy"' in tag for tag in pictures[1:])

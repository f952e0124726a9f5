"""Light pages: what a phone must fetch, and that nothing jumps or waits while it does."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders

from tests.browser.kinds import EVERY

KB = 1024


def packed(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def static(address: str) -> bytes:
    return Path(finders.find(address.removeprefix("/static/"))).read_bytes()


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


def test_every_page_is_light_and_nothing_in_it_blocks_or_jumps(client):
    """No page weighs more than the home page may; scripts wait; every picture has its size, photos come as AVIF or JPEG in
    several widths, and below the first of a page only when they come into sight."""
    wrong = []
    for address in EVERY:
        content = client.get(address).content
        html = content.decode()
        if packed(content) + sum(packed(static(file)) for file in fetched(html)) > 100 * KB:
            wrong.append(f"{address}: too heavy")
        for tag in re.findall(r"<script\b[^>]*\bsrc=[^>]*>", html):
            wrong += [] if " defer" in tag or 'type="module"' in tag else [f"{address}: blocks: {tag}"]
        for tag in re.findall("<img[^>]*>", html):
            sized = re.search(r'\bwidth="\d+"', tag) and re.search(r'\bheight="\d+"', tag)
            wrong += [] if sized else [f"{address}: no size: {tag}"]
        photos = [tag for tag in re.findall("<img[^>]*>", html) if "/media/" in tag]
        wrong += [f"{address}: one width: {tag}" for tag in photos if " srcset=" not in tag]
        wrong += [f"{address}: not lazy: {tag}" for tag in photos[1:] if 'loading="lazy"' not in tag]
        if html.count('type="image/avif"') != len(photos):
            wrong.append(f"{address}: a photo without AVIF")
    assert wrong == []

"""What the Nu HTML checker says of every page: the same judge as validator.w3.org, asked on this machine."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from tests.browser.kinds import EVERY
from tests.crawl import visit

VNU = "26.9.27"
# Pages that no address alone shows: forms sent back, and refusals.
SENT_BACK = ["/messages/new/", "/report/", "/messages/query/", "/news/26/comments/", "/news/comments/1/report/"]
REFUSALS = ["403.html", "403_csrf.html", "410.html", "500.html", "accounts/locked.html"]


@pytest.fixture(scope="module")
def checker() -> Path:
    """vnu.jar of the pinned version, fetched once into a folder of the machine's own."""
    if not shutil.which("java"):
        pytest.skip("Nu HTML checker: there is no Java on this machine (apt-get install default-jre-headless)")
    folder = Path(tempfile.gettempdir()) / f"vnu-jar-{VNU}"
    jar = folder / "package/build/dist/vnu.jar"
    if not jar.exists():
        assert shutil.which("npm"), "Java is here, npm to fetch the checker is not (apt-get install npm)"
        folder.mkdir(exist_ok=True)
        subprocess.run(["npm", "pack", "--silent", f"vnu-jar@{VNU}"], cwd=folder, check=True)
        subprocess.run(["tar", "xzf", f"vnu-jar-{VNU}.tgz"], cwd=folder, check=True)
    return jar


def errors(checker: Path, pages: dict[str, bytes], folder: Path) -> dict[str, list[str]]:
    """name -> what the checker calls an error, of pages by name."""
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        (folder / f"{number}.html").write_bytes(html)
        names[f"{number}.html"] = name
    said = subprocess.run(
        ["java", "-jar", checker, "--format", "json", "--errors-only", "--exit-zero-always", folder],
        capture_output=True,
    ).stderr
    found = {}
    for message in json.loads(said)["messages"]:
        found.setdefault(names[message["url"].rpartition("/")[2]], []).append(message["message"])
    return found


@pytest.mark.full
def test_the_checker_finds_no_error_on_any_page(checker, site, client, rf, tmp_path):
    pages = {address: found.body for address, found in site.items() if found.is_html and found.body}
    client.cookies["elder"] = "1"
    pages |= {f"elder mode: {address}": visit(client, address).body for address in EVERY}
    pages |= {f"sent back: {address}": client.post(address, {"title": "题"}).content for address in SENT_BACK}
    pages |= {template: render_to_string(template, {"reason": "原因"}, rf.get("/")).encode() for template in REFUSALS}
    pages["broken on purpose"] = b"<!doctype html><title>x</title><p><div></p><img src=x>"
    found = errors(checker, pages, tmp_path)
    assert found.pop("broken on purpose")
    assert len(pages) > 400 and found == {}

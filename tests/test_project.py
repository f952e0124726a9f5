"""The project as a whole: migrations, requirements, translations, sizes of rooms."""

import os
import re
import socket
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.management import call_command

from portal.lib.catalogue import collect

ROOT = Path(__file__).parent.parent


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-scale.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned(name):
    lines = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith(("-r ", "#"))]
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9.-]+(\[[a-z0-9,]+\])?==[0-9][0-9a-z.]*", line)] == []


def test_every_message_is_translated():
    with (ROOT / "portal/locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
        known = read_po(file, locale="zh_Hans")
    missing = []
    for message in collect(ROOT):
        if message.id:
            found = known.get(message.id, message.context)
            if not found or not found.string or "fuzzy" in found.flags:
                missing.append(message.id)
    assert missing == []


def test_translations_keep_their_placeholders():
    with (ROOT / "portal/locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
        messages = [
            message for message in read_po(file, locale="zh_Hans") if message.id and isinstance(message.id, str)
        ]
    name = re.compile(r"%\((\w+)\)")
    assert [m.id for m in messages if set(name.findall(m.id)) != set(name.findall(str(m.string)))] == []


def test_files_stay_rooms_one_can_look_over():
    limits = {".py": 310, ".html": 155}  # a little air above the 300 and 150 that we aim at
    tall = []
    for top in ("portal", "news", "projects", "templates", "tests"):
        for path in (ROOT / top).rglob("*"):
            if path.suffix in limits and "migrations" not in path.parts:
                lines = path.read_text(encoding="utf-8").count("\n")
                if lines > (430 if top == "tests" else limits[path.suffix]) and "demo" not in path.parts:
                    tall.append(f"{path.relative_to(ROOT)}: {lines}")
    assert tall == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITE_URL", "http://portal.example.gov.cn"),
        ("SITE_URL", "portal.example.gov.cn"),
        ("DEBUG", "maybe"),
        ("DATABASE_URL", "oracle://somewhere"),
        ("DATABASE_URL", "nonsense"),
        ("SECRET_KEY", "short"),
        ("TRUSTED_PROXIES", "proxy.local"),
        ("DATA_DIR", "/proc/nowhere"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_its_name(name, value):
    run = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, capture_output=True, text=True,
        env={"PATH": "/usr/bin:/bin", name: value} | ({"SECRET_KEY": "x" * 60} if name not in ("SECRET_KEY", "DATA_DIR") else {}),
    )  # fmt: skip
    assert run.returncode != 0
    assert name in run.stderr
    assert "Traceback" not in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


def test_a_database_that_is_away_stops_the_start_at_once_and_says_why(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"  # bound, and nobody listens
        given = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings", "DATA_DIR": str(tmp_path)}
        given["DATABASE_URL"] = f"postgres://somebody:hush@{place}/portal"
        command = [sys.executable, "manage.py", "up", "--prepare"]
        done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=20)
    assert done.returncode == 1
    assert "连不上数据库" in done.stderr and "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr and "hush" not in done.stderr


def test_production_settings_pass_djangos_deployment_check():
    run = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], cwd=ROOT, capture_output=True, text=True,
        env={"PATH": "/usr/bin:/bin", "SITE_URL": "https://portal.example.gov.cn", "SECRET_KEY": "k7-" * 25 + "aBcDeFgH"},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "no issues" in run.stdout

"""The real thing: `manage.py up` in an empty place, the real server, and Chromium looking at it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

# Playwright keeps an event loop in the worker for the rest of the run; the tests after it use the database as ever.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
HERE = Path(__file__).parent
ROOT = HERE.parent.parent


@pytest.fixture(scope="session")
def browser_type_launch_args():
    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    return {"executable_path": os.environ.get("CHROMIUM") or "/usr/bin/chromium", "args": quiet}


@dataclass
class Portal:
    url: str
    password: str
    said: str  # what the first start printed
    folder: Path
    port: int

    @property
    def environment(self) -> dict[str, str]:
        shared = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
        return shared | {"DATA_DIR": str(self.folder), "DJANGO_SETTINGS_MODULE": "portal.settings"}

    def shell(self, code: str) -> str:
        """Run `code` on the portal's data, beside its server; what it printed."""
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, text=True, stdout=subprocess.PIPE, check=True
        ).stdout

    def start(self) -> tuple[subprocess.Popen, str]:
        """Start `manage.py up` and return it with all it printed until the server stood."""
        server = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--port", str(self.port)], cwd=ROOT, text=True,
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        said = ""
        for line in server.stdout:
            said += line
            if "门户已就绪" in line:
                wait_for(self.port)
                return server, said
        raise RuntimeError(said)


def stop(server: subprocess.Popen) -> None:
    server.terminate()
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    with suppress(ProcessLookupError):  # a worker that was just being started when its server ended
        os.killpg(server.pid, signal.SIGKILL)


def wait_for(port: int, seconds: float = 20) -> None:
    for _ in range(int(seconds * 10)):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    """The portal after its first start on an empty machine; its server runs until the end."""
    site = Portal("", "", "", tmp_path_factory.mktemp("portal"), free_port())
    server, site.said = site.start()
    site.url = f"http://127.0.0.1:{site.port}"
    site.password = re.search(r"首次口令（只显示这一次）：(\S+)", site.said)[1]
    yield site
    stop(server)


@pytest.fixture
def complaints(page):
    """What the browser complains of: errors of scripts and of the content security policy."""
    found = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


HIRE = """
import json
from django.conf import settings
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY, get_user_model
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
for name, role in json.loads({people!r}).items():
    user = get_user_model().objects.create_user(username=f"browser-{{name}}", name=name, is_staff=True)
    user.groups.set([Group.objects.get(name=role)])
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print("SIGNED IN", name, settings.SESSION_COOKIE_NAME, session.session_key)
"""


@pytest.fixture(scope="module")
def people(portal, browser):
    """Name -> a page on which this colleague has signed in, each in a browser of their own."""
    roles = {"小张": "信息员", "小王": "信息员", "老一": "一审", "老二": "二审", "老三": "三审"}
    said = portal.shell(HIRE.format(people=json.dumps(roles)))
    pages = {}
    for name, cookie, key in re.findall(r"SIGNED IN (\S+) (\S+) (\S+)", said):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": cookie, "value": key, "url": portal.url}])
        pages[name] = context.new_page()
    assert len(pages) == len(roles), said
    yield pages
    for page in pages.values():
        page.context.close()

"""The real thing: `manage.py up` in an empty place, the real server, and Chromium looking at it."""

import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in Path(item.fspath).parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


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

    def start(self) -> tuple[subprocess.Popen, str]:
        """Start `manage.py up` and return it with all it printed until the server stood."""
        environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
        server = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--port", str(self.port)], cwd=ROOT, text=True,
            env=environment | {"DATA_DIR": str(self.folder), "DJANGO_SETTINGS_MODULE": "portal.settings"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
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

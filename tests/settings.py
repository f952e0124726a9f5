"""The portal's settings, with what tests must not share with a running site."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="portal-test-"))
if url := os.environ.get("TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = url
if url := os.environ.get("TEST_REDIS_URL"):
    # A database of its own for each worker of xdist: one would find what the other has just kept.
    place, _, number = url.rpartition("/")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    os.environ["REDIS_URL"] = f"{place}/{(int(number) - int(worker)) % 16}" if number.isdecimal() else url

from portal.lib.catalogue import compile_all  # noqa: E402
from portal.settings import *  # noqa: E402, F403

# Before Django reads the words for the first time; the workers of xdist start after this process has compiled.
compile_all(Path(__file__).parent.parent)

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(os.environ["DATA_DIR"]) / "media"
(Path(os.environ["DATA_DIR"]) / "static").mkdir(parents=True, exist_ok=True)  # else WhiteNoise warns in every test

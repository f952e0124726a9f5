"""`make serve` in one command: database, demonstration zone, static files, first account, server."""

import hashlib
import os
import secrets
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation

from portal.accounts.roles import write_groups
from portal.demo.load import load_frame
from portal.lib.catalogue import compile_all
from portal.search.indexing import is_current
from portal.site.models import Column
from projects.models import Project


class Command(BaseCommand):
    help = "Bring the portal up: what is missing is made, then the server runs. A second start changes nothing."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--empty", action="store_true", help="without the demonstration zone")
        parser.add_argument("--prepare", action="store_true", help="everything but the server")

    def handle(self, *, host: str, port: int, workers: int, empty: bool, prepare: bool, **options) -> None:
        if not prepare:
            self._check_port(host, port)
        if compile_all(settings.BASE_DIR):
            translation.trans_real._translations.clear()  # read the words that have just been compiled
        self._reach_database()
        self._database()
        if not empty and not Project.objects.exists():
            self.stdout.write("正在载入演示数据（约一分钟）……")
            call_command("load_demo", verbosity=0)
        self._index()
        self._static()
        self._first_account()
        if empty and not Column.objects.exists():
            load_frame(get_user_model().objects.filter(is_superuser=True).first())
            self.stdout.write("已建立常用栏目，可在后台“栏目”中增删；没有内容的栏目读者看不到。")
        if prepare:
            return
        self.stdout.write(f"门户已就绪：http://{host}:{port}  管理后台：http://{host}:{port}/admin/  （Ctrl+C 停止）")
        self.stdout.flush()
        connection.close()
        os.environ.setdefault(
            "SITE_URL", f"http://127.0.0.1:{port}"
        )  # citations, feeds and the site map name the real port
        granian = Path(sys.executable).with_name("granian")
        os.execv(granian, [  # noqa: S606 - no shell is wanted between us and the server
            str(granian), "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers),
            "--blocking-threads", "4", "--log-level", "warning", "portal.wsgi:application",
        ])  # fmt: skip

    @staticmethod
    def _check_port(host: str, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(f"端口 {port} 已被占用；请换一个：make serve PORT={port + 1}") from error

    @staticmethod
    def _reach_database() -> None:
        """Past the pool, which tries on and keeps the reason to itself."""
        alone = connection.copy()
        alone.settings_dict["OPTIONS"].pop("pool", None)
        try:
            alone.ensure_connection()
        except OperationalError as error:
            raise CommandError(
                f"连不上数据库，请检查 DATABASE_URL 以及数据库是否已启动。数据库的回答：{error}"
            ) from error
        finally:
            alone.close()

    def _database(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("正在准备数据库……")
            call_command("migrate", verbosity=0)
            write_groups()

    def _index(self) -> None:
        if not is_current():
            self.stdout.write("检索库是旧版本建立的，正在重建……")
            call_command("search_rebuild", verbosity=0)

    @staticmethod
    def _static() -> None:
        """Collect only when a source file has changed since the last time."""
        found = hashlib.sha256()
        for finder in get_finders():
            for name, storage in finder.list([]):
                stat = os.stat(storage.path(name))
                found.update(f"{name} {stat.st_mtime_ns} {stat.st_size}\n".encode())
        stamp = settings.DATA_DIR / "static.stamp"
        if not stamp.exists() or stamp.read_text() != found.hexdigest():
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)
            stamp.write_text(found.hexdigest())

    def _first_account(self) -> None:
        """No account is shipped: where nobody can manage the site yet, one is made and its password shown once."""
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser(username="admin", password=password, name="管理员")
        self.stdout.write(f"后台账号：admin  首次口令（只显示这一次）：{password}")

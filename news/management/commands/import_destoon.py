from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from news.destoon.dump import BadDump, read_dump
from news.destoon.rows import Import
from portal.site.models import Column


class Command(BaseCommand):
    help = "Take over the articles of a DESTOON site from a CSV or SQL dump; a second run adds nothing."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--column", default="/news/headlines/", help="path of the column that the articles go to")
        parser.add_argument(
            "--map", action="append", default=[], metavar="CATID=PATH", help="another column for a category"
        )
        parser.add_argument(
            "--old-address", default="/news/show-{itemid}.html", help="address of an article on the old site"
        )
        parser.add_argument("--files", type=Path, help="the old site's folder of uploads; its pictures come along")
        parser.add_argument("--by", help="user name that the log names; the first administrator if not given")

    def handle(self, *, file: Path, **options) -> None:
        try:
            rows = read_dump(file.read_bytes())
        except (OSError, BadDump) as error:
            raise CommandError(f"{file}：{error}") from error
        work = Import(
            by=self._person(options["by"]), columns=self._columns(options), address=options["old_address"],
            files=options["files"], is_dry=options["dry_run"],
        )  # fmt: skip
        with transaction.atomic():
            for number, row in enumerate(rows, 2):
                work.take(number, row)
            if options["dry_run"]:
                transaction.set_rollback(True)
        self.stdout.write("试运行，未写入：" if options["dry_run"] else "导入完成：")
        for line in work.report.lines():
            self.stdout.write(line)

    @staticmethod
    def _person(name: str | None):
        people = get_user_model().objects.filter(is_active=True)
        found = people.filter(username=name) if name else people.filter(is_superuser=True).order_by("pk")
        if not (person := found.first()):
            raise CommandError("没有这个用户。" if name else "还没有管理员帐号。")
        return person

    @staticmethod
    def _columns(options: dict) -> dict[str, Column]:
        wanted = {"": options["column"]} | dict(pair.partition("=")[::2] for pair in options["map"])
        found = {}
        for category, path in wanted.items():
            column = Column.objects.filter(path=path, kind="articles").first()
            if column is None:
                raise CommandError(f"没有可以放文章的栏目：{path}")
            found[category] = column
        return found

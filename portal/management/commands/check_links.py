from django.core.management.base import BaseCommand
from django.test import RequestFactory

from portal.linkcheck import check
from portal.sitemaps import entries


class Command(BaseCommand):
    help = "Follow every link on every public page; what is dead stands in the back office afterwards."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--external", action="store_true", help="ask other sites too (one question a second)")

    def handle(self, **options) -> None:
        paths = [entry.path for entry in entries(RequestFactory().get("/"))]
        self.stdout.write(f"共 {len(paths)} 个页面。")
        dead = check(
            paths, external=options["external"],
            say=lambda pages, links: self.stdout.write(f"已查 {pages} 页，{links} 个链接……"),
        )  # fmt: skip
        for link in dead:
            self.stdout.write(f"{link.page}：{link.address}（{link.answer}）")
        self.stdout.write(f"失效链接 {len(dead)} 个。")

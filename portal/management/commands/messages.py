from django.conf import settings
from django.core.management.base import BaseCommand

from portal.lib.catalogue import collect, compile_all, update


class Command(BaseCommand):
    help = "Bring the message catalogue in line with the code, name what is untranslated, and compile."
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--compile", action="store_true", help="only compile")

    def handle(self, **options) -> None:
        if not options["compile"]:
            po = settings.BASE_DIR / "portal/locale/zh_Hans/LC_MESSAGES/django.po"
            missing, dropped = update(po, collect(settings.BASE_DIR))
            for message in missing:
                self.stdout.write(f"未翻译：{message}")
            self.stdout.write(f"{len(missing)} 条未翻译，{len(dropped)} 条已不再使用。")
        compile_all(settings.BASE_DIR)

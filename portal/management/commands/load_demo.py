from django.core.management.base import BaseCommand

from portal.demo.load import load


class Command(BaseCommand):
    help = (
        "Load the demonstration zone through the same import and verbs that staff use. Loading again changes nothing."
    )

    def handle(self, **options) -> None:
        done = load(self.stdout.write if options["verbosity"] else lambda line: None)
        self.stdout.write(f"演示数据已就绪：新增或更新 {done} 项。" if done else "演示数据没有变化。")

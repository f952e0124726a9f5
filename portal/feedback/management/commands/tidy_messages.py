from django.core.management.base import BaseCommand

from portal.feedback.retention import tidy


class Command(BaseCommand):
    help = "删除超过保存期限的留言人资料、过期的垃圾留言和计数。建议每天运行一次。"

    def handle(self, **options) -> None:
        senders, spam, counters = tidy()
        self.stdout.write(f"已删除：留言人资料 {senders} 条，垃圾留言 {spam} 条，计数 {counters} 条。")

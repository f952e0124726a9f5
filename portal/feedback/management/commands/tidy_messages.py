from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from news import commenting
from portal.feedback.models import FeedbackSettings
from portal.feedback.retention import tidy


class Command(BaseCommand):
    help = "删除超过保存期限的留言人资料、评论来源摘要、未通过的评论、过期的垃圾留言和计数。建议每天运行一次。"

    def handle(self, **options) -> None:
        senders, spam, counters = tidy()
        self.stdout.write(f"已删除：留言人资料 {senders} 条，垃圾留言 {spam} 条，计数 {counters} 条。")
        digests, refused = commenting.tidy(timezone.now() - timedelta(days=FeedbackSettings.load().retention_days))
        self.stdout.write(f"已删除：评论来源摘要 {digests} 条，未通过的评论 {refused} 条。")

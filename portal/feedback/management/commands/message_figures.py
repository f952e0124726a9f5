"""manage.py message_figures --by NAME [--month YYYY-MM]: the month's answering figures as drafts in the ledger."""

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.feedback.ledger import enter


class Command(BaseCommand):
    help = "把某月的留言答复统计作为草稿值填入指标台账，由指标员审核发布。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", required=True, metavar="用户名", help="以谁的名义填报（须有填报指标的权限）")
        parser.add_argument("--month", metavar="YYYY-MM", help="统计月份，默认为上一个月")

    def handle(self, *args: Any, **options: Any) -> None:
        user = get_user_model().objects.filter(username=options["by"], is_active=True).first()
        if user is None:
            raise CommandError(f"没有用户“{options['by']}”。")
        try:
            entered = enter(_first(options["month"]), by=user)
        except PermissionDenied:
            raise CommandError(f"用户“{options['by']}”没有填报指标的权限。") from None
        for vintage in entered:
            self.stdout.write(f"{vintage.observation}：{vintage.shown}（草稿）")
        self.stdout.write(f"填入 {len(entered)} 个值。")


def _first(text: str | None) -> date:
    if text is None:
        return (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    try:
        if len(text) != 7:
            raise ValueError
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise CommandError(f"月份应写作 YYYY-MM：{text}") from None

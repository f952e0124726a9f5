"""The invented messages of the guest book and their answers, brought in as the public and the office would."""

import csv
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone, translation

from portal.accounts.models import Department
from portal.accounts.roles import Role
from portal.feedback import intake
from portal.feedback.models import Category, Message

from .newsroom import person

FILE = Path(__file__).parent / "messages.csv"
UNIT = "示例办公室（示例）"


@transaction.atomic
def load(by) -> int:
    """Messages that aren't there yet; returns how many. One has no answer: it waits in the inbox."""
    unit, _made = Department.objects.get_or_create(name=UNIT)
    # Nobody approves an answer of their own.
    approver = person("demo-approver", "示例审核员（示例）", Role.MESSAGE_MANAGER)
    done = 0
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not Message.objects.filter(form_id=f"demo-{row['键']}").exists():
                _message(row, unit, by, approver)
                done += 1
    return done


def _message(row: dict[str, str], unit: Department, by, approver) -> None:
    with translation.override(row["语言"] or translation.get_language()):
        message = intake.receive(
            Category.objects.get(kind="message", name=row["类别"]), title=row["标题"], body=row["内容"], name=row["称呼"],
            phone=row["电话"], consents=row["同意公开"] == "是", form_id=f"demo-{row['键']}", is_sample=True,
            at=_moment(row["留言时间"]),
        ).message  # fmt: skip
    message.hand_over(unit, by=by, reason="示例分派")
    message.steps.update(at=message.received_at)
    if not row["答复"]:
        return
    message.answer = row["答复"]
    message.save(update_fields=["answer"])
    message.submit(by=by)
    message.approve(by=approver)
    answered = _moment(row["答复时间"])
    Message.objects.filter(pk=message.pk).update(answered_at=answered, closed_at=answered)
    message.steps.filter(verb__in=("submit", "approve")).update(at=answered)
    if message.consents:
        message.publish(by=by, at=answered)


def _moment(text: str) -> datetime | None:
    return timezone.make_aware(datetime.strptime(text, "%Y-%m-%d %H:%M")) if text else None

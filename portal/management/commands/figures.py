"""manage.py figures FILE: the figures of a text, one JSON object a line (portal.lib.quantities)."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.lib.quantities import find


class Command(BaseCommand):
    help = "找出文本中的数字，每行输出一个 JSON 对象（偏移量按字符计，从文件开头算起）。"
    requires_system_checks: list[str] = []  # reads a file and nothing else, so it works before the database does

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="UTF-8 文本文件")
        parser.add_argument("--date", metavar="YYYY-MM-DD", help="文章日期，仅用于 period_proposal（如“今年以来”）")
        parser.add_argument("--all", action="store_true", help="连修辞性的数字（如“百余名工人”）一并列出")

    def handle(self, *args: Any, **options: Any) -> None:
        day = _day(options["date"])
        for figure in find(_text(options["file"]), day, all=options["all"]):
            self.stdout.write(json.dumps(figure.as_dict(), ensure_ascii=False))


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        if len(text) != 10:  # fromisoformat takes 20260302 and 2026-W10-1 too
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"日期应写作 YYYY-MM-DD，且须是存在的日期：{text}") from None


def _text(name: str) -> str:
    """The file as it is: no newline is translated and a byte order mark stays, so offsets count from its start."""
    try:
        return Path(name).read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise CommandError(f"文件不是 UTF-8 编码（第 {error.start + 1} 字节起无法识别）：{name}") from None
    except FileNotFoundError:
        raise CommandError(f"找不到文件：{name}") from None
    except OSError:
        raise CommandError(f"无法读取文件（可能是目录，或没有权限）：{name}") from None

"""manage.py figures FILE [--date YYYY-MM-DD] [--all]"""

import json

import pytest
from django.core.management import CommandError, call_command


def test_the_command_prints_one_object_a_line(tmp_path, capsys):
    path = tmp_path / "news.txt"
    path.write_bytes("今年以来新增企业６８家。\r\n百余名工人在忙。\r\n办结率达98.5%以上".encode())
    call_command("figures", str(path), date="2026-03-02")
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["text"], row["start"], row["period_proposal"]) for row in rows] == [
        ("６８家", 8, "2026"),
        ("达98.5%以上", 27, None),
    ]
    call_command("figures", str(path), all=True)
    assert "百余名" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        (None, {}, "找不到文件"),
        ("高新区".encode("gbk"), {}, "UTF-8"),
        (b"", {"date": "2026-13-01"}, "日期"),
        (b"", {"date": "20260302"}, "日期"),
    ],
)
def test_the_command_says_in_one_line_what_is_wrong(tmp_path, content, options, message):
    path = tmp_path / "news.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=message) as caught:
        call_command("figures", str(path), **options)
    assert "\n" not in str(caught.value)

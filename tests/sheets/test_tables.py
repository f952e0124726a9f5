"""What an uploaded file may look like, and what is said of one that can't be read."""

from datetime import datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook

from portal.sheets.sheet import Column
from portal.sheets.tables import BadTable, read_table
from portal.sheets.widgets import NumberWidget, TextWidget
from portal.sheets.workbook import write_xlsx


def xlsx(*rows) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def problem(content: bytes, name: str = "a.csv") -> str:
    try:
        return str(read_table(content, name).problems[0])
    except BadTable as error:
        return str(error.problem)


def test_blank_rows_are_left_out_and_row_numbers_stay_those_of_the_file():
    table = read_table("编号,名称\n,\nA,甲\n\n  ,\nB,乙\n".encode(), "a.csv")
    assert (table.rows, table.numbers) == ([["A", "甲"], ["B", "乙"]], [3, 6])


def test_a_byte_order_mark_is_no_part_of_the_first_header():
    assert read_table("\ufeff编号\nA\n".encode(), "a.csv").headers == ["编号"]


def test_gbk_is_named_with_its_row_and_what_to_do():
    text = problem("code,note\nA,b\nB,中文\n".encode("gbk"))
    assert text.startswith("第 3 行") and "GBK" in text and "UTF-8" in text


@pytest.mark.parametrize("word", ["合计", "总计", "小计", "合 计"])
def test_a_totals_row_is_refused(word):
    assert problem(f"名称,数\n甲,1\n{word},1\n".encode()) == f"第 3 行：这像是合计行（“{word}”），请删去。"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "第一行"),
        (b"x", "a.xls", ".xlsx"),
        (b"PK not a zip", "a.xlsx", "不能作为 Excel"),
        ("编号\nA,多出来\n".encode(), "a.csv", "第 2 行"),
        ("编号\n".encode() + b"A\0\n", "a.csv", "空字符"),
        ("编号\n".encode() + b"A" * 6000 + b"\n", "a.csv", "5000"),
        ('编号\n"A\n'.encode(), "a.csv", "引号"),
    ],
)
def test_what_can_not_be_read_is_said_in_chinese(content, name, words):
    assert words in problem(content, name)


def test_real_dates_and_numbers_of_excel_arrive_as_such():
    table = read_table(xlsx(["日期", "数"], [datetime(2026, 3, 4), 1.5]), "a.xlsx")
    assert table.rows == [[datetime(2026, 3, 4), 1.5]]


def test_a_written_table_reads_back_the_same_and_runs_no_formula():
    from openpyxl import load_workbook

    content = write_xlsx(
        [Column("名称", "a", TextWidget()), Column("数", "b", NumberWidget())],
        [["=1+1", Decimal("12.56")], ["+甲", Decimal("3")], ["", Decimal("0.1")]],
    )
    cell = load_workbook(BytesIO(content)).active["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert read_table(content, "a.xlsx").rows == [["=1+1", 12.56], ["+甲", 3], [None, 0.1]]

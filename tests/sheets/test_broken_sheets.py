"""Sheets as they arrive: each is understood, or refused with a sentence that names row and column."""

# ruff: noqa: E501 (a line a case)

import zipfile
from datetime import datetime
from io import BytesIO

import pytest

from projects.models import Project
from tests.factories import make_company, make_user
from tests.sheets.helpers import counts, problems, upload, xlsx

pytestmark = pytest.mark.django_db
NAMES = ["项目编号", "项目名称", "类别", "总投资（亿元）", "计划开工"]
HEAD = ",".join(NAMES) + "\n"
GOOD = ["GX-001", "甲", "产业", 1.35, "2026-03"]
LINE = "GX-001,甲,产业,1.35,2026-03\n"


@pytest.fixture
def office(client):
    client.force_login(make_user("项目办负责人"))
    return client


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<a/>")
        archive.writestr("xl/sharedStrings.xml", b"0" * 90_000_000)
    return out.getvalue()


def laughs() -> bytes:
    """A good workbook whose sheet declares an entity that grows when it is read."""
    source, out = zipfile.ZipFile(BytesIO(xlsx(NAMES, GOOD))), BytesIO()
    entities = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    with zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, (entities if "sheet1" in name else b"") + source.read(name))
    return out.getvalue()


def second_sheet(book):
    book.create_sheet("二月").append(NAMES)


def percent(book):
    book.active["D2"].number_format = "0%"


def in_ten_thousands(book):
    book.active["D2"].number_format = '0!.0,"万"'


def gap(book):
    book.active.cell(1_000_000, 1).value = "GX-001"


REFUSED = {
    # columns
    "an unknown column": (f"{HEAD.strip()},工程负责人\n" + LINE.strip() + ",张\n", "第 1 行“工程负责人”列：没有这一列"),
    "a column twice": ("项目编号,项目编号,项目名称,类别\nGX-001,GX-001,甲,产业\n", "第 1 行“项目编号”列：这一列在表中出现了两次"),
    "a required column missing": ("项目编号,项目名称\nGX-001,甲\n", "第 1 行“类别”列：缺少这一列"),
    "the amount in another unit": ("项目编号,项目名称,类别,总投资（万元）\nGX-001,甲,产业,13500\n", "第 1 行“总投资（万元）”列：这一列的单位不明确"),
    "the amount without a unit": ("项目编号,项目名称,类别,总投资\nGX-001,甲,产业,13500\n", "第 1 行“总投资”列：这一列的单位不明确"),
    "a unit above that contradicts": ("单位：万元,,,,\n" + HEAD + LINE, "第 1 行：表头上方注明单位为万元，列名中的单位却是亿元"),
    "a column without a name": ("项目编号,,项目名称,类别\nGX-001,x,甲,产业\n", "第 1 行：这一列没有列名"),
    "a cell beyond the columns": (HEAD + LINE.strip() + ",多\n", "第 2 行“F”列：有内容写在最后一个列名之外"),
    "no rows of column names": ("甲,乙,丙\n1,2,3\n", "第 1 行“甲”列：没有这一列"),
    "nothing": ("\n", "第 1 行：第一行应是列名"),
    # rows
    "a totals row": (HEAD + LINE + "合计：,,,1.35,\n", "第 3 行：这像是合计行"),
    "a totals row with a count": (HEAD + LINE + "合计（1个项目）,,,1.35,\n", "第 3 行：这像是合计行"),
    "a totals row in the second cell": (HEAD + LINE + ",总 计,,1.35,\n", "第 3 行：这像是合计行"),
    "a code twice": (HEAD + LINE + "\n" + LINE, "第 4 行“项目编号”列：“GX-001”"),
    "one project under two codes": (HEAD + LINE + "GX-002,甲,产业,,\n", "第 2 行“项目名称”列：“甲”也是 GX-002 的名称"),
    "no code": (HEAD + ",甲,产业,,\n", "第 2 行“项目编号”列：这一格不能为空"),
    # cells
    "another full unit": (HEAD + "GX-001,甲,产业,52000万元,\n", "第 2 行“总投资（亿元）”列：“52000万元”的单位是万元，本列单位是亿元，应写 5.2"),
    "another bare unit": (HEAD + "GX-001,甲,产业,5200万,\n", "第 2 行“总投资（亿元）”列：“5200万”的单位是万，本列单位是亿元，应写 0.52"),
    "ten thousand times too much": (HEAD + "GX-001,甲,产业,52000,\n", "第 2 行“总投资（亿元）”列：52000 亿元"),
    "a comma in the wrong place": (HEAD + 'GX-001,甲,产业,"1,35",\n', "第 2 行“总投资（亿元）”列：“1,35”不是数字"),
    "about": (HEAD + "GX-001,甲,产业,约1.2,\n", "第 2 行“总投资（亿元）”列：“约1.2”不是数字"),
    "a word for a number": (HEAD + "GX-001,甲,产业,待定,\n", "第 2 行“总投资（亿元）”列：“待定”不是数字"),
    "a negative amount": (HEAD + "GX-001,甲,产业,-1,\n", "第 2 行“总投资（亿元）”列："),
    "January or October": (HEAD + "GX-001,甲,产业,,2025.1\n", "第 2 行“计划开工”列：“2025.1”可能是 1 月，也可能是 10 月"),
    "January or October as a number": (xlsx(NAMES, ["GX-001", "甲", "产业", 1, 2025.1]), "第 2 行“计划开工”列：“2025.1”可能是 1 月"),
    "a year of two digits": (HEAD + "GX-001,甲,产业,,25年3月\n", "第 2 行“计划开工”列：“25年3月”的年、月、日不明确"),
    "a date in some order": (HEAD + "GX-001,甲,产业,,3/4/2025\n", "第 2 行“计划开工”列：“3/4/2025”的年、月、日不明确"),
    "a day that doesn't exist": (HEAD + "GX-001,甲,产业,,2026-02-30\n", "第 2 行“计划开工”列："),
    "an unknown word": (HEAD + "GX-001,甲,农业园,,\n", "第 2 行“类别”列：“农业园”"),
    "an unknown company": ("项目编号,项目名称,类别,建设单位\nGX-001,甲,产业,没有公司\n", "第 2 行“建设单位”列：没有"),
    "a code of another form": (HEAD + "gx1,甲,产业,,\n", "第 2 行“项目编号”列："),
    "a cell much too long": (HEAD + f"GX-001,{'甲' * 6000},产业,,\n", "第 2 行“项目名称”列：这一格超过 5000 个字符"),
    "a name too long for the record": (HEAD + f"GX-001,{'甲' * 300},产业,,\n", "第 2 行“项目名称”列："),
    "yes or no said otherwise": ("项目编号,项目名称,类别,示例\nGX-001,甲,产业,可能\n", "第 2 行“示例”列：“可能”"),
    # Excel
    "a formula without a value": (xlsx(NAMES, ["GX-001", "甲", "产业", "=1+1", ""]), "第 2 行“总投资（亿元）”列：公式没有计算结果"),
    "an error of a formula": (xlsx(NAMES, ["GX-001", "甲", "产业", "#REF!", ""]), "第 2 行“总投资（亿元）”列：公式出错（#REF!）"),
    "a percentage where an amount is due": (xlsx(NAMES, GOOD, change=percent), "第 2 行“总投资（亿元）”列：“135%”的单位是%"),
    "a format that hides the number": (xlsx(NAMES, GOOD, change=in_ten_thousands), "第 2 行“总投资（亿元）”列：单元格的显示格式"),
    "a date in a column of amounts": (xlsx(NAMES, ["GX-001", "甲", "产业", datetime(2025, 3, 1), ""]), "第 2 行“总投资（亿元）”列："),
    "two sheets that fit": (xlsx(NAMES, GOOD, change=second_sheet), "工作簿中有多张工作表含有这些列（Sheet、二月）"),
    "a row far below": (xlsx(NAMES, GOOD, change=gap), "第 1000000 行“项目编号”列：“GX-001”"),
    # files
    "a quotation mark left open": (HEAD + LINE + 'GX-002,"乙,产业,,\nGX-003,丙,产业,,\n', "第 3 行：引号没有成对"),
    "bytes that are no text": (HEAD.encode() + b"GX-001,\xff\xfe\xfa,x,,\n", "第 2 行“B”列：从这里起不是 UTF-8"),
    "NUL characters": (HEAD + "GX-001,甲\0,产业,,\n", "文件中有空字符"),
    "Unicode text of Excel": ((HEAD + LINE).encode("utf-16"), "第 1 行“A”列：从这里起不是 UTF-8"),
    "a broken workbook": (b"PK\x03\x04 nothing", "这个文件不能作为 Excel 工作簿打开"),
    "a bomb": (bomb(), "工作簿解压后过大"),
    "entities": (laughs(), "工作簿含有表格软件不会写入的声明"),
    "too many rows": (HEAD + "".join(f"GX-{n:04},甲{n},产业,,\n" for n in range(10_001)), "表格超过 10000 行"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_broken_or_doubtful_is_refused_with_its_place(office, name):
    content, expected = REFUSED[name]
    response = upload(office, content, name="a.xlsx" if content[:2] == b"PK" else "a.csv")
    assert any(line.startswith(expected) for line in problems(response)), problems(response)
    assert "confirm" not in response.context
    assert not Project.objects.exists()


def test_a_totals_row_and_a_row_twice_are_told_with_what_is_wrong_in_the_other_rows(office):
    rows = "GX-002,乙,产业,待定,\n合计,,,1.35,\nGX-003,丙,农业园,1,2025.1\nGX-001,丁,产业,1,\n"
    response = upload(office, HEAD + LINE + rows)
    told = [" ".join(line.split("：")[:1]) for line in problems(response)]
    assert told == [
        "第 3 行“总投资（亿元）”列",
        "第 4 行",
        "第 5 行“类别”列",
        "第 5 行“计划开工”列",
        "第 6 行“项目编号”列",
    ]
    assert "confirm" not in response.context and not Project.objects.exists()
    alone = upload(office, HEAD + "合计,,,1.35,\n")
    assert [line.startswith("第 2 行：这像是合计行") for line in problems(alone)] == [True]


def title_row(book):
    book.active.insert_rows(1, 2)
    book.active["A1"] = "示例高新区重点项目一览表"
    book.active.merge_cells("A1:E1")
    book.active["E2"] = "单位：亿元"


def month_as_excel_keeps_it(book):
    book.active["E2"] = datetime(2026, 3, 1)
    book.active["E2"].number_format = 'yyyy"年"m"月"'


def hidden_sheet(book):
    second_sheet(book)
    book.worksheets[1].sheet_state = "hidden"


def notes_first(book):
    book.create_sheet("说明", 0).append(["请按月填报"])


def blank_rows(book):
    for row in range(3, 900):
        book.active.cell(row, 3).number_format = "@"
    book.active["B950"] = "  "


UNDERSTOOD = {
    "plain": HEAD + LINE,
    "a title, a merged row and a note above": xlsx(NAMES, GOOD, change=title_row),
    "headers in other brackets, with marks and breaks": xlsx(["项目编号*", "项目 名称", "类别（必填）", "总投资\n(单位：亿元)", "计划开工"], GOOD),
    "the unit after a slash": "项目编号,项目名称,类别,总投资/亿元,计划开工\n" + LINE,
    "a numbering": "序号," + HEAD + "1," + LINE,
    "GBK": (HEAD + LINE).encode("gb18030"),
    "tabs": (HEAD + LINE).replace(",", "\t"),
    "semicolons": (HEAD + LINE).replace(",", ";"),
    "line ends of old": (HEAD + LINE).replace("\n", "\r"),
    "blank rows and columns of nothing": HEAD.strip() + ",,\n,,,,,,\n" + LINE.strip() + ",,\n ,,,,,,\n",
    "full width": HEAD + "GX-001,甲,产业,１．３５,２０２６年３月\n",
    "the unit said": HEAD + "GX-001,甲,产业,1.35亿元,2026年3月\n",
    "the bare magnitude": HEAD + "GX-001,甲,产业,1.35亿,2026.03\n",
    "blanks nobody sees": HEAD + "GX-001,甲,产业,\u200b1.35\u3000,2026/3\n",
    "a word as it is coded": HEAD + "GX-001,甲,industry,1.35,2026-03\n",
    "a month as Excel keeps it": xlsx(NAMES, GOOD, change=month_as_excel_keeps_it),
    "a hidden sheet beside": xlsx(NAMES, GOOD, change=hidden_sheet),
    "a sheet of notes before": xlsx(NAMES, GOOD, change=notes_first),
    "formatted blank rows": xlsx(NAMES, GOOD, change=blank_rows),
}  # fmt: skip


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_what_can_only_mean_one_thing_is_understood(office, name):
    content = UNDERSTOOD[name]
    response = upload(office, content, name="a.xlsx" if content[:2] == b"PK" else "a.csv")
    assert counts(response) == (1, 0, 0)
    assert {header: new for header, _old, new in response.context["outcome"].changes[0].cells} == {
        "项目编号": "GX-001", "项目名称": "甲", "类别": "产业", "总投资（亿元）": "1.35", "计划开工": "2026-03",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        (datetime(2026, 3, 4), "2026-03-04"), (46085, "2026-03-04"), ("46085", "2026-03-04"), ("2026/3/4", "2026-03-04"),
        ("2026年3月4日", "2026-03-04"), ("2026年上半年", "2026-S1"), ("2026年第三季度", "2026-Q3"), (2026, "2026"), ("2025.11", "2025-11"),
    ],
)  # fmt: skip
def test_dates_as_people_and_excel_write_them(office, cell, kept):
    response = upload(office, xlsx(NAMES, ["GX-001", "甲", "产业", "", cell]), name="a.xlsx")
    assert counts(response) == (1, 0, 0)
    assert response.context["outcome"].changes[0].cells[-1][2] == kept


def test_a_bomb_is_refused_at_once(office):
    from time import perf_counter

    started = perf_counter()
    upload(office, bomb(), name="a.xlsx")
    assert perf_counter() - started < 2


def test_every_problem_of_a_sheet_is_said_at_once(office):
    make_company(name="甲公司")
    text = HEAD + "GX-001,甲,产业,一亿,2026-13\nGX-002,,农业,,\n合计,,,,\n"
    assert len(problems(upload(office, text))) == 5

"""What is exported comes back as it was: for every sheet, as workbook and as CSV."""

# ruff: noqa: E501 (a line a case)

from datetime import date

import pytest
from django.urls import reverse

from news.sheets import SourceSheet
from portal.accounts.models import Department
from portal.indicators.sheets import IndicatorSheet, PanelItemSheet, PanelSheet, ValueSheet
from portal.sheets.sheet import Sheet
from portal.sheets.tables import read_table
from portal.sheets.workbook import write_csv, write_xlsx
from portal.site.sheets import ColumnSheet
from projects import sheets as office
from projects.models import Chain, Fact, ProjectLevel, ProjectYear
from tests.factories import (
    make_boss,
    make_column,
    make_company,
    make_event,
    make_indicator,
    make_industry,
    make_panel,
    make_park,
    make_project,
    make_report,
    make_source,
    make_vintage,
)  # fmt: skip

pytestmark = pytest.mark.django_db
SHEETS = [getattr(office, name) for name in office.__all__]
SHEETS += [SourceSheet, ColumnSheet, IndicatorSheet, ValueSheet, PanelSheet, PanelItemSheet]
NASTY = [
    "=cmd|'/c calc'!A1",
    "+1",
    "-甲",
    "@乙",
    "'=丙",
    "'丁",
    '逗号,引号"',
    "两\n行",
    "  空白  ",
    "12",
    "1,234",
    "2026-03",
    "是",
    "0001",
]


@pytest.fixture
def records():
    by, above = make_boss(), make_column(slug="above", path="/above/")
    make_column(slug="below", parent=above)
    make_source(citation="=1+1", published="2026-01-16T19:01")
    for number, text in enumerate(NASTY):
        name = text.strip()
        project = make_project(
            by=by, name=f"{name}{number}", summary=text, address=text, owner=make_company(name=f"{name}公司{number}"), park=make_park(),
            industry=make_industry(name=f"{name}业{number}"), total_investment=f"{number}.01", planned_start="2026-Q3", date="2025-03",
            planned_production="2027", approval_code=f"2501-41040{number}", approval_kind="filing", build_kind="extension", investor_kind="mixed",
            land_area="12.50", expected_jobs=number, fixed_asset_investment="0.01", carried_over="1", expected_output="2", expected_tax="3",
            signer=make_company(), land_on="2024-07", internal_note=text,
            industry_code="C2661", land_mode="stock", standard_land=True, longitude="113.3", latitude="33.700001", datum="GCJ-02",
            stat_on="2025-03", stat_code=f"00{number}", stat_name=text, responsible_unit=Department.objects.get_or_create(name=f"{name}局")[0],
        )  # fmt: skip
        project.aliases.create(name=f"别名{number}")
        project.chains.add(Chain.objects.create(name=f"={number}链"), Chain.objects.create(name=f"又一链{number}"))
        project.batches.create(kind="started", number=number + 1, day=date(2025, 3, 1) if number % 2 else None)
        project.assignments.create(
            role="officer", name=f"{name}人{number}", post=text, since=date(2025, 1, 1) if number % 2 else None
        )
        ProjectLevel.objects.create(project=project, level="zone", year=None if number % 2 else 2025, source_name=text)
        ProjectYear.objects.create(project=project, year=2025, plan_amount="0.10" if number % 2 else None, goal=text)
        Fact.objects.create(
            project=project, label=f"事实{number}", value="12345678901234.5678", unit="套", source_name=name
        )
        make_report(project, "2025-01", "-0.01", visible_progress=text, amount_reason="更正", approved=bool(number % 2))
        make_report(project, "2025-02", "10", visible_progress=text, physical_progress=number, approved=False)
        make_event(by=by, text=f"{text}事", project=project, date="--02-13")
    indicator = make_indicator(decimals=2)
    make_vintage("1.123456", indicator=indicator, period="2025-S1", text="=文字", source_name="-源")
    make_vintage("99999999999999.123456", indicator=indicator, period="2024/2026", reason="routine")
    make_panel(indicator)
    return by


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", SHEETS, ids=lambda kind: kind.__name__)
def test_the_export_comes_back_without_a_change(records, kind: type[Sheet], ending):
    rows = list(kind().cells())
    content = (write_xlsx if ending == "xlsx" else write_csv)(kind().all_columns(), rows)
    table = read_table(content, f"a.{ending}", kind().headers)
    outcome = kind().run(table, by=records, write=True)
    assert ([str(problem) for problem in outcome.problems], outcome.new, outcome.changed) == ([], 0, 0)
    assert outcome.same == len(rows) > 0


def test_no_cell_of_a_csv_runs_as_a_formula(records, client):
    client.force_login(records)
    import csv
    from io import StringIO

    text = client.get(reverse("admin:projects_project_sheet_export", args=["project"]) + "?format=csv").content.decode(
        "utf-8-sig"
    )
    cells = [cell for row in csv.reader(StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert any(cell.startswith("'=cmd") for cell in cells)

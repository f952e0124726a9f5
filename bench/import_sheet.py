"""What a large sheet costs from upload to confirmation: python bench/import_sheet.py --rows 5000

Makes records and a workbook that changes some, adds some and repeats the rest, and sends it through the pages that
staff use. While the parts are checked another person saves after each of them. SQLite in a temporary folder; with
TEST_DATABASE_URL a database of its own on that PostgreSQL server. Shared machines are noisy: run it twice.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
LIMITS = {"all": 30.0, "write": 10.0, "part": 2.0}  # seconds, for 5,000 rows on 2 cores
WHERE = {
    "project": "/admin/projects/project/sheets/project/",
    "report": "/admin/projects/monthlyreport/sheets/report/",
    "year": "/admin/projects/project/sheets/year/",
}


def prepare(folder: str) -> None:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "DATA_DIR": folder}
    if url := os.environ.get("TEST_DATABASE_URL"):
        os.environ["DATABASE_URL"] = _own_database(url)
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _own_database(url: str) -> str:
    """A fresh database beside the one that is named; the old one of an earlier run goes."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS bench_import_sheet")
        connection.execute("CREATE DATABASE bench_import_sheet")
    return urlsplit(url)._replace(path="/bench_import_sheet").geturl()


def code(n: int) -> str:
    return f"BN-{n // 10000:04}-{n % 10000:04}"


def fill(rows: int) -> None:
    """Half of the projects that the sheet will name, last month's report and this year's plan of each."""
    from django.utils import timezone

    from projects.models import Industry, MonthlyReport, Project, ProjectAlias, ProjectYear
    from projects.months import month_of, shift

    industry, today = Industry.objects.create(code="bench", name="示例产业"), timezone.localdate()
    numbers = range(1, rows + 1)
    projects = Project.objects.bulk_create(
        Project(pk=n, code=code(n), name=f"示例{n}号", category="industry", industry=industry, total_investment=n)
        for n in numbers
    )
    ProjectAlias.objects.bulk_create(ProjectAlias(project=project, name=f"又名{project.pk}") for project in projects)
    ProjectYear.objects.bulk_create(
        ProjectYear(project=p, year=today.year, plan_amount=100) for p in projects[: rows // 2]
    )
    MonthlyReport.objects.bulk_create(
        MonthlyReport(project=p, month=shift(month_of(today), -1), month_amount=p.pk, visible_progress="基础施工")
        for p in projects
    )
    MonthlyReport.objects.bulk_create(
        MonthlyReport(project=p, month=month_of(today), month_amount=1, visible_progress="主体施工")
        for p in projects[: rows // 2]
    )


def workbook(kind: str, rows: int) -> bytes:
    """`rows` rows: a third as stored, a third changed, the rest new."""
    from decimal import Decimal

    from django.utils import timezone

    from portal.sheets.workbook import write_xlsx
    from projects import sheets
    from projects.models import Project

    sheet = {"project": sheets.ProjectSheet, "report": sheets.ReportSheet, "year": sheets.YearSheet}[kind]()
    today, lines = timezone.localdate(), []
    for n in range(1, rows + 1):
        changed = n % 3 == 1
        if kind == "project":
            new = n % 3 == 2
            row = {
                "项目编号": code(n + 900_000 if new else n), "类别": "产业",
                "项目名称": f"示例{n + 900_000 if new else n}号",
                "产业": "示例产业", "别名": f"又名{n}；新名{n}" if changed else f"又名{n}",
                "总投资（亿元）": Decimal(n + changed) / 10_000, "计划开工": "2026-03" if changed else "",
            }  # fmt: skip
        elif kind == "report":
            row = {
                "项目编号": code(n), "项目名称": f"示例{n}号", "月份": f"{today:%Y-%m}",
                "当月完成投资（万元）": Decimal(1 + changed),
                "形象进度": "主体施工", "实施进度（%）": Decimal(n % 100) if changed else "",
                "下步计划": "封顶" if changed else "",
            }  # fmt: skip
        else:
            row = {"项目编号": code(n), "年份": Decimal(today.year), "计划投资（万元）": Decimal(100 + changed)}
        lines.append([row.get(header, "") for header in sheet.headers])
    assert Project.objects.exists()
    return write_xlsx(sheet.all_columns(), lines)


def go_through(kind: str, content: bytes, staff, other) -> dict[str, float]:
    """Seconds of each part of the way, and of the slowest check and the slowest save of another person meanwhile."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    took: dict[str, float] = {"checks": 0.0, "slowest part": 0.0, "others' slowest save": 0.0}
    started = time.perf_counter()
    answer = staff.post(WHERE[kind], {"file": SimpleUploadedFile("a.xlsx", content)})
    assert answer.status_code == 302, [str(problem) for problem in answer.context["outcome"].problems[:5]]
    took["upload"] = time.perf_counter() - started
    review, done = answer["Location"], False
    while not done:
        begun = time.perf_counter()
        done = staff.get(review, headers={"accept": "application/json"}).json()["done"]
        part = time.perf_counter() - begun
        took["checks"] += part
        took["slowest part"] = max(took["slowest part"], part)
        took["others' slowest save"] = max(took["others' slowest save"], other())
    begun = time.perf_counter()
    page = staff.get(review)
    took["preview"] = time.perf_counter() - begun
    outcome = page.context["outcome"]
    assert not outcome.problems, [str(problem) for problem in outcome.problems[:5]]
    begun = time.perf_counter()
    assert staff.post(page.context["confirm"]).status_code == 302
    took["write"] = time.perf_counter() - begun
    took["all"] = took["upload"] + took["checks"] + took["preview"] + took["write"]
    print(f"{kind}: {outcome}")
    return took


def another_person():
    from news.models import Tag

    def save() -> float:
        started = time.perf_counter()
        Tag.objects.create(name=f"标签{started}")
        return time.perf_counter() - started

    return save


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=5000)
    options.add_argument("--kind", choices=[*WHERE, "all"], default="all")
    given = options.parse_args()
    prepare(tempfile.mkdtemp(prefix="portal-bench-"))
    import django
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment

    boss = get_user_model().objects.create(username="bench", is_staff=True, is_superuser=True)
    setup_test_environment()  # answers keep their context
    staff = Client(SERVER_NAME="127.0.0.1")
    staff.force_login(boss, backend="django.contrib.auth.backends.ModelBackend")
    fill(given.rows)
    version = connection.Database.sqlite_version if connection.vendor == "sqlite" else connection.pg_version
    python = platform.python_version()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {python}, Django {django.__version__}, "
        f"{connection.vendor} {version}"
    )
    failed = False
    for kind in WHERE if given.kind == "all" else [given.kind]:
        took = go_through(kind, workbook(kind, given.rows), staff, another_person())
        for name, seconds in took.items():
            print(f"  {name:22} {seconds:7.2f} s")
        allowed = LIMITS | {"slowest part": LIMITS["part"]}
        failed |= any(took[name] > limit * max(1, given.rows / 5000) for name, limit in allowed.items() if name in took)
    print("over the limit" if failed else "within the limits")
    sys.exit(failed)


if __name__ == "__main__":
    main()

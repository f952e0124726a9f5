"""What the public list of projects costs as records grow: python bench/listing.py --rows 20000

Makes a database of its own in a temporary folder (or --keep DIR), fills it with made projects and asks for the pages that
readers ask for, one after another in one process, no cache. Shared machines are noisy: read the ratios, each address against
the plain list of the same size, and the sizes against each other.
"""

import argparse
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PAGES = {
    "list": "",
    "one value": "?stage=building",
    "three facets": "?stage=building&stage=completed&level=municipal&year=2025",
    "two years and level": "?year=2024&year=2025&level=provincial",
    "words": "?q=%E7%A4%BA%E4%BE%8B7",
    "amount, sorted": "?investment_min=1&investment_max=5&sort=investment",
    "deep page": "?page=400",
    "last page": "?page=99999",
    "cards": "?view=cards",
    "board": "?view=board",
    "board, one level": "?view=board&level=municipal",
    "timeline": "?view=timeline",
    "print": "?view=print",
}
FILES = {
    "csv": "export.csv",
    "json": "export.json",
    "xlsx": "export.xlsx",
    "xlsx, one year": "export.xlsx?year=2025&stage=signed",
    "feed": "feed/",
}
STAGES = [
    "planned",
    "reserved",
    "signed",
    "preparing",
    "under_construction",
    "completed",
    "in_operation",
    "at_capacity",
    "unknown",
]


def prepare(folder: str) -> None:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "DATA_DIR": folder}
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def fill(rows: int) -> None:
    """Projects in all public stages, two stage entries, two levels, one plan and an alias each; the same every time."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.utils import timezone

    from portal.site.models import Column, SiteSettings
    from projects.models import (
        Company,
        Industry,
        Park,
        Project,
        ProjectAlias,
        ProjectLevel,
        ProjectYear,
        StageChange,
    )  # fmt: skip

    chance, now = random.Random(20_260_301), timezone.now()
    SiteSettings.objects.get_or_create(pk=1, defaults={"name": "示例", "zone_name": "示例"})
    Column.objects.create(name="重点项目", slug="projects", kind="projects")
    by = get_user_model().objects.create(username="bench")
    industries = Industry.objects.bulk_create(Industry(code=f"i{n}", name=f"产业{n}") for n in range(12))
    parks = Park.objects.bulk_create(Park(code=f"p{n}", name=f"园区{n}") for n in range(8))
    owners = Company.objects.bulk_create(Company(name=f"示例公司{n}") for n in range(rows // 4 + 1))
    kinds = {name: [] for name in ("project", "alias", "level", "year", "change")}
    for n in range(1, rows + 1):
        stage, year = chance.choice(STAGES), chance.randint(2020, 2026)
        date = chance.choice([f"{year}", f"{year}-{chance.randint(1, 12):02}", ""])
        kinds["project"].append(Project(
            pk=n, code=f"BN-{n // 10000:04}-{n % 10000:04}", name=f"示例{n}号项目", category="industry", stage=stage, moved_on=date,
            industry=chance.choice(industries), park=chance.choice(parks), owner=chance.choice(owners),
            total_investment=chance.choice([None, chance.randint(100, 200_000)]), plan_period=chance.choice(["十四五", "十五五", ""]),
            status="published", go_live_at=now, first_published_at=now, summary="建设内容" * 20,
        ))  # fmt: skip
        kinds["alias"].append(ProjectAlias(project_id=n, name=f"又名{n}"))
        for level in chance.sample(["provincial", "municipal", "zone"], 2):
            kinds["level"].append(ProjectLevel(project_id=n, level=level, year=year))
        kinds["year"].append(ProjectYear(project_id=n, year=year, plan_amount=10))
        for step, day in (("planned", f"{year - 1}"), (stage, date)):
            kinds["change"].append(StageChange(project_id=n, stage=step, date=day, by=by, source_name="示例", at=now))
    for kind, model in zip(kinds, (Project, ProjectAlias, ProjectLevel, ProjectYear, StageChange), strict=True):
        model.objects.bulk_create(kinds[kind], batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def ask(client, address: str, times: int) -> tuple[float, int, int]:
    """Median milliseconds, bytes, and queries of one answer."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    took = []
    for _n in range(times):
        started = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/projects/{address}")
            body = b"".join(response.streaming_content) if response.streaming else response.content
        took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took), len(body), len(queries)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=20_000)
    options.add_argument("--times", type=int, default=5)
    options.add_argument("--keep", metavar="DIR", help="use and leave this folder; filled only when it is empty")
    given = options.parse_args()
    folder = given.keep or tempfile.mkdtemp(prefix="portal-bench-")
    prepare(folder)
    import django
    from django.db import connection
    from django.test import Client

    from projects.models import Project

    if not Project.objects.exists():
        fill(given.rows)
    engine = connection.vendor
    version = connection.Database.sqlite_version if engine == "sqlite" else connection.pg_version
    cores = os.cpu_count()
    print(
        f"{platform.machine()}, {cores} cores, Python {platform.python_version()}, Django {django.__version__}, {engine} {version}"
    )
    print(f"{Project.objects.count()} projects; median of {given.times}; 1 is the plain list")
    client, plain = Client(SERVER_NAME="127.0.0.1"), 0.0
    for name, address in (PAGES | FILES).items():
        took, size, queries = ask(client, address, 1 if name in FILES else given.times)
        plain = plain or took
        print(f"{name:22} {took / plain:7.2f}  {took:9.1f} ms  {size / 1024:9.1f} KB  {queries:3} queries")


if __name__ == "__main__":
    main()

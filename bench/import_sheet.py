"""What a large sheet costs on its way into the records: python bench/import_sheet.py --rows 5000

Makes a database of its own in a temporary folder (or uses DATABASE_URL, which should name an empty one) and goes the way
that staff go: a workbook is uploaded, checked part by part, shown and confirmed; then the export of it all is uploaded
again, and a second sheet changes every record. Another process saves a record all the while, and the longest it had to
wait is told. Confirming reads the rows once more; "locking" is the one transaction that writes. Promised on two cores:
everything under 30 s, the transaction under 10 s, nobody's saving refused. Shared machines are noisy: the last figures
are this process's own CPU seconds, which others hardly change.
"""

import argparse
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SHEETS = "/admin/projects/project/sheets/project/"
SAVES = "--save-meanwhile"


def prepare(folder: str) -> None:
    (Path(folder) / "static").mkdir(exist_ok=True)
    os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "DATA_DIR": folder}
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    import django

    django.setup()


def save_meanwhile() -> None:
    """The other person: saves a record about ten times a second until told to stop; prints count, failures, longest."""
    from django.db import OperationalError

    from projects.models import Company

    mine, saved, failed, longest = Company.objects.get(name="别人的企业"), 0, 0, 0.0
    end = Path(sys.argv[-1])
    while not end.exists():
        started = time.perf_counter()
        mine.note = str(saved)
        try:
            mine.save()
            saved += 1
        except OperationalError:
            failed += 1
        longest = max(longest, time.perf_counter() - started)
        time.sleep(0.1)
    print(f"{saved} times saved, {failed} refused, longest {longest:.2f} s")


def workbook(rows: int, amount: float) -> bytes:
    """A master list as an office keeps it: names, other names, firms, amounts, dates in several ways of writing."""
    from openpyxl import Workbook

    chance, book, out = random.Random(20_260_301), Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet()
    sheet.append(["项目编号", "项目名称", "别名", "类别", "产业", "建设单位", "建设地点", "总投资（亿元）", "五年规划", "计划开工", "计划竣工", "建设内容"])  # fmt: skip
    for n in range(1, rows + 1):
        sheet.append([
            f"BN-{n // 10000:04}-{n % 10000:04}", f"{n}号生产线项目", f"又名{n}", "产业", f"产业{n % 12}", f"企业{n % 400}", "开发路",
            round(amount + chance.random() * 10, 2), "十五五", f"2026年{n % 12 + 1}月", f"2027/{n % 12 + 1}", "年产若干" * 15,
        ])  # fmt: skip
    book.save(out)
    return out.getvalue()


class Way:
    """One person's session in the back office; every step is timed."""

    def __init__(self, by) -> None:
        from django.test import Client

        from portal.sheets.sheet import Sheet

        self.locked, self.locked_cpu, write = (
            0.0,
            0.0,
            Sheet.write,
        )  # how long the transaction took in which all is written

        def timed_write(*given) -> object:
            began = time.process_time()
            self.locked, problems = timed(lambda: write(*given))
            self.locked_cpu = time.process_time() - began
            return problems

        Sheet.write = timed_write
        self.client = Client(SERVER_NAME="127.0.0.1")
        self.client.force_login(by)

    def go(self, name: str, content: bytes) -> None:
        from django.core.files.uploadedfile import SimpleUploadedFile

        from portal.sheets.models import SheetUpload

        file, began = SimpleUploadedFile("总表.xlsx", content), time.process_time()
        uploaded, response = timed(lambda: self.client.post(SHEETS, {"file": file}))
        where = response["Location"]
        parts = [self.check(where)]
        while not parts[-1][1]["done"]:
            parts.append(self.check(where))
        shown, _page = timed(lambda: self.client.get(where))
        outcome = SheetUpload.objects.latest("pk").outcome()
        if outcome.problems:
            sys.exit("\n".join(map(str, outcome.problems[:20])))
        steps = [uploaded, sum(took for took, _answer in parts), shown, 0.0]
        if outcome.changes:
            steps[3] = timed(lambda: self.client.post(f"{where}confirm/"))[0]
        locked = (self.locked, self.locked_cpu) if outcome.changes else (0.0, 0.0)
        figures = [*steps, sum(steps), locked[0], max(took for took, _answer in parts)]
        cpu = f"{time.process_time() - began:.1f} / {locked[1]:.1f}"
        print(f"{name:22}" + " ".join(f"{took:8.2f}" for took in figures) + f"  {cpu:>12}   {outcome}", flush=True)

    def check(self, where: str) -> tuple[float, dict]:
        took, response = timed(lambda: self.client.get(where, headers={"accept": "application/json"}))
        return took, response.json()


def timed(act) -> tuple[float, object]:
    started = time.perf_counter()
    result = act()
    return time.perf_counter() - started, result


def stock() -> object:
    """What the rows point at. Returns the person who imports."""
    from django.contrib.auth import get_user_model

    from portal.site.models import SiteSettings
    from projects.models import Company, Industry

    SiteSettings.objects.get_or_create(pk=1, defaults={"name": "示例", "zone_name": "示例"})
    Industry.objects.bulk_create(Industry(code=f"i{n}", name=f"产业{n}", position=n) for n in range(12))
    Company.objects.bulk_create(Company(name=f"企业{n}", kind="company") for n in range(400))
    Company.objects.create(name="别人的企业", kind="company")
    return get_user_model().objects.create(username="bench", name="负责人", is_staff=True, is_superuser=True)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=5_000)
    rows = options.parse_args().rows
    folder = tempfile.mkdtemp(prefix="portal-bench-")
    prepare(folder)
    import django
    from django.core.management import call_command
    from django.db import connection
    from django.utils import translation

    from portal.lib.catalogue import compile_all

    compile_all(ROOT)
    call_command("migrate", verbosity=0)
    translation.activate("zh-hans")
    way, end = Way(stock()), Path(folder) / "end"
    command = [sys.executable, __file__, SAVES, folder, str(end)]
    other = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ourselves
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, Django {django.__version__}, {connection.vendor}")  # fmt: skip
    print(
        f"{f'{rows} rows; seconds':22}  upload    check  preview  confirm    total  locking longest part  cpu total / locking",
        flush=True,
    )
    try:
        way.go("all new", workbook(rows, 1))
        took, response = timed(lambda: way.client.get(f"{SHEETS}export/"))
        way.go(f"export ({took:.1f} s) again", response.content)
        way.go("every row changed", workbook(rows, 2))
    finally:
        end.touch()
        print("meanwhile, another person:", other.communicate()[0].strip())


if __name__ == "__main__":
    if SAVES in sys.argv:
        prepare(sys.argv[-2])
        save_meanwhile()
    else:
        main()

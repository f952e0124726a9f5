"""What Lighthouse says of six pages on a phone: python bench/lighthouse.py

Fetches the pinned Lighthouse with npm into a folder of the machine's own (Node 20 or newer), starts the
portal with the demonstration in a temporary folder on a free port, and takes the median of five runs of Lighthouse's mobile
profile (a slow phone on slow 4G, simulated). Ends with 1 when a page is below 98/100/100/100, its largest picture or text
stands later than 2.0 s, or anything moves while it loads. A busy machine makes the first number worse: run it at rest.
"""

import argparse
import json
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION = "13.5.0"
PAGES = {
    "home": "/",
    "list": "/news/headlines/",
    "article": "/news/2026/03/7/",
    "listing": "/projects/",
    "record": "/projects/GX-023/",
    "panel": "/data/projects/",
}
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST = {"largest-contentful-paint": 2000, "cumulative-layout-shift": 0}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"


def lighthouse() -> Path:
    """The program, fetched once."""
    folder = Path(tempfile.gettempdir()) / f"lighthouse-{VERSION}"
    program = folder / "node_modules/.bin/lighthouse"
    if not program.exists():
        if not shutil.which("npm"):
            sys.exit("Lighthouse needs Node and npm (apt-get install npm).")
        folder.mkdir(exist_ok=True)
        command = [
            "npm",
            "install",
            "--silent",
            "--no-fund",
            "--no-audit",
            "--prefix",
            str(folder),
            f"lighthouse@{VERSION}",
        ]
        subprocess.run(command, check=True)
    return program


@contextmanager
def portal(folder: str):
    """The address of a portal with the demonstration in `folder`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "manage.py", "up", "--port", str(port)], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env=environment | {"DATA_DIR": folder, "DEBUG": "0", "SITE_URL": address},
    )  # fmt: skip
    try:
        if not any(address in line for line in server.stdout):
            sys.exit("The portal did not start.")
        yield address
    finally:
        server.terminate()
        server.wait(30)


def look(program: Path, url: str, chrome: str, tries: int = 3) -> dict:
    """One report of Lighthouse. Where the browser kept no trace of the load (NO_NAVSTART and the like) there is no report, so
    it looks again; a bad report is never taken twice."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        command = [program, url, "--quiet", "--output", "json", "--output-path", out, f"--chrome-flags={FLAGS}"]
        command += [f"--only-categories={','.join(LEAST)}"]
        failed = subprocess.run(command, env=os.environ | {"CHROME_PATH": chrome}).returncode
        if not failed:
            return json.loads(out.read_text())
    if tries == 1:
        sys.exit(f"Lighthouse gave no report of {url}.")
    return look(program, url, chrome, tries - 1)


def lost(report: dict) -> set[str]:
    """The audits that cost points."""
    weighed = [ref["id"] for name in LEAST for ref in report["categories"][name]["auditRefs"] if ref["weight"]]
    return {name for name in weighed if (report["audits"][name]["score"] or 1) < 0.9}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--page", choices=PAGES, action="append", help="only this one (may be repeated)")
    parser.add_argument("--data", help="a loaded DATA_DIR to serve, instead of loading the demonstration")
    given = parser.parse_args()
    chrome = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chrome:
        sys.exit("Lighthouse needs Chromium (CHROMIUM=path).")
    program = lighthouse()
    browser = subprocess.run([chrome, "--version"], capture_output=True, text=True).stdout.strip()
    print(f"Lighthouse {VERSION}, {browser}, {platform.platform()}, {os.cpu_count()} CPU, median of {given.runs}\n")
    print(f"{'page':9} perf  a11y  best  seo   LCP ms  TBT ms  CLS     lost in")
    failed = []
    with tempfile.TemporaryDirectory() as made, portal(given.data or made) as address:
        for name in given.page or PAGES:
            reports = [look(program, address + PAGES[name], chrome) for _ in range(given.runs)]
            scores = {c: statistics.median(r["categories"][c]["score"] for r in reports) * 100 for c in LEAST}
            times = {
                a: statistics.median(r["audits"][a]["numericValue"] for r in reports)
                for a in (*MOST, "total-blocking-time")
            }
            print(
                f"{name:9} " + "".join(f"{score:<6.0f}" for score in scores.values())
                + f"{times['largest-contentful-paint']:<8.0f}{times['total-blocking-time']:<8.0f}"
                f"{times['cumulative-layout-shift']:<8.4f}{', '.join(sorted(lost(reports[-1])))}", flush=True,
            )  # fmt: skip
            failed += [f"{name}: {c} {score:.0f} < {LEAST[c]}" for c, score in scores.items() if score < LEAST[c]]
            failed += [f"{name}: {a} {times[a]:.4g} > {most}" for a, most in MOST.items() if times[a] > most]
    print("\n" + ("\n".join(failed) or "Every page holds."))
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()

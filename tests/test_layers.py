"""Imports point down only: a package may import from rows above its own (docs/architecture.md)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROWS = {
    "portal.lib": 0, "portal.accounts": 1, "portal.publishing": 2, "portal.sheets": 2, "portal.media": 3, "portal.site": 4,
    "projects": 5, "portal.indicators": 6, "news": 7, "portal.feedback": 8, "portal.search": 9, "portal.opendata": 10,
    "portal": 11,
}  # fmt: skip
# Settings name everything as text; the one thing they import is the reader of the environment.
FILES = [p for top in ("portal", "news", "projects") for p in (ROOT / top).rglob("*.py") if "migrations" not in p.parts]


def package_of(module: str) -> str | None:
    """The longest known package that a dotted name lies in; None for other people's."""
    parts = module.split(".")
    return next((name for n in (2, 1) if (name := ".".join(parts[:n])) in ROWS), None)


def imported(path: Path) -> set[str]:
    here = path.relative_to(ROOT).with_suffix("").parts
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = here[: -node.level] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            names |= {f"{base}.{alias.name}" for alias in node.names} if base == "portal" else {base}
    return names


def faults(path: Path) -> list[str]:
    mine = package_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
    found = []
    for name in imported(path):
        other = package_of(name)
        if other and other != mine and ROWS[other] >= ROWS[mine]:
            found.append(f"{path.relative_to(ROOT)} imports {name}")
    return found


def test_imports_point_down():
    assert [fault for path in FILES for fault in faults(path)] == []


def test_settings_import_only_the_environment_reader():
    ours = {name for name in imported(ROOT / "portal/settings.py") if package_of(name)}
    assert ours == {"portal.lib.env"}


def test_nobody_imports_the_root():
    root = {"portal.views", "portal.urls", "portal.adminsite", "portal.settings", "portal.wsgi"}
    inner = [path for path in FILES if package_of(".".join(path.relative_to(ROOT).with_suffix("").parts)) != "portal"]
    assert [f"{path}: {name}" for path in inner for name in imported(path) & root] == []


def test_no_test_starts_what_belongs_to_a_server():
    """The clock would look at whatever database there is, long after the test."""
    assert [str(path) for path in (ROOT / "tests").rglob("*.py") if "portal.wsgi" in imported(path)] == []


@pytest.mark.parametrize(
    "line", ["from news.models import Article", "import portal.indicators.models", "from portal import indicators"]
)
def test_the_guard_sees_an_import_upwards(tmp_path, monkeypatch, line):
    monkeypatch.setattr("tests.test_layers.ROOT", tmp_path)
    path = tmp_path / "projects" / "models.py"
    path.parent.mkdir()
    path.write_text(line)
    assert faults(path)

"""Every public surface starts at the visibility rule: the code of public modules is walked for other doors."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PUBLIC = ("views", "feeds", "filters", "facets", "exports", "sitemaps", "around", "home", "panels", "figures", "measures",
          "statistics", "embeds", "bulletin", "steps", "drawings", "context", "navigation", "timeline",
          "archive", "ranking", "readers", "nearby", "printing", "sharing",
          "results", "hints", "asked", "hot", "api", "tables", "bulk", "oc4ids", "changed", "downloads")  # fmt: skip
RULE_HOME = ROOT / "portal/publishing"
KINDS = {"Article", "Project", "Event", "Vintage", "Panel", "Page", "Topic", "Message"}
DOORS = {"published", "readable", "gone", "none", "newest_of"}  # the last begins at published() itself


def public_modules() -> list[Path]:
    files = [p for top in ("portal", "news", "projects") for p in (ROOT / top).rglob("*.py")]
    return [
        p
        for p in files
        if {p.stem, p.parent.name} & set(PUBLIC) and RULE_HOME not in p.parents and "management" not in p.parts
    ]


def doors(source: str) -> list[str]:
    """Uses of a publishable kind's manager that don't go through the rule, and filters on status, as "line: text"."""
    found = []
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if _is_manager(node) and not _guarded(node, parents):
            found.append(f"{node.lineno}: {ast.unparse(parents.get(node, node))}")
        if _is_state_filter(node) and not _is_response(node, parents):
            found.append(f"{node.value.lineno}: {node.arg}=")
    return found


def _is_manager(node: ast.AST) -> bool:
    managers = ("objects", "_base_manager", "_default_manager")
    named = isinstance(node, ast.Attribute) and node.attr in managers and isinstance(node.value, ast.Name)
    return named and node.value.id in KINDS


def _is_state_filter(node: ast.AST) -> bool:
    states = ("status", "go_live_at__lte", "expires_at__gt")
    return isinstance(node, ast.keyword) and node.arg in states and isinstance(node.value, ast.Attribute | ast.Constant)


def _guarded(node: ast.AST, parents: dict) -> bool:
    """`Kind.objects.published()` …, or the manager handed to find_readable."""
    step = parents.get(node)
    while step is not None and not isinstance(step, ast.stmt):
        if isinstance(step, ast.Attribute) and step.attr in DOORS:
            return True
        if isinstance(step, ast.Call) and getattr(step.func, "id", "") == "find_readable":
            return True
        step = parents.get(step)
    return False


def _is_response(node: ast.keyword, parents: dict) -> bool:
    call = parents.get(node)
    return isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("render", "HttpResponse", "JsonResponse")


def test_public_modules_exist():
    assert len(public_modules()) >= 8


@pytest.mark.parametrize("path", public_modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_public_module_goes_through_the_rule(path):
    assert doors(path.read_text(encoding="utf-8")) == []


def test_only_the_index_asks_for_what_is_not_due_yet():
    """`released()` is for indexes; whoever shows something from one asks `published()` first."""
    files = [
        p for top in ("portal", "news", "projects") for p in (ROOT / top).rglob("*.py") if RULE_HOME not in p.parents
    ]
    assert {
        p.relative_to(ROOT).as_posix() for p in files if ".objects.released()" in p.read_text(encoding="utf-8")
    } == {"portal/search/sources.py"}


@pytest.mark.parametrize(
    "line",
    [
        "x = Article.objects.all()",
        "x = Project.objects.filter(code='GX-001')",
        "x = Article.objects.filter(status='published')",
        "x = things.filter(status=Status.PUBLISHED)",
        "n = Vintage.objects.count()",
    ],
)
def test_the_guard_sees_a_side_door(line):
    assert doors(line)


def test_the_rule_is_written_once():
    text = "go_live_at__lte"
    files = [
        p for top in ("portal", "news", "projects") for p in (ROOT / top).rglob("*.py") if "migrations" not in p.parts
    ]
    assert [p.relative_to(ROOT).as_posix() for p in files if text in p.read_text(encoding="utf-8")] == [
        "portal/publishing/models.py"
    ]

"""An attack on the published sums from outside: a stranger keeps every page of a year in which plans are adjusted,
records come and go, levels change and firms report late, and tries to solve for the amounts of one firm or two.

Every amount is a power of two of its own, so that a published sum says which amounts it adds up, whatever the code did
to get there.
"""

import json
from random import Random

import pytest
from django.core.cache import cache

from portal.indicators.measures import Records, compute
from projects.models import Announcement, MonthlyReport, Project, ProjectYear
from tests.factories import make_boss, make_company, make_plan, make_project, make_report, make_site
from tests.projects.test_disclosure import learns

pytestmark = pytest.mark.django_db
GROUPS = ("all", "provincial", "municipal", "zone")
MOST = 44  # amounts of each kind that still have a power of their own below the column's limit


class Zone:
    """Projects of made firms with plans and months; `cells[kind]` says whose amount a power of two is."""

    def __init__(self, seed: int, *, opens: bool) -> None:
        self.dice, self.boss, self.opens = Random(seed), make_boss(), opens
        owners = [make_company() for _n in range(5)]
        self.cells: dict[str, list[tuple[str, str]]] = {"plan": [], "done": []}
        self.firms: dict[str, str] = {}
        self.known: set[str] = set()
        self.seen: dict[str, set[frozenset[str]]] = {"plan": set(), "done": set()}
        self.projects = []
        for n in range(9):
            owner = self.dice.choice([None, None, *owners])
            project = make_project(by=self.boss, code=f"AT-{n:03}", owner=owner)
            self.projects.append(project)
            self.firms[project.code] = f"firm {owner.pk}" if owner else project.code
            self.levels(project)
            make_plan(project, self.amount("plan", project))
        self.month, self.waiting = 1, list(self.projects)

    def amount(self, kind: str, project: Project) -> int:
        self.cells[kind].append((f"{kind} {len(self.cells[kind])}", project.code))
        return 2 ** (len(self.cells[kind]) - 1)

    def levels(self, project: Project) -> None:
        project.levels.all().delete()
        for level in self.dice.sample(GROUPS[1:], self.dice.choice([0, 1, 1, 2])):
            project.levels.create(level=level, year=2025)

    # --- what happens in a year ---------------------------------------------------------------

    def happen(self) -> None:
        kinds = ["report", "report", "report", "adjust", "levels", "leave", "come", "open" if self.opens else "report"]
        getattr(self, self.dice.choice(kinds))(self.dice.choice(self.projects))

    def report(self, project: Project) -> None:
        """Some firms report the month, one, a few or all that are left."""
        if not self.waiting:
            self.month, self.waiting = self.month + 1, list(self.projects)
        several = self.dice.sample(self.waiting, min(self.dice.choice([1, 2, 3, 9]), len(self.waiting)))
        for one in several:
            self.waiting.remove(one)
            if len(self.cells["done"]) < MOST and self.month <= 12:
                make_report(one, f"2025-{self.month:02}", self.amount("done", one), by=self.boss)

    def adjust(self, project: Project) -> None:
        if len(self.cells["plan"]) < MOST:
            ProjectYear.objects.get(project=project).adjust(self.amount("plan", project), by=self.boss, reason="调整")

    def leave(self, project: Project) -> None:
        Project.objects.filter(pk=project.pk).update(status="withdrawn")

    def come(self, project: Project) -> None:
        Project.objects.filter(status="withdrawn").update(status="published")

    def open(self, project: Project) -> None:
        project.refresh_from_db()
        project.progress_public = not project.progress_public
        project.save()

    # --- what the stranger does ---------------------------------------------------------------

    def look(self, client) -> None:
        cache.clear()
        figures = {
            f["key"]: f for f in json.loads(client.get("/projects/statistics.json?year=2025").content)["figures"]
        }
        for group in GROUPS:
            for kind in self.seen:
                if (value := figures[f"completion.{group}.{kind}"]["value"]) is not None:
                    self.seen[kind].add(self.decoded(kind, value))
        for project in Project.objects.filter(status="published", progress_public=True):  # its page says it all
            self.known |= {name for cells in self.cells.values() for name, code in cells if code == project.code}

    def decoded(self, kind: str, value: float) -> frozenset[str]:
        whole = round(value * 10_000)
        return frozenset(name for place, (name, _code) in enumerate(self.cells[kind]) if whole >> place & 1)

    def learned(self, seen: dict[str, set[frozenset[str]]]) -> bool:
        """Whether the pages tie the amounts of one firm or two down beyond what is public."""
        for kind, sums in seen.items():
            rows = [row for row in (cells - self.known for cells in sums) if row]
            owners = {name: self.firms[code] for name, code in self.cells[kind]}
            if rows and learns(rows, owners):
                return True
        return False


def attack(client, seed: int, *, opens: bool, steps: int = 22) -> Zone:
    zone = Zone(seed, opens=opens)
    zone.look(client)
    for _step in range(steps):
        before = {kind: set(sums) for kind, sums in zone.seen.items()}
        zone.happen()
        zone.look(client)
        if opens:  # a record that is opened tells of those that were added to it: no page can take that back
            assert not zone.learned(zone.seen) or zone.learned(before), seed
    return zone


@pytest.fixture(autouse=True)
def _site():
    make_site()


def test_who_keeps_every_page_of_a_year_works_no_firm_out(client):
    shown = 0
    for seed in (0, 3):
        zone = attack(client, seed, opens=False)
        assert not zone.learned(zone.seen), seed
        shown += sum(len(sums) for sums in zone.seen.values())
        self_evident = {"plan": {frozenset({zone.cells["plan"][0][0]})}, "done": set()}
        assert zone.learned(self_evident)  # the stranger can count
        assert Announcement.objects.count() > 1
        for model in (Announcement, MonthlyReport, ProjectYear, Project):
            model.objects.all().delete()
    assert shown > 10  # and something is told


def test_nor_where_the_progress_of_single_records_is_opened_and_closed(client):
    attack(client, 100, opens=True, steps=14)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(1000, 1024))
def test_many_years_of_many_zones(client, seed):
    zone = attack(client, seed, opens=bool(seed % 2), steps=30)
    assert seed % 2 or not zone.learned(zone.seen)


# --- the cases one thinks of ------------------------------------------------------------------------


def published(client, *keys: str) -> list:
    cache.clear()
    figures = {f["key"]: f for f in json.loads(client.get("/projects/statistics.json?year=2025").content)["figures"]}
    return [figures[f"completion.{key}"]["value"] for key in keys]


@pytest.fixture
def four():
    projects = [make_project() for _n in range(4)]
    for n, project in enumerate(projects):
        make_plan(project, 1000 * 2**n)
        make_report(project, "2025-01", 10 * 2**n)
    return projects


BOTH = ("all.plan", "all.done")


def test_a_plan_adjusted_alone_waits_for_two_more(client, four):
    assert published(client, *BOTH) == [1.5, 0.015]
    boss, plans = make_boss(), list(ProjectYear.objects.order_by("pk"))
    plans[0].adjust(9000, by=boss, reason="调整")
    assert published(client, *BOTH) == [1.5, 0.015]
    plans[1].adjust(9000, by=boss, reason="调整")
    assert published(client, *BOTH) == [1.5, 0.015]
    plans[2].adjust(9000, by=boss, reason="调整")
    assert published(client, *BOTH) == [3.5, 0.015]


def test_meanwhile_the_months_go_on(client, four):
    published(client)
    ProjectYear.objects.first().adjust(9000, by=make_boss(), reason="调整")
    for project in four:
        make_report(project, "2025-02", 100)
    assert published(client, *BOTH, "all.rate") == [1.5, 0.055, 3.67]


def test_a_record_that_comes_late_or_leaves_changes_nothing_alone(client, four):
    published(client)
    late = make_project()
    make_plan(late, 77_000)
    make_report(late, "2025-01", 66_000)
    assert published(client, *BOTH, "all.projects") == [1.5, 0.015, 4]
    late.withdraw(by=make_boss(), reason="撤下")
    four[0].withdraw(by=make_boss(), reason="撤下")
    assert published(client, *BOTH) == [1.5, 0.015]
    for project in four[1:]:
        make_report(project, "2025-02", 100)
    assert published(client, *BOTH) == [1.5, 0.045]


def test_a_level_given_or_taken_later_changes_nothing_alone(client, four):
    for project in four[:3]:
        project.levels.create(level="zone", year=2025)
    make_plan(make_project(), 5)
    assert published(client, "zone.plan") == [None]  # the rest are two
    make_plan(make_project(), 5)
    four[3].levels.create(level="zone", year=2025)
    assert published(client, "zone.plan", "zone.done") == [None, None]


def test_months_that_are_all_nought_are_not_told(client, four):
    assert published(client, "all.schedule") == [8.33]
    for project in four:
        make_report(project, "2025-02", 0)
    assert published(client, "all.done", "all.schedule") == [0.015, 8.33]


def test_a_draft_of_a_plan_counts_nowhere(client, four):
    for _n in range(3):
        ProjectYear.objects.create(project=make_project(), year=2025, plan_amount=50)
    assert published(client, "all.plan", "all.projects") == [1.5, 4]


def test_measures_and_page_are_one_publication(client, four):
    """Whatever reads first: the other can't show a later state beside it."""
    assert compute("year_plan", "亿元", "2025", Records()).value * 10_000 == 15_000
    ProjectYear.objects.first().adjust(9000, by=make_boss(), reason="调整")
    assert published(client, *BOTH) == [1.5, 0.015]
    assert compute("year_plan", "亿元", "2025", Records()).value * 10_000 == 15_000
    assert Announcement.objects.get().examined


def test_nothing_is_shown_that_could_not_be_kept(client, four, monkeypatch):
    from django.db import DatabaseError

    def fail(self, *args, **kwargs):
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(Announcement, "save", fail)
        assert published(client, *BOTH) == [None, None]
    assert published(client, *BOTH) == [1.5, 0.015]

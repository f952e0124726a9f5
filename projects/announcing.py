"""The one door through which sums of plans and months leave the house.

    announce(year, settings, today, is_sample=False).groups["all"].rate

What readers see is the newest `Announcement`. When the records have changed, the sums that they give now are weighed
against all that was ever announced of the year (`projects.disclosure`): what gives nobody away is announced, the rest
waits until more firms have changed, and what was announced stands meanwhile. So no page shows a sum that isn't kept, and
whoever keeps every page learns no more than the rule allows, whatever happens to a record: adjusted, published late,
withdrawn, moved to another level.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from hashlib import sha256

from django.db import DatabaseError, transaction
from django.utils import timezone

from .disclosure import tells
from .models import Announcement, Level, Project, ProjectSettings
from .months import closes_on
from .statistics import Completion, Record, Share, Year

WHOLE = "all"
GROUPS = (WHOLE, *Level.values)  # the whole goes first and stays

Months = dict[str, str]  # month -> amount; amounts as text, as they are kept
Sum = dict[str, dict]  # "plan": project -> amount; "done": project -> months


@dataclass(frozen=True)
class Announced:
    """What readers may see, by group; a group whose sums are held back is missing. `day`: since when it stands."""

    day: date | None
    groups: dict[str, Completion]


def announce(year: Year, settings: ProjectSettings, today: date, *, is_sample: bool) -> Announced:
    """What stands announced of the year, after announcing what may be. One query as long as nothing has changed."""
    now = _State(year, settings, today)
    if not now.planned:
        return Announced(None, {})
    mine = Announcement.objects.filter(year=year.year, is_sample=is_sample)
    last = mine.defer("sums").last()
    if last is None or last.examined != now.digest:
        last = _announce(now, mine, Announcement(year=year.year, is_sample=is_sample, examined=now.digest))
    if last is None:
        return Announced(None, {})
    groups = {name: _completion(shown) for name, shown in last.shown.items()}
    return Announced(timezone.localtime(last.at).date(), groups)


def entered(record: Record, settings: ProjectSettings, today: date) -> Months:
    """The approved months that count for readers: from the day after the month closed."""
    return {
        report.month: _text(report.amount)
        for report in record.reports
        if closes_on(report.month, settings.closing_day) + timedelta(days=1) <= today
    }


def _text(amount: Decimal) -> str:
    """One way to write it, whichever database it comes from."""
    return f"{amount.normalize():f}"


class _State:
    """What the records say now."""

    def __init__(self, year: Year, settings: ProjectSettings, today: date) -> None:
        self.least = settings.min_group
        self.planned = {str(record.pk): record for record in year.planned}
        self.members = {WHOLE: list(self.planned)} | {
            level: [str(record.pk) for record in year.of_level(level)] for level in Level.values
        }  # fmt: skip
        self.months = {pk: entered(record, settings, today) for pk, record in self.planned.items()}
        self.open = {pk for pk, record in self.planned.items() if record.is_open}

    @cached_property
    def digest(self) -> str:
        records = [
            [pk, _text(r.plan), r.firm, r.is_open, r.was_open, sorted(r.levels), sorted(self.months[pk].items())]
            for pk, r in self.planned.items()
        ]
        return sha256(json.dumps([self.least, records], sort_keys=True).encode()).hexdigest()

    def owners(self, earlier: list[dict]) -> dict[str, str]:
        """Project -> firm, of these and of those that have left since; "" where the amounts may be known from a time
        when the record was open."""
        told = {pk: firm for kept in earlier for pk, firm in kept["firms"].items()}
        gone = told.keys() - self.planned.keys()
        opened = Project.history.filter(id__in=gone, progress_public=True).values_list("id", flat=True) if gone else []
        told |= dict.fromkeys(map(str, opened), "")
        return told | {pk: "" if record.was_open else record.firm for pk, record in self.planned.items()}

    def candidates(self, name: str, before: Sum | None) -> Iterator[Sum]:
        """What might stand for a group next, the best first; what stands already comes last."""
        plan = {pk: _text(self.planned[pk].plan) for pk in self.members[name]}
        if len(plan) >= self.least:
            yield {"plan": plan, "done": self._done(plan, before)}
        if before is None:
            yield {"plan": plan, "done": {}}
            return
        if len(plan) >= self.least and plan.keys() == before["plan"].keys():
            yield {"plan": plan, "done": before["done"]}
        yield {"plan": before["plan"], "done": self._done(before["plan"], before)}
        yield before

    def _done(self, plan: dict[str, str], before: Sum | None) -> dict[str, Months]:
        """The months of those in the plan; who left since keeps what was counted. Months in which nobody did anything
        don't count: they would tell that of each."""
        told = before["done"] if before else {}
        done = {pk: self.months[pk] if pk in self.months else told.get(pk, {}) for pk in plan}
        done = {pk: months for pk, months in done.items() if months}
        if _cells({"plan": {}, "done": done})[1] == _cells({"plan": {}, "done": told})[1]:
            return told
        return done


def _announce(now: _State, mine, new: Announcement) -> Announcement | None:
    """The announcement that stands from now on; None while there is none."""
    earlier = list(mine)
    last = earlier[-1] if earlier else None
    before = last.sums if last else {}
    new.sums = _next(now, [kept.sums for kept in earlier])
    try:
        with transaction.atomic():
            if last and new.sums["groups"] == before["groups"]:
                mine.filter(pk=last.pk).update(examined=new.examined)
                return last
            new.number = last.number + 1 if last else 1
            new.shown = {name: _shown(now, name, kept, last) for name, kept in new.sums["groups"].items()}
            new.save(force_insert=True)
    except DatabaseError:  # somebody else announced meanwhile, or nothing can be written now: what stands, stands
        return mine.last()
    return new


def _next(now: _State, earlier: list[dict]) -> dict:
    """The sums to announce, in the shape in which they are kept."""
    owners, firms = now.owners(earlier), {}
    published: list[frozenset[str]] = []

    def weighed(cells: dict[str, str]) -> frozenset[str]:
        """A sum as the rule looks at it: without the amounts that are public."""
        hidden = {cell: pk for cell, pk in cells.items() if pk not in now.open}
        firms.update({cell: owners[pk] for cell, pk in hidden.items()})
        return frozenset(hidden)

    for kept in earlier:
        for group in kept["groups"].values():
            published += [row for cells in _cells(group) if (row := weighed(cells)) and row not in published]

    def fits(group: Sum) -> bool:
        more = [row for cells in _cells(group) if (row := weighed(cells)) and row not in published]
        for row in more:
            if tells(row, published, firms, now.least):
                return False
            published.append(row)
        return True

    groups: dict[str, Sum] = {}
    before = earlier[-1]["groups"] if earlier else {}
    for name in GROUPS:
        for candidate in now.candidates(name, before.get(name)):
            count = len(published)
            if len(candidate["plan"]) >= now.least and fits(candidate):
                groups[name] = candidate
                break
            del published[count:]
    members = {pk for group in groups.values() for pk in group["plan"]}
    return {"groups": groups, "firms": {pk: owners[pk] for pk in members}}


def _cells(group: Sum) -> tuple[dict[str, str], dict[str, str]]:
    """The two sums of a group as cell -> project: an amount that changes is another cell, one of 0 is none."""
    plan = {f"{pk}={amount}": pk for pk, amount in group["plan"].items()}
    done = {
        f"{pk}/{month}={amount}": pk
        for pk, months in group["done"].items()
        for month, amount in months.items()
        if Decimal(amount)
    }
    return plan, done


def _shown(now: _State, name: str, group: Sum, last: Announcement | None) -> dict:
    """The figures of a group; those of one that stays as it was stay, too."""
    if last and last.sums["groups"].get(name) == group:
        return last.shown[name]
    through = max((month for months in group["done"].values() for month in months), default="")
    due = [pk for pk in group["plan"] if pk in now.planned and through and now.planned[pk].owes(through)]
    told = [pk for pk in due if through in group["done"].get(pk, {})]
    amounts = [Decimal(amount) for months in group["done"].values() for amount in months.values()]
    return {
        "projects": len(group["plan"]),
        "plan": str(sum(map(Decimal, group["plan"].values()), Decimal(0))),
        "done": str(sum(amounts, Decimal(0))) if amounts else None,
        "through": through,
        "told": len(told),
        "due": len(due),
    }


def _completion(shown: dict) -> Completion:
    done = None if shown["done"] is None else Decimal(shown["done"])
    told = Share(shown["told"], shown["due"])
    return Completion(shown["projects"], Decimal(shown["plan"]), done, shown["through"], told, None)

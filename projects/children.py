"""The small rows that hang on a record and that its page shows, all read by one statement."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import BooleanField, CharField, DecimalField, F, IntegerField, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce
from django.db.models.query import QuerySet

from portal.lib.language import in_language

from .models import Approval, Batch, Contractor, Fact, Project, ProjectLevel, ProjectSettings, Role

_NONE, _NO = Value(None), Value(False)
_TEXTS = ("a", "b", "c", "d", "e")


@dataclass(frozen=True)
class Person:
    """Somebody whose name was released for the public; `role` is what the zone calls it, `post` may be ""."""

    role: str
    name: str
    post: str


@dataclass(frozen=True)
class Children:
    aliases: list[str] = field(default_factory=list)
    levels: list[ProjectLevel] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)
    contractors: list[tuple[str, str]] = field(default_factory=list)  # (part, company), of projects of the government
    lands: list[tuple[str, int]] = field(default_factory=list)  # (day of the land, days to start in): internal


def children(project: Project) -> Children:
    """One query. Each kind in the order in which it was entered, people by role, approvals by kind. The rows have no pk: only read them."""
    found, people = Children(), []
    first, *others = _arms(project)
    for kind, _pk, *texts, number, value, flag in sorted(first.union(*others, all=True), key=lambda row: row[:2]):
        if kind == 0:
            found.aliases.append(texts[0])
        elif kind == 1:
            found.levels.append(ProjectLevel(level=texts[0], year=number))
        elif kind == 2:
            names = ("label", "unit", "qualifier", "note", "source_name")
            found.facts.append(Fact(value=value, is_expected=flag, **dict(zip(names, texts, strict=True))))
        elif kind == 3:
            people.append(texts)
        elif kind == 5:
            found.chains.append(texts[0])
        elif kind == 6:
            found.batches.append(Batch(kind=texts[0], number=number))
        elif kind == 7:
            found.contractors.append((str(Contractor.Part(texts[0]).label), texts[1]))
        elif kind == 8:
            found.lands.append((texts[0], number))
        else:
            names = ("kind", "authority", "number", "granted_on")
            found.approvals.append(Approval(**dict(zip(names, texts[:4], strict=True))))
    people.sort(key=lambda texts: Role.values.index(texts[0]))
    found.approvals.sort(key=lambda row: (Approval.Kind.values.index(row.kind), row.granted_on))
    found.people.extend(_person(*texts) for texts in people)
    return found


def _person(role: str, name: str, department: str, post: str, label: str) -> Person:
    word = label or str(ProjectSettings.OfficerLabel.ATTENDANT) if role == Role.OFFICER else str(Role(role).label)
    return Person(word, name or department, post)


def _arms(project: Project) -> Iterator[QuerySet]:
    yield _arm(project.aliases.all(), 0, F("name"))
    yield _arm(project.levels.all(), 1, F("level"), number=F("year"))
    texts = (in_language("label"), F("unit"), F("qualifier"), F("note"), F("source_name"))
    yield _arm(project.facts.all(), 2, *texts, value=F("value"), flag=F("is_expected"))
    label = Coalesce(Subquery(ProjectSettings.objects.values("officer_label")[:1]), Value(""))
    people = project.assignments.released()
    yield _arm(project.chains.all(), 5, in_language("name"))
    yield _arm(project.batches.all(), 6, F("kind"), number=F("number"))
    of_state = project.contractors.filter(project__investor_kind=Project.InvestorKind.GOVERNMENT)
    yield _arm(of_state, 7, F("part"), F("company__name"))
    days = Coalesce(Subquery(ProjectSettings.objects.values("land_days")[:1]), Value(ProjectSettings().land_days))
    yield _arm(Project.objects.filter(pk=project.pk).exclude(land_on=""), 8, F("land_on"), number=days)
    yield _arm(project.approvals.granted(), 4, F("kind"), F("authority"), F("number"), F("granted_on"))
    yield _arm(people, 3, F("role"), F("name"), Coalesce("department__name", Value("")), F("post"), label)


def _arm(
    rows: QuerySet, kind: int, *texts: Combinable | str,
    number: Combinable = _NONE, value: Combinable = _NONE, flag: Combinable = _NO,
) -> QuerySet:  # fmt: skip
    """(kind, pk, five texts, number, value, flag); what a kind hasn't is "" or None."""
    filled = [*texts, *[Value("")] * (len(_TEXTS) - len(texts))]
    columns = {name: Cast(text, CharField()) for name, text in zip(_TEXTS, filled, strict=True)}
    rows = rows.order_by().annotate(
        row_kind=Value(kind), **columns, row_number=Cast(number, IntegerField()),
        row_value=Cast(value, DecimalField(max_digits=18, decimal_places=4)), row_flag=Cast(flag, BooleanField()),
    )  # fmt: skip
    return rows.values_list("row_kind", "pk", *_TEXTS, "row_number", "row_value", "row_flag")

"""What the figures of a text may be: every public value of the ledger, what measures give, and the records it names."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import StrIndex

from portal.lib.dates import show_period
from portal.lib.quantities import Quantity
from portal.publishing.models import Publishable
from projects.models import Project, ProjectAlias

from ..figures import figures_of
from ..matching import Candidate, name_cores, quantity_of
from ..measures import Records
from ..models import Indicator, Vintage

# field of a record -> (unit of the stored value, words by which a text names it)
_FIELDS = {
    "total_investment": ("万元", ("总投资", "计划总投资", "投资")),
    "land_area": ("亩", ("占地", "用地面积")),
    "expected_jobs": ("人", ("就业", "就业岗位")),
}


def candidates(thing: Publishable, text: str, figures: list[Candidate] | None = None) -> list[Candidate]:
    """All that may be proposed to staff; every one of them is public. Six queries whatever there is. `figures`: the
    ledger's part (`of_ledger`), where many texts are read in a row."""
    return [*(of_ledger() if figures is None else figures), *recorded(named_projects(thing, text))]


def of_ledger() -> list[Candidate]:
    return [*announced(), *_computed()]


def named_projects(thing: Publishable, text: str, tied: Iterable[int] = ()) -> list[Project]:
    """Public records that the text is about (an article says so), whose name stands in its text or whose ids are `tied`, with
    `called`: their names."""
    here, about = Value(text), getattr(thing, "projects", None)
    alias = ProjectAlias.objects.alias(at=StrIndex(here, "name")).filter(project=OuterRef("pk"), at__gt=0)
    found = Project.objects.published().alias(at=StrIndex(here, "name"))
    projects = list(
        found.filter(Q(at__gt=0) | Q(Exists(alias)) | Q(pk__in=about.values("pk") if about else []) | Q(pk__in=tied))
        .distinct()
        .prefetch_related("aliases", "facts")
    )
    for project in projects:
        project.called = tuple(name for name in (project.name, *(a.name for a in project.aliases.all())))
    return projects


def announced() -> Iterator[Candidate]:
    current = Vintage.objects.published().current().filter(observation__ref_area=None)  # figures of the zone itself
    for vintage in current.select_related("observation__indicator"):
        place, indicator = vintage.observation, vintage.observation.indicator
        is_rank = indicator.kind == Indicator.Kind.RANK
        quantity = quantity_of(
            vintage.value, indicator.unit, vintage.qualifier, rank_total=vintage.rank_total, is_rank=is_rank
        )
        if quantity:
            when = show_period(place.period)
            label = " ".join(filter(None, [indicator.name, when, vintage.shown]))
            yield Candidate(
                quantity, (indicator.name,), place.period, label, (("vintage", vintage),), is_target=place.is_target
            )


def _computed() -> Iterator[Candidate]:
    """Measures that nobody announces a value beside; those over a year need a person to say which."""
    indicators = Indicator.objects.filter(is_public=True).exclude(measure="")
    wanted = [(indicator, "") for indicator in indicators]
    records = {False: Records(), True: Records(sample=True)} if wanted else {}
    for figure in figures_of(wanted, records, compared=False):
        quantity = None
        if figure.vintage is None and figure.computed:
            quantity = quantity_of(figure.computed.value, figure.indicator.unit)
        if quantity:
            answer = (("measure", figure.indicator.measure), ("period", figure.computed.period))
            label = f"{figure.indicator.name} {figure.shown}"
            yield Candidate(quantity, (figure.indicator.name,), figure.computed.period, label, answer)


def named_indicators() -> list[tuple[Indicator, Quantity, list[str]]]:
    """Public indicators, with or without a value, each with a quantity of its unit and the cores of its name."""
    found = []
    for indicator in Indicator.objects.filter(is_public=True):
        unit = quantity_of(Decimal(1), indicator.unit, is_rank=indicator.kind == Indicator.Kind.RANK)
        if unit:
            found.append((indicator, unit, name_cores(indicator.name)))
    return found


def recorded(projects: list[Project]) -> Iterator[Candidate]:
    for project in projects:
        for field, (unit, names) in _FIELDS.items():
            yield from _field(project, field, getattr(project, field), unit, names)
        for fact in project.facts.all():
            yield from _field(project, f"fact:{fact.label}", fact.value, fact.unit, (fact.label,))


def _field(project: Project, field: str, value, unit: str, names: tuple[str, ...]) -> Iterator[Candidate]:
    if quantity := quantity_of(value, unit):
        label = f"{project.name} {names[0]}"
        yield Candidate(quantity, names, "", label, (("project", project), ("field", field)), places=project.called)

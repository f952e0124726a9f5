"""The one filter of project records; the page, its exports and its feed all ask it.

Several values of one parameter are alternatives, parameters narrow each other. What makes no sense is left out and
named in `ignored`: a reader's address never fails. Conditions on child rows are EXISTS: no join repeats a record.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Self

from django import forms
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Substr
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import (
    CharFilter,
    ChoiceFilter,
    FilterSet,
    MultipleChoiceFilter,
    NumberFilter,
    TypedMultipleChoiceFilter,
)

from .models import Industry, Level, Park, Project, ProjectAlias, ProjectLevel, ProjectYear, StageChange
from .models.project import ProjectQuerySet
from .stages import HIDDEN, Group

MOST_FIELDS = 300  # of one address; more is no reader's wish
MOST_WORDS = 5
YEARS = range(2000, 2101)
MOST_YI = Decimal(10) ** 9  # 亿元; beyond it the amount column couldn't hold the number
SORTS = {
    "recent": (gettext_lazy("Latest change"), ["-moved_on", "code"]),
    "investment": (gettext_lazy("Investment"), [F("total_investment").desc(nulls_last=True), "code"]),
    "code": (gettext_lazy("Number"), ["code"]),
    "name": (gettext_lazy("Name"), ["name", "code"]),
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")

Values = dict[str, Any]


def _by_words(projects: ProjectQuerySet, values: Values) -> ProjectQuerySet:
    for word in values["q"].split()[:MOST_WORDS]:
        alias = ProjectAlias.objects.filter(project=OuterRef("pk"), name__icontains=word)
        projects = projects.filter(
            Q(name__icontains=word) | Q(code__icontains=word) | Q(owner__name__icontains=word) | Exists(alias)
        )
    return projects


def _by_level(projects: ProjectQuerySet, values: Values) -> ProjectQuerySet:
    levels = ProjectLevel.objects.filter(project=OuterRef("pk"), level__in=values["level"])
    if values.get("year"):
        levels = levels.filter(year__in=values["year"])
    return projects.filter(Exists(levels))


def _by_year(projects: ProjectQuerySet, values: Values) -> ProjectQuerySet:
    plans = ProjectYear.objects.filter(project=OuterRef("pk"), year__in=values["year"])
    stages = StageChange.objects.filter(project=OuterRef("pk")).exclude(stage__in=HIDDEN)
    stages = stages.alias(year=Substr("date", 1, 4)).filter(year__in=[str(year) for year in values["year"]])
    return projects.filter(Exists(plans) | Exists(stages))


_BY: dict[str, Callable[[ProjectQuerySet, Values], ProjectQuerySet]] = {
    "q": _by_words,
    "stage": lambda projects, values: projects.in_groups(values["stage"]),
    "level": _by_level,
    "industry": lambda projects, values: projects.filter(industry__code__in=values["industry"]),
    "park": lambda projects, values: projects.filter(park__code__in=values["park"]),
    "year": _by_year,
    "period": lambda projects, values: projects.filter(plan_period__in=values["period"]),
    "investment_min": lambda projects, values: projects.filter(total_investment__gte=values["investment_min"] * 10_000),
    "investment_max": lambda projects, values: projects.filter(total_investment__lte=values["investment_max"] * 10_000),
}


@dataclass(frozen=True)
class Chip:
    """One condition that is on, in words, and the query string without it."""

    word: str
    without: str


class ProjectFilter(FilterSet):
    q = CharFilter(label=gettext_lazy("Keyword"), max_length=60)
    stage = MultipleChoiceFilter(label=gettext_lazy("Stage"), choices=Group.choices)
    level = MultipleChoiceFilter(label=gettext_lazy("Level"), choices=Level.choices)
    industry = MultipleChoiceFilter(label=gettext_lazy("Industry"))
    park = MultipleChoiceFilter(label=gettext_lazy("Park"))
    year = TypedMultipleChoiceFilter(
        label=gettext_lazy("Year"), choices=[(year, str(year)) for year in YEARS], coerce=int, empty_value=[]
    )
    period = MultipleChoiceFilter(label=gettext_lazy("Five-year plan"))
    investment_min = NumberFilter(label=gettext_lazy("Least investment"), min_value=0, max_value=MOST_YI)
    investment_max = NumberFilter(label=gettext_lazy("Greatest investment"), min_value=0, max_value=MOST_YI)
    sort = ChoiceFilter(label=gettext_lazy("Order"), choices=[(key, word) for key, (word, _by) in SORTS.items()])
    sample = ChoiceFilter(label=gettext_lazy("Samples"), choices=[("1", gettext_lazy("invented samples"))])

    class Meta:
        model = Project
        fields: list[str] = []

    def __init__(self, data=None, queryset=None, *, request=None, prefix=None) -> None:
        queryset = Project.objects.published() if queryset is None else queryset
        super().__init__(data or QueryDict(), queryset, request=request, prefix=prefix)
        self.ignored: list[str] = []
        self._offer("industry", lambda: self.industries)
        self._offer("park", lambda: self.parks)
        self._offer("period", lambda: self.periods)
        self.data = self._sensible(self.data)

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """The filter that the address asks for. From then on `request.GET` holds what was understood, and `page`: every
        link made from it is clean, and nobody reads the original, at thousands of fields of which Django gives up."""
        raw = request.META.get("QUERY_STRING", "").split("&", MOST_FIELDS)
        given = QueryDict("&".join(raw[:MOST_FIELDS]))
        found = cls(given, request=request)
        if len(raw) > MOST_FIELDS:
            message = _("The address holds too many conditions; only the first %(n)s were read.")
            found.ignored.append(message % {"n": MOST_FIELDS})
        request.GET = found.data.copy()
        if page := given.getlist("page"):
            request.GET["page"] = _CONTROL.sub("", page[-1])[:20]
        return found

    # --- reading the address ------------------------------------------------------------------

    def _offer(self, name: str, things: Callable[[], list]) -> None:
        """Choices that stand in the database, asked for only when the address or the form needs them."""
        self.filters[name].extra["choices"] = lambda: [(str(getattr(t, "code", t)), str(t)) for t in things()]

    def _sensible(self, data: QueryDict) -> QueryDict:
        known = QueryDict(mutable=True)
        # Samples first: which parks and plans there are depends on it.
        for name in sorted(self.filters, key=lambda name: name != "sample"):
            given = list(dict.fromkeys(_CONTROL.sub("", value).strip() for value in data.getlist(name)))
            values = self._valid(name, [value for value in given if value])
            if values:
                known.setlist(name, values)
            if name == "sample":
                self.is_sample = bool(values)
        self._say_if_empty(known)
        return known

    def _valid(self, name: str, given: list[str]) -> list[str]:
        """Those of `given` that the field takes; of a parameter that knows one value only, the last."""
        if not given:
            return []
        field = self.filters[name].field
        several = isinstance(field, forms.MultipleChoiceField)
        good, bad = [], []
        for value in given:
            try:
                field.clean([value] if several else value)
                good.append(value)
            except forms.ValidationError:
                bad.append(value if len(value) <= 20 else f"{value[:20]}…")
        if bad:
            words = {"name": field.label, "value": "、".join(bad[:3]) + ("…" if len(bad) > 3 else "")}
            self.ignored.append(_("“%(value)s” isn't a value of “%(name)s”; it was left out.") % words)
        if len(good) > 1 and not several:
            words = {"name": field.label, "value": good[-1]}
            self.ignored.append(_("“%(name)s” takes one value; “%(value)s” was used.") % words)
            good = good[-1:]
        return good

    def _say_if_empty(self, known: QueryDict) -> None:
        least, greatest = known.get("investment_min"), known.get("investment_max")
        if least and greatest and Decimal(least) > Decimal(greatest):
            self.ignored.append(_("The least investment is above the greatest: no project can fit both."))

    @cached_property
    def industries(self) -> list[Industry]:
        return list(Industry.objects.all())

    @cached_property
    def parks(self) -> list[Park]:
        return list(Park.objects.filter(is_sample=self.is_sample))

    @cached_property
    def periods(self) -> list[str]:
        periods = self.scope.exclude(plan_period="").order_by("plan_period")
        return list(periods.values_list("plan_period", flat=True).distinct())

    # --- asking the records -------------------------------------------------------------------

    @cached_property
    def values(self) -> Values:
        """What is asked for: name -> text, list of texts or years, or Decimal in 亿元; only what was given."""
        self.errors  # noqa: B018  reading it validates the form
        return {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "", [])}

    @property
    def scope(self) -> ProjectQuerySet:
        """The zone's records, or the samples: never both at once."""
        return self.queryset.samples() if self.is_sample else self.queryset.of_zone()

    def narrow(self, **changes: Any) -> ProjectQuerySet:
        """The records under these conditions with some changed; None drops one. Unsorted."""
        values = {name: value for name, value in (self.values | changes).items() if value is not None}
        projects = self.scope
        for name, by in _BY.items():
            if name in values:
                projects = by(projects, values)
        return projects

    def filter_queryset(self, queryset: ProjectQuerySet) -> ProjectQuerySet:
        return self.narrow().order_by(*SORTS[self.order][1])

    @property
    def order(self) -> str:
        return self.values.get("sort") or "recent"

    @property
    def is_narrow(self) -> bool:
        return bool(_BY.keys() & self.values.keys())

    # --- saying what is asked for -------------------------------------------------------------

    def address(self, **changes: list[str]) -> str:
        """The query string, "?" included, with some parameters' values changed; "?" alone when nothing is left."""
        data = self.data.copy()
        for name, values in changes.items():
            data.setlist(name, values) if values else data.pop(name, None)
        return f"?{data.urlencode()}"

    def chips(self) -> list[Chip]:
        chips = []
        for name in self.filters:
            given = self.data.getlist(name) if name in _BY else []
            for value in given:
                rest = [other for other in given if other != value]
                chips.append(Chip(self._word(name, value), self.address(**{name: rest})))
        return chips

    def _word(self, name: str, value: str) -> str:
        if name == "q":
            return f"“{value}”"
        if name == "investment_min":
            return _("%(value)s×100m yuan and more") % {"value": value}
        if name == "investment_max":
            return _("up to %(value)s×100m yuan") % {"value": value}
        words = dict(self.filters[name].field.choices)
        return str(words.get(int(value) if name == "year" else value, value))

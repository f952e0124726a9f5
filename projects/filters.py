"""The one filter of project records; the page, its exports and its feed all ask it.

Several values of one parameter are alternatives, parameters narrow each other (`conditions.py` has the rules). What
makes no sense is left out and named in `ignored`: a reader's address never fails.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple, Self

import django_filters as filters
from django import forms
from django.db.models import F, Value
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.lib.addresses import MOST_FIELDS, first_fields
from portal.lib.dates import show_period
from portal.lib.language import in_language, listed
from portal.lib.qualifiers import show_value

from .conditions import BY, Values
from .milestones import REACHED, DueFilter, due_word
from .models import Industry, Level, Park, Project
from .models.project import ProjectQuerySet
from .stages import Group

YEARS = range(2000, 2101)
MOST_YI = Decimal(10) ** 9  # 亿元; beyond it the amount column couldn't hold the number
SORTS = {
    "recent": (gettext_lazy("Latest change"), ["-moved_on", "code"]),
    "investment": (gettext_lazy("Investment"), [F("total_investment").desc(nulls_last=True), "code"]),
    "code": (gettext_lazy("Number"), ["code"]),
    "name": (gettext_lazy("Name"), ["name", "code"]),
}
EXTRA = ("reached", "due")  # conditions that links set; the form has no field for them
VIEWS = {
    "list": gettext_lazy("List view"),
    "cards": gettext_lazy("Card view"),
    "board": gettext_lazy("Stage board"),
    "timeline": gettext_lazy("Year by year"),
    "print": gettext_lazy("Print sheet"),
}
# Control characters, and what turns or hides the text around it.
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)


@dataclass(frozen=True)
class Chip:
    """One condition that is on, in words, and the query string without it."""

    label: str
    word: str
    without: str


class Entry(NamedTuple):
    """A row of the tables that records point at."""

    pk: int
    code: str
    name: str

    def __str__(self) -> str:
        return self.name


class ProjectFilter(filters.FilterSet):
    q = filters.CharFilter(label=gettext_lazy("Keyword"), max_length=60)
    stage = filters.MultipleChoiceFilter(label=gettext_lazy("Stage"), choices=Group.choices)
    level = filters.MultipleChoiceFilter(label=gettext_lazy("Level"), choices=Level.choices)
    industry = filters.MultipleChoiceFilter(label=gettext_lazy("Industry"))
    park = filters.MultipleChoiceFilter(label=gettext_lazy("Park"))
    year = filters.TypedMultipleChoiceFilter(
        label=gettext_lazy("Year"), choices=[(year, str(year)) for year in YEARS], coerce=int, empty_value=[]
    )
    period = filters.MultipleChoiceFilter(label=gettext_lazy("Five-year plan"))
    reached = filters.MultipleChoiceFilter(
        label=gettext_lazy("Reached"), choices=[(key, word) for key, (_column, word) in REACHED.items()]
    )
    due = DueFilter(label=gettext_lazy("Planned for"))
    investment_min = filters.NumberFilter(label=gettext_lazy("Least investment"), min_value=0, max_value=MOST_YI)
    investment_max = filters.NumberFilter(label=gettext_lazy("Greatest investment"), min_value=0, max_value=MOST_YI)
    sort = filters.ChoiceFilter(
        label=gettext_lazy("Order"), choices=[(key, word) for key, (word, _by) in SORTS.items()]
    )
    view = filters.ChoiceFilter(label=gettext_lazy("View"), choices=list(VIEWS.items()))
    sample = filters.ChoiceFilter(label=gettext_lazy("Samples"), choices=[("1", gettext_lazy("invented samples"))])

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
        given, has_more = first_fields(request)
        found = cls(given, request=request)
        if has_more:
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
            words = {"name": field.label, "value": listed(bad[:3]) + ("…" if len(bad) > 3 else "")}
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
    def _tables(self) -> dict[str, list[Entry]]:
        """Industries and parks in their order, by one statement."""
        industries = Industry.objects.order_by().annotate(table=Value("industry"), rank=F("position"))
        parks = Park.objects.filter(is_sample=self.is_sample).order_by().annotate(table=Value("park"), rank=Value(0))
        found: dict[str, list[Entry]] = {"industry": [], "park": []}
        fields = ("table", "rank", "pk", "code", in_language("name"))
        both = industries.values_list(*fields).union(parks.values_list(*fields), all=True)
        for table, _rank, *entry in sorted(both):
            found[table].append(Entry(*entry))
        return found

    @property
    def industries(self) -> list[Entry]:
        return self._tables["industry"]

    @property
    def parks(self) -> list[Entry]:
        return self._tables["park"]

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
        for name, by in BY.items():
            if name in values:
                projects = by(projects, values)
        return projects

    def filter_queryset(self, queryset: ProjectQuerySet) -> ProjectQuerySet:
        return self.narrow().order_by(*SORTS[self.order][1])

    @property
    def order(self) -> str:
        return self.values.get("sort") or "recent"

    @property
    def layout(self) -> str:
        """The view asked for."""
        return self.values.get("view") or "list"

    @property
    def is_narrow(self) -> bool:
        return bool(BY.keys() & self.values.keys())

    # --- saying what is asked for -------------------------------------------------------------

    def address(self, **changes: list[str]) -> str:
        """The query string, "?" included, with some parameters' values changed; "?" alone when nothing is left."""
        data = self.data.copy()
        for name, values in changes.items():
            data.setlist(name, values) if values else data.pop(name, None)
        return f"?{data.urlencode()}"

    def chips(self) -> list[Chip]:
        chips = []
        for name, label, words in self.conditions():
            given = self.data.getlist(name)
            for value, word in zip(given, words, strict=True):
                rest = [other for other in given if other != value]
                chips.append(Chip(label, word, self.address(**{name: rest})))
        return chips

    def conditions(self) -> list[tuple[str, str, list[str]]]:
        """(parameter, its name, its values in words) of what narrows the list, in the order of the form."""
        return [
            (name, str(self.filters[name].label), [self._word(name, value) for value in self.data.getlist(name)])
            for name in self.filters
            if name in BY and name in self.data
        ]

    def links(self, name: str, words: dict[str, str], now: str) -> list[tuple[str, str, bool]]:
        """(word, query string, is on) of the ways to set a parameter that has one value; no value means the first."""
        first = next(iter(words))
        return [
            (word, self.address(**{name: [] if key == first else [key]}), key == now) for key, word in words.items()
        ]

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        return self.links("sort", {key: word for key, (word, _by) in SORTS.items()}, self.order)

    @property
    def views(self) -> list[tuple[str, str, bool]]:
        return self.links("view", {key: word for key, word in VIEWS.items() if key != "print"}, self.layout)

    @property
    def file_address(self) -> str:
        """The query string, "" for none, of the same list in another form: a file, the feed, the plain list."""
        return self.address(view=[]).removesuffix("?")

    @property
    def print_address(self) -> str:
        return self.address(view=["print"])

    @property
    def cleared(self) -> str:
        """The query string without any condition, in the same view and order."""
        return self.address(**{name: [] for name in BY}).removesuffix("?")

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form must carry along although it has no field for it."""
        return [(name, value) for name in ("sample", "sort", "view", *EXTRA) for value in self.data.getlist(name)]

    def _word(self, name: str, value: str) -> str:
        if name == "q":
            return f"“{value}”"
        if name == "due":
            return due_word(value)
        if name == "year":
            return show_period(value)
        if name == "investment_min":
            return _("%(amount)s and more") % {"amount": show_value(Decimal(value), "亿元")}
        if name == "investment_max":
            return _("up to %(amount)s") % {"amount": show_value(Decimal(value), "亿元")}
        return str(dict(self.filters[name].field.choices).get(value, value))

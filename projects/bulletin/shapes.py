"""The parts of a bulletin: figures in lines in tables, and what all tables of one year have in common."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from portal.lib.language import local
from portal.lib.qualifiers import unit_word

from ..announcing import Announced, announce
from ..models import ProjectSettings
from ..statistics import Totals, Year


@dataclass(frozen=True)
class Figure:
    """One number. `value` is None where it isn't known or not public, and `note` says why. For a rate `numerator` and
    `denominator` are the two numbers behind it; `n` is the number of projects it rests on; `url` lists them."""

    key: str
    name: str
    value: Decimal | int | None
    unit: str
    n: int
    numerator: Decimal | int | None = None
    denominator: Decimal | int | None = None
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Line:
    """A row of a table: `word` names it; `note` says what its numbers can't."""

    word: str
    figures: tuple[Figure, ...]
    note: str = ""


@dataclass(frozen=True)
class Table:
    """`columns` names what stands in each line, with its unit; `about` defines it; `basis` says of when and from where;
    `nothing` is said in its place when no record says anything about it."""

    slug: str
    title: str
    about: str
    basis: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    nothing: str = ""

    @property
    def is_empty(self) -> bool:
        return bool(self.nothing) and not any(figure.value for line in self.lines for figure in line.figures)

    @property
    def is_wide(self) -> bool:
        return len(self.columns) > 3


def yi(amount: Decimal | None) -> Decimal | None:
    """万元 in 亿元."""
    return None if amount is None else (amount / 10_000).normalize()


@dataclass(frozen=True)
class Frame:
    """What a bulletin is about: the figures of one year, of the zone or of the invented samples, as of a day."""

    year: Year
    settings: ProjectSettings
    today: date
    is_sample: bool = False

    @cached_property
    def announced(self) -> Announced:
        """What of plans and progress readers may see."""
        return announce(self.year, self.settings, self.today, is_sample=self.is_sample)

    def url(self, *, ever: bool = False, **conditions: str) -> str:
        """The listing of the projects of this year (or of all, `ever`) under these conditions."""
        pairs = ({} if ever else {"year": self.year.year}) | conditions | ({"sample": "1"} if self.is_sample else {})
        return local(f"/projects/?{urlencode(pairs)}")

    @property
    def year_word(self) -> str:
        return _("year %(year)s") % {"year": self.year.year}

    def basis(self, *parts: str) -> str:
        source = _("invented sample records") if self.is_sample else _("public project records of this site")
        return " · ".join([*parts, _("Source: %(source)s") % {"source": source}])

    @property
    def as_of(self) -> str:
        return _("as of %(day)s") % {"day": self.today.isoformat()}

    def pair(self, key: str, name: str, found: Totals, url: str) -> tuple[Figure, Figure]:
        """The number of projects, and their total investment with the number of projects for which it is known."""
        url = url if found.count else ""
        note = "" if found.known else _("total investment not announced")
        return (
            Figure(
                f"{key}.count",
                _("%(name)s, projects") % {"name": name},
                found.count,
                _("projects (unit)"),
                found.count,
                url=url,
            ),
            Figure(
                f"{key}.investment",
                _("%(name)s, total investment") % {"name": name},
                yi(found.investment),
                unit_word("亿元"),
                found.known,
                url=url,
                note=note,
            ),
        )

"""A filtered list in words: for its heading, its title, search engines and paper."""

from functools import cached_property

from django.utils.translation import gettext as _

from portal.lib.language import listed
from portal.site.models import Column
from portal.site.templatetags.shown import money

from .filters import ProjectFilter
from .statistics import Totals

MOST_WORDS = 5  # values named in a heading; beyond it only their number
_FREE = frozenset({"q", "investment_min", "investment_max", "due", "reached"})


class Heading:
    def __init__(self, asked: ProjectFilter, totals: Totals, column: Column | None) -> None:
        self.asked, self.totals = asked, totals
        self.list_name = column.words.name if column else _("Key projects")
        if asked.is_sample:
            self.list_name = _("Sample projects (invented)")

    @cached_property
    def conditions(self) -> list[tuple[str, str]]:
        """(what, its values): ("阶段", "在建、竣工")."""
        return [(label, listed(words)) for _name, label, words in self.asked.conditions()]

    @cached_property
    def words(self) -> str:
        """ "在建、竣工 · 市重点", or how many conditions when they are many; "" without any."""
        count = sum(len(words) for _name, _label, words in self.asked.conditions())
        if count > MOST_WORDS:
            return _("%(n)s conditions") % {"n": count}
        return " · ".join(words for _label, words in self.conditions)

    @property
    def title(self) -> str:
        return f"{self.words} - {self.list_name}" if self.words else self.list_name

    @property
    def description(self) -> str:
        """One sentence for search engines: what is listed, how many, and the sum with of how many it is known."""
        said = {"list": self.list_name, "words": self.words, "n": self.totals.count}
        text = _("%(list)s (%(words)s): %(n)s projects") % said if self.words else _("%(list)s: %(n)s projects") % said
        if self.totals.known:
            sums = {"amount": money(self.totals.investment, "apart"), "known": self.totals.known}
            text += _(", total investment %(amount)s (announced for %(known)s)") % sums
        return text

    @property
    def is_deep(self) -> bool:
        """A combination that no search engine should collect: more than one condition, or a typed one."""
        asked = self.asked
        values = sum(len(words) for _name, _label, words in asked.conditions())
        return values > 1 or bool(_FREE & asked.values.keys()) or asked.layout == "print"

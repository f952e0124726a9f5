"""Figures and stages of a text beside the ledger and the project records. Pure: it compares what it is given."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from portal.lib.dates import show_period
from portal.lib.quantities import Figure, agree, format_amount
from portal.lib.quantities import format as format_quantity
from portal.lib.sentences import sentence_at, sentence_span
from projects.models import Project
from projects.stages import STEPS, Group

from ..matching import NEAR, Candidate, nearness, quantity_of, unit_class
from ..models import FigureUse
from ..tying.candidates import recorded
from .said import Said, quote, words_before

_BESIDE = re.compile(
    "(?:\\d{2,4}年(?:度|底|末)?|[一二三四]季度|[上下]半年|全年|今年|去年|截至[^，]{0,8}|[\u4e00-\u9fff]{0,6}(?:高新区|开发区)|全区|园区|我区"
    "|“?十[一二三四五六]五”?(?:时期|期间)?|共|已|并|累计|预计|计划|力争|约|达|超|近|到|为|\\s)*"
)
_AHEAD = frozenset({"forecast", "planned"})
_TOTAL = re.compile("(?:计划)?总投资(?:额)?(?:约|达|为|超|近|共)*$")
_CLAIM = re.compile(
    "(?<![未没待将拟])(?:已(?:经|全面|正式|顺利|建成|于[^，。]{0,10}?)?|(?<!将)正式|(?<!将)顺利|(?<!将)成功)(?P<word>签约|开工|竣工|投产|投用|达产|通车)"
    "(?![前后的])"
)
_CLAIMED = {
    "签约": Group.SIGNED, "开工": Group.BUILDING, "竣工": Group.COMPLETED, "投产": Group.OPERATING,
    "投用": Group.OPERATING, "达产": Group.OPERATING, "通车": Group.COMPLETED,
}  # fmt: skip
_MANY = re.compile("等[^，。；]{0,10}?\\d+个")


def ledger(text: str, figures: list[Figure], ties: dict[int, FigureUse], values: list[Candidate]) -> Iterator[Said]:
    """Another value of the same indicator and period: of tied figures, and of those whose words name it without doubt."""
    current = {dict(one.answer)["vintage"].observation_id: one for one in values}
    for figure in figures:
        use = ties.get(figure.start)
        if use:
            known = current.get(use.vintage.observation_id) if use.vintage else None
        else:
            known = _named(text, figure, values)
        if known and unit_class(known.quantity) == unit_class(figure) and not _same(figure, known):
            vintage = dict(known.answer)["vintage"]
            words = {"said": quote(text, figure), "known": known.label, "source": vintage.source_name}
            text_said = _("The text has “%(said)s”, the ledger “%(known)s” (%(source)s).")
            yield Said("other-value", text_said % words)


def _same(figure: Figure, known: Candidate) -> bool:
    if figure.unit == known.quantity.unit:
        return agree(figure, known.quantity)
    return figure.shown_value == known.quantity.shown_value


def _named(text: str, figure: Figure, values: list[Candidate]) -> Candidate | None:
    """The one value whose indicator and period the words state in full, when no other value explains the figure."""
    if not figure.period:
        return None
    alike = [one for one in values if unit_class(one.quantity) == unit_class(figure)]
    if any(_same(figure, one) and _near(text, figure, one) >= NEAR for one in alike):
        return None
    ahead = bool(_AHEAD & set(figure.qualifier.split("+")))
    named = [
        one for one in alike
        if one.period == figure.period and one.is_target == ahead and any(_says(text, figure, core) for core in one.cores)
    ]  # fmt: skip
    return named[0] if len(named) == 1 else None


def _near(text: str, figure: Figure, one: Candidate) -> float:
    return max((nearness(text, figure, core) for core in one.cores), default=0.0)


def _says(text: str, figure: Figure, core: str) -> bool:
    """The clause is the name and nothing else but time and place: 省重点项目 isn't 重点项目."""
    before, name, after = words_before(text, figure).rpartition(core)
    return bool(name) and _BESIDE.fullmatch(before) is not None and _BESIDE.fullmatch(after) is not None


def amounts(text: str, figures: list[Figure], projects: list[Project], ties: dict[int, FigureUse]) -> Iterator[Said]:
    """总投资 of a project other than its record's, where the sentence names that project alone; and what is tied to a field
    of a record that says something else by now."""
    for figure in figures:
        if use := ties.get(figure.start):
            yield from _tied(text, figure, use, projects)
            continue
        if figure.unit != "CNY" or not _TOTAL.search(words_before(text, figure)):
            continue
        start, end = sentence_span(text, figure.start)
        sentence = text[start:end]
        here = [project for project in projects if any(name in sentence for name in project.called)]
        if len(here) != 1 or here[0].total_investment is None or _MANY.search(sentence):
            continue
        known = quantity_of(here[0].total_investment, "万元")
        if known and not agree(figure, known):
            words = {
                "said": quote(text, figure), "project": here[0].name, "code": here[0].code,
                "known": f"{format_amount(here[0].total_investment)}亿元",
            }  # fmt: skip
            text_said = _(
                "The text has “%(said)s”; the record %(code)s “%(project)s” has a total investment of %(known)s."
            )
            yield Said("project-amount", text_said % words)


def _tied(text: str, figure: Figure, use: FigureUse, projects: list[Project]) -> Iterator[Said]:
    here = [project for project in projects if project.pk == use.project_id and not use.is_live]
    for known in recorded(here):
        is_money = use.field == "total_investment"
        alike = dict(known.answer)["field"] == use.field and unit_class(known.quantity) == unit_class(figure)
        if alike and not agree(figure, known.quantity):
            words = {
                "said": quote(text, figure), "project": here[0].name, "code": here[0].code, "field": use.field_word,
                "known": f"{format_amount(here[0].total_investment)}亿元" if is_money else format_quantity(known.quantity),
            }  # fmt: skip
            text_said = _("The text has “%(said)s”; the record %(code)s “%(project)s” says: %(field)s %(known)s.")
            yield Said("project-amount", text_said % words)


def stages(text: str, projects: list[Project]) -> Iterator[Said]:
    """A project said to be farther than its record is: 已投产 of one that is being built. What is behind may be history."""
    found = ((m.start(), m.end(), p) for p in projects for n in p.called for m in re.finditer(re.escape(n), text))
    places = sorted(found, key=lambda place: place[:2])
    seen = set()
    for index, (_start, end, project) in enumerate(places):
        stop = places[index + 1][0] if index + 1 < len(places) else len(text)
        claim = _CLAIM.search(text, end, min(stop, sentence_span(text, end)[1], end + 40))
        if not claim or project.group not in STEPS or project.pk in seen:
            continue
        said = _CLAIMED[claim["word"]]
        if STEPS.index(said) > STEPS.index(project.group):
            seen.add(project.pk)
            words = {
                "said": sentence_at(text, end)[:60], "word": claim[0], "project": project.name, "code": project.code,
                "known": " ".join(filter(None, [project.group_word, show_period(project.moved_on)])),
            }  # fmt: skip
            text_said = _("The text says “%(word)s” (%(said)s); the record %(code)s “%(project)s” is at “%(known)s”.")
            yield Said("project-stage", text_said % words)

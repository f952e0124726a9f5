"""The one table of internal amounts: investment against the plan, of groups that `projects.disclosure` lets out."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from ..disclosure import disclose
from ..models import Level
from ..months import closes_on
from ..statistics import Completion, Record, Report, rounded
from .shapes import Figure, Frame, Line, Table, yi

WHOLE = "all"


def completion(frame: Frame) -> Table:
    words = {WHOLE: _("all projects with a plan")} | {level.value: str(level.label) for level in Level}
    groups = {WHOLE: frame.year.planned} | {level: frame.year.of_level(level) for level in Level.values}
    days, ends = _ends(frame, groups)
    lines = []
    for key, records in groups.items():
        last = days[ends[key] - 1] if ends.get(key) else date.min
        found = frame.year.completion(records, lambda report, last=last: _entered(frame, report) <= last)
        figures, note = _completion(
            frame, key, words[key], found, is_open=key in ends, is_held=bool(days) and not found.through
        )
        lines.append(Line(words[key], figures, note))
    columns = (
        _("with a plan"), _("plan of the year (100m yuan)"), _("done (100m yuan)"), _("completion rate (%)"),
        _("time schedule (%)"), _("against the time schedule (points)"), _("reports approved (%)"),
    )  # fmt: skip
    about = _(
        "Approved monthly reports divided by the plans of the same projects (the adjusted plan where there is one):"
        " a ratio of sums, never capped. The schedule is months / 12. Published from %(least)s projects up, and only"
        " where no project's amounts can be worked out."
    )
    about %= {"least": frame.settings.min_group}
    return Table(
        "completion", _("Investment against the plan"), about, frame.basis(frame.year_word), columns, tuple(lines)
    )


def _entered(frame: Frame, report: Report) -> date:
    """When a report joins the published sums: the day after its month closed, or the day it was approved, if later."""
    return max(closes_on(report.month, frame.settings.closing_day) + timedelta(days=1), report.approved_on)


def _ends(frame: Frame, groups: dict[str, list[Record]]) -> tuple[list[date], dict[str, int]]:
    """The days on which reports joined the sums, and of how many of them each group may show the sum."""
    batches: dict[date, set[str]] = {}
    for record in groups[WHOLE]:
        for report in record.reports:
            if report.amount and _entered(frame, report) <= frame.today:
                batches.setdefault(_entered(frame, report), set()).add(str(record.pk))
    days = sorted(batches)
    found = disclose(
        {name: [str(record.pk) for record in records] for name, records in groups.items()},
        [batches[day] for day in days],
        {str(record.pk): record.firm for record in groups[WHOLE]},
        known={str(record.pk) for record in groups[WHOLE] if record.is_open},
        least=frame.settings.min_group,
    )
    return days, found


def _completion(
    frame: Frame, key: str, word: str, found: Completion, *, is_open: bool, is_held: bool
) -> tuple[tuple[Figure, ...], str]:  # fmt: skip
    """The figures of one group, and what stands below its name: the months counted, or why there is no rate."""
    n, url = found.projects, frame.url(**({} if key == WHOLE else {"level": key})) if found.projects else ""
    why = _why(frame, found, is_open=is_open, is_held=is_held)

    def figure(part: str, name: str, value: Decimal | int | None, unit: str, *of: Decimal | int | None) -> Figure:
        note = why if value is None else ""
        return Figure(f"completion.{key}.{part}", f"{word}{_(', ')}{name}", value, unit, n, *of, url=url, note=note)

    plan, done = (yi(found.plan), yi(found.done)) if is_open else (None, None)
    hidden = done is None
    told = (
        (None, None, None)
        if hidden
        else (rounded(found.reporting.rate, 2), found.reporting.done, found.reporting.planned)
    )
    figures = (
        figure("projects", _("number of projects"), n, _("projects (unit)")),
        figure("plan", _("plan of the year"), plan, _("×100m yuan")),
        figure("done", _("done"), done, _("×100m yuan")),
        figure("rate", _("completion rate"), None if hidden else rounded(found.rate, 2), "%", done, plan),
        figure("schedule", _("time schedule"), None if hidden else rounded(found.schedule, 2), "%"),
        figure("ahead", _("against the time schedule"), None if hidden else rounded(found.ahead, 2), _("points")),
        figure("reporting", _("reports approved"), told[0], "%", *told[1:]),
    )
    return figures, why or _("months 1–%(month)s") % {"month": int(found.through[5:])}


def _why(frame: Frame, found: Completion, *, is_open: bool, is_held: bool) -> str:
    """Why there is no rate; "" when there is one."""
    if not found.projects:
        return _("no plan of the year on record")
    if found.projects < frame.settings.min_group:
        return _("fewer than %(least)s projects") % {"least": frame.settings.min_group}
    if not is_open or is_held:
        return _("held back, lest single projects could be worked out")
    return "" if found.done is not None else _("no approved report yet")

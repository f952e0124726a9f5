"""The one table of internal amounts: investment against the plan, as `projects.announcing` lets it out."""

from decimal import Decimal

from django.utils.translation import gettext as _

from portal.lib.qualifiers import unit_word

from ..announcing import WHOLE, entered
from ..models import Level
from ..statistics import Completion, Record, rounded
from .shapes import Figure, Frame, Line, Table, yi


def completion(frame: Frame) -> Table:
    words = {WHOLE: _("all projects with a plan")} | {level.value: str(level.label) for level in Level}
    groups = {WHOLE: frame.year.planned} | {level: frame.year.of_level(level) for level in Level.values}
    lines = []
    for key, records in groups.items():
        figures, note = _completion(frame, key, words[key], records, frame.announced.groups.get(key))
        lines.append(Line(words[key], figures, note))
    columns = (
        _("with a plan"), _("plan of the year (100m yuan)"), _("done (100m yuan)"), _("completion rate (%)"),
        _("time schedule (%)"), _("against the time schedule (points)"), _("reports approved (%)"),
    )  # fmt: skip
    about = _(
        "Approved monthly reports divided by the approved plans of the same projects (the adjusted plan where there is"
        " one): a ratio of sums, never capped. The schedule is months / 12. Published from %(least)s projects up, and"
        " only where no project's amounts can be worked out, also not from what was published before: a change of few"
        " projects waits until more have changed."
    )
    about %= {"least": frame.settings.min_group}
    day = frame.announced.day
    since = [_("published on %(day)s") % {"day": day.isoformat()}] if day and frame.announced.groups else []
    basis = frame.basis(frame.year_word, *since)
    return Table("completion", _("Investment against the plan"), about, basis, columns, tuple(lines))


def _completion(
    frame: Frame, key: str, word: str, records: list[Record], found: Completion | None
) -> tuple[tuple[Figure, ...], str]:  # fmt: skip
    """The figures of one group, and what stands below its name: the months counted, or why there is no rate."""
    n = found.projects if found else len(records)
    url = frame.url(**({} if key == WHOLE else {"level": key})) if n else ""
    why = _why(frame, records, found)

    def figure(part: str, name: str, value: Decimal | int | None, unit: str, *of: Decimal | int | None) -> Figure:
        note = why if value is None else ""
        return Figure(f"completion.{key}.{part}", f"{word}{_(', ')}{name}", value, unit, n, *of, url=url, note=note)

    plan, done = (yi(found.plan), yi(found.done)) if found else (None, None)
    rate = schedule = ahead = reporting = None
    told: tuple[int | None, ...] = (None, None)
    if found and done is not None:
        rate, schedule, ahead = rounded(found.rate, 2), rounded(found.schedule, 2), rounded(found.ahead, 2)
        reporting, told = rounded(found.reporting.rate, 2), (found.reporting.done, found.reporting.planned)
    figures = (
        figure("projects", _("number of projects"), n, _("projects (unit)")),
        figure("plan", _("plan of the year"), plan, unit_word("亿元")),
        figure("done", _("done"), done, unit_word("亿元")),
        figure("rate", _("completion rate"), rate, "%", done, plan),
        figure("schedule", _("time schedule"), schedule, "%"),
        figure("ahead", _("against the time schedule"), ahead, _("points")),
        figure("reporting", _("reports approved"), reporting, "%", *told),
    )
    return figures, why or _("months 1–%(month)s") % {"month": int(found.through[5:])}


def _why(frame: Frame, records: list[Record], found: Completion | None) -> str:
    """Why there is no rate; "" when there is one."""
    if not records and not found:
        return _("no plan of the year on record")
    if not found and len(records) < frame.settings.min_group:
        return _("fewer than %(least)s projects") % {"least": frame.settings.min_group}
    if found and found.done is not None:
        return ""
    if found and not any(entered(record, frame.settings, frame.today) for record in records):
        return _("no approved report yet")
    return _("held back, lest single projects could be worked out")

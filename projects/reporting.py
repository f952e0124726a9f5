"""What a monthly report must hold. Pure: a report, the one before it and the project's stage in, sentences by field
out.

Source: monthly_report_fields.csv. `errors` hold whenever a report is saved, by hand or by a sheet; `lacks` when it
is submitted.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.lib.dates import lies_before, show_period

from .months import month_of
from .stages import Stage, find_move

if TYPE_CHECKING:
    from .models import MonthlyReport

MOST_PHOTOS = 9
PHOTO_MONTHS = frozenset({"03", "06", "09", "12"})
_DATED = frozenset({Stage.UNDER_CONSTRUCTION, Stage.COMPLETED})
Errors = dict[str, list[str]]


def becomes(report: "MonthlyReport", stage: str) -> str:
    """The stage that the report says the project has newly reached; "" when it says none."""
    return report.stage if report.stage != stage else ""


def errors(
    report: "MonthlyReport", *, stage: str, before: "MonthlyReport | None", today: date, started: str = ""
) -> Errors:
    """What is wrong with what stands in it. `stage` and `started` (its start) are the project's, `before` is its last
    report of an earlier month."""
    found: Errors = {}

    def say(name: str, sentence: str) -> None:
        found.setdefault(name, []).append(sentence)

    if report.month and report.month > month_of(today):
        say("month", _("%(month)s lies in the future.") % {"month": report.month})
    if report.month_amount is not None and report.month_amount < 0 and not report.amount_reason.strip():
        say("month_amount", _("A negative month is a correction and needs a reason."))
    now, was = report.physical_progress, before and before.physical_progress
    if now is not None and was is not None and now < was and not report.progress_reason.strip():
        words = {"now": now, "was": was, "month": before.month}
        say("physical_progress", _("%(now)s %% is less than the %(was)s %% of %(month)s; that needs a reason.") % words)
    if report.in_statistics is False and not report.statistics_reason.strip():
        say("in_statistics", _("Not in the statistics: why?"))
    if new := becomes(report, stage):
        if find_move(stage, new) is None:
            words = {"old": Stage(stage).label, "new": Stage(new).label}
            say("stage", _("A project that is “%(old)s” can't become “%(new)s” next.") % words)
        elif new in _DATED and not report.stage_date:
            say("stage_date", _("The actual day of “%(stage)s” is missing.") % {"stage": Stage(new).label})
        elif new == Stage.COMPLETED and lies_before(report.stage_date, started):
            words = {"date": show_period(report.stage_date), "start": show_period(started)}
            say("stage_date", _("Completed on %(date)s, before it was started on %(start)s?") % words)
    return found


def lacks(report: "MonthlyReport", *, stage: str, photos: int) -> Errors:
    """What is missing before the report may be submitted."""
    found: Errors = {}
    new = becomes(report, stage)
    if photos > MOST_PHOTOS:
        found["photos"] = [_("At most %(most)s photos; there are %(n)s.") % {"most": MOST_PHOTOS, "n": photos}]
    if not photos and new in _DATED:
        found["photos"] = [
            _("The month in which the project becomes “%(stage)s” needs a photo.") % {"stage": Stage(new).label}
        ]
    elif not photos and report.month[5:] in PHOTO_MONTHS:
        found["photos"] = [_("The reports of March, June, September and December need a photo.")]
    if report.in_statistics is None and Stage.UNDER_CONSTRUCTION in (new or stage, stage):
        found["in_statistics"] = [_("Is the project in the statistics?")]
    if not report.next_step.strip():
        found["next_step"] = [_("The next step is missing.")]
    return found

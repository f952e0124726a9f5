"""What a change of stage needs, one function a need: "" when it is there, else a sentence that says what is missing.

Source: column "needed" of stage_transitions.csv and "needed from stage" of project_fields.csv. Each sentence
belongs to a field of the entry, so that a form can show it there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.lib.dates import lies_before

from .durations import days_from_land
from .stages import MOVES, Need, Proof

if TYPE_CHECKING:
    from .models import Project, ProjectSettings, StageApplication
    from .models.statements import StageEntry


@dataclass(frozen=True)
class Case:
    """What lies before whoever decides: the record, the entry, and what comes with it."""

    project: "Project"
    entry: "StageEntry"
    settings: "ProjectSettings"
    photos: int = 0
    application: "StageApplication | None" = None
    by: object = None


@dataclass(frozen=True)
class Check:
    field: str
    sentence: Callable[[Case], str] = field(repr=False)


def missing(needs: tuple[Need, ...], case: Case) -> dict[str, list[str]]:
    """Field of the entry -> what is missing there, for all `needs`; empty when nothing is."""
    found: dict[str, list[str]] = {}
    for need in needs:
        if sentence := CHECKS[need].sentence(case):
            found.setdefault(CHECKS[need].field, []).append(sentence)
    return found


def _source(case: Case) -> str:
    # Never met by itself: whether a source stands in for what is missing is the verb's to say.
    return _("The entry must name its source.")


def _said(case: Case) -> str:
    return (
        ""
        if case.entry.statement.strip()
        else _("The stage is the same; say what is new, or name the source that says it again.")
    )


def _date(case: Case) -> str:
    return "" if case.entry.date else _("The date of the change is missing.")


def _application(case: Case) -> str:
    application = case.application
    if application is None:
        return _("This step takes two people: one applies, another decides.")
    if application.project_id != case.project.pk or application.stage != case.entry.stage:
        return _("The application is for another step.")
    if application.by == case.by:
        return _("Who applied can't decide as well.")
    return ""


def _unit(case: Case) -> str:
    return "" if case.project.responsible_unit_id else _("The record has no responsible unit.")


def _description(case: Case) -> str:
    project = case.project
    lacks = [
        word
        for word, there in (
            (_("summary"), project.summary),
            (_("total investment"), project.total_investment is not None),
            (_("place"), project.address or project.park_id),
            (_("planned start"), project.planned_start),
        )
        if not there
    ]
    return _("The record lacks: %(fields)s.") % {"fields": "、".join(lacks)} if lacks else ""


def _investor(case: Case) -> str:
    return "" if case.project.signer_id or case.project.owner_id else _("The record doesn't say who the investor is.")


def _agreement(case: Case) -> str:
    entry = case.entry
    if entry.proof == Proof.FRAMEWORK:
        return _("A framework agreement alone doesn't make a project signed; the formal agreement is needed.")
    if entry.proof != Proof.FORMAL or not entry.evidence.strip():
        return _("The formal agreement is missing: its kind, and its number or file.")
    return "" if case.project.signer_id else _("The record doesn't say who signed.")


def _no_signing(case: Case) -> str:
    kinds = case.project.InvestorKind
    if case.project.investor_kind in (kinds.GOVERNMENT, kinds.STATE_OWNED) or case.entry.reason.strip():
        return ""
    return _("Without signing only a government project or one on its own land prepares; say as reason which it is.")


def _approval_code(case: Case) -> str:
    if not case.project.owner_id:
        return _("The record has no owner.")
    return "" if case.project.approval_code else _("The record has no code of the approval platform.")


def _photo(case: Case) -> str:
    return "" if case.photos else _("A photo of the site is missing.")


def _permit(case: Case) -> str:
    fits = case.entry.proof in (Proof.PERMIT, Proof.COMMITMENT) and case.entry.evidence.strip()
    return "" if fits else _("The building permit or the commitment on record is missing, with its number.")


def _year_plan(case: Case) -> str:
    year = case.entry.date[:4]
    if not year.isdigit() or case.project.years.filter(year=year).exists():
        return ""
    return _("The record has no plan for %(year)s.") % {"year": year}


def _land(case: Case) -> str:
    if not case.project.land_on:
        return _(
            "From signing straight to building only where it starts with the land; the day of the land is missing."
        )
    days, limit = days_from_land(case.project.land_on, case.entry.date), case.settings.land_days
    if days is None:
        return _("Whether building starts with the land can't be told: land and start are needed as days.")
    if 0 <= days <= limit:
        return ""
    return _("%(days)s days lie between land and start (limit: %(limit)s); enter the preparation first.") % {
        "days": days, "limit": limit,
    }  # fmt: skip


def _acceptance(case: Case) -> str:
    fits = case.entry.proof == Proof.ACCEPTANCE and case.entry.evidence.strip()
    return "" if fits else _("The acceptance record is missing, with its number.")


def _phase(case: Case) -> str:
    return (
        ""
        if case.entry.phase.strip()
        else _("A project that produces while it is built: which phase is in production?")
    )


def _word(case: Case) -> str:
    kinds = case.project.Category
    if case.entry.word or case.project.category not in (kinds.INFRASTRUCTURE, kinds.LIVELIHOOD):
        return ""
    return _("For infrastructure and livelihood say what it is: in use, handed over or open to traffic.")


def _share(case: Case) -> str:
    share, least = case.entry.reached_share, case.settings.capacity_share
    if share is None:
        return _("Which share of the expected output or tax was reached?")
    if share >= least:
        return ""
    return _("%(share)s %% of what was expected is reached; at capacity means %(least)s %%.") % {
        "share": share,
        "least": least,
    }


def _order(case: Case) -> str:
    for name in ("started_on", "completed_on", "production_on"):
        before = getattr(case.project, name)
        if lies_before(case.entry.date, before):
            label = case.project._meta.get_field(name).verbose_name
            words = {"date": case.entry.date, "field": label, "before": before}
            return _("%(date)s lies before “%(field)s” %(before)s.") % words
    return ""


def _reason(case: Case) -> str:
    return "" if case.entry.reason.strip() else _("A reason is needed.")


CHECKS: dict[Need, Check] = {
    Need.SOURCE: Check("source_name", _source),
    Need.SAID: Check("statement", _said),
    Need.DATE: Check("date", _date),
    Need.APPLICATION: Check("to", _application),
    Need.UNIT: Check("to", _unit),
    Need.DESCRIPTION: Check("to", _description),
    Need.INVESTOR: Check("to", _investor),
    Need.AGREEMENT: Check("proof", _agreement),
    Need.NO_SIGNING: Check("reason", _no_signing),
    Need.APPROVAL_CODE: Check("to", _approval_code),
    Need.PHOTO: Check("photos", _photo),
    Need.PERMIT: Check("proof", _permit),
    Need.YEAR_PLAN: Check("to", _year_plan),
    Need.LAND: Check("to", _land),
    Need.ACCEPTANCE: Check("proof", _acceptance),
    Need.PHASE: Check("phase", _phase),
    Need.WORD: Check("word", _word),
    Need.SHARE: Check("reached_share", _share),
    Need.ORDER: Check("date", _order),
    Need.REASON: Check("reason", _reason),
}


def stages_that_ask_for(name: str) -> list[str]:
    """The stages that a move can only reach with this field of the entry."""
    return list(dict.fromkeys(move.new for move in MOVES if any(CHECKS[need].field == name for need in move.needs)))

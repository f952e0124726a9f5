"""The life cycle of a record: its stage, the dates of its stages, and the only verb that changes them.

StageChange is the truth; `stage`, `moved_on` and the date columns are copies that the verb writes from the entries
that hold.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import validate_past
from portal.media.models import set_photos
from portal.publishing import effects

from ..needs import Case, missing
from ..stages import Move, Right, Stage, find_move, way_back
from ..steps import date_copies, since


def _date_copy(label: str) -> models.CharField:
    return models.CharField(label, max_length=16, blank=True, editable=False, validators=[validate_past])


class LifeCycle(models.Model):
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.UNKNOWN, editable=False)
    moved_on = models.CharField(_("last change of stage"), max_length=16, blank=True, editable=False)
    entered_on = _date_copy(_("entered the books on"))
    signed_on = _date_copy(_("signed on"))
    started_on = _date_copy(_("started on"))
    completed_on = _date_copy(_("completed on"))
    production_on = _date_copy(_("in production on"))
    capacity_on = _date_copy(_("at capacity on"))
    suspended_on = _date_copy(_("suspended on"))
    resumed_on = _date_copy(_("resumed on"))
    withdrawn_on = _date_copy(_("withdrawn on"))

    class Meta:
        abstract = True

    def stage_error(self, to: str, *, opening: bool = False) -> str:
        """Why the table has no move from the present stage to `to`; "" when it has one."""
        if find_move("" if opening else self.stage, to) is None:
            words = {"old": self.get_stage_display(), "new": Stage(to).label}
            return gettext("A project that is “%(old)s” can't become “%(new)s” next.") % words
        if self.stage == Stage.WITHDRAWN and not opening:
            before = self.stage_before_withdrawal()
            if before and to not in (Stage.WITHDRAWN, before):
                return gettext("A withdrawn project goes back to the stage before.")
        return ""

    def stage_before_withdrawal(self) -> str:
        """An empty text when it isn't known: the record came in withdrawn."""
        entry = self.stage_changes.filter(stage=Stage.WITHDRAWN).exclude(previous=Stage.WITHDRAWN).last()
        return entry.previous if entry else ""

    @transaction.atomic
    def enter_stage(
        self,
        to: str,
        *,
        by,
        date: str = "",
        seen: bool = False,
        correction: bool = False,
        application=None,
        photos=(),
        **entry,
    ):
        """Record that the project reached stage `to` on `date` (as precise as known), or was seen in it (`seen`).

        `entry`: statement, source_name, source_url, proof, evidence, phase, word, reached_share, reason. `photos`: ids.
        The rules are those of `projects.stages`: the first entry opens the record; a stage said again adds a
        statement; a named source stands in for what a move needs; `correction` goes back or dates the stage anew.
        Returns the StageChange. ValidationError says what is missing or why the move is forbidden; nothing is
        written then.
        """
        old = self.stage
        opening = not self.stage_changes.exists()
        move = self._find_move(to, by, opening, correction)
        change = self.stage_changes.model(
            project=self, stage=to, previous="" if opening else old, date=date, is_seen=seen, is_correction=correction,
            by=by, applied_by=application and application.by, **entry,
        )  # fmt: skip
        change.full_clean(exclude=["project", "by", "applied_by"])
        change.by_source = self._weigh(move, self._case(change, by, len(photos), application))
        changes = self._copies(change)
        if not type(self).objects.filter(pk=self.pk, stage=old).update(**changes):
            raise ValidationError(gettext("The stage was changed by somebody else meanwhile."))
        change.save()
        if photos:
            set_photos(change, list(photos))
        self.refresh_from_db(fields=list(changes))
        effects.start(self)
        return change

    def missing_for(self, to: str, *, by=None, photos=(), application=None, **entry) -> dict[str, list[str]]:
        """Field of the entry -> what the move to `to` would still need, for forms; empty when nothing is missing."""
        opening = not self.stage_changes.exists()
        if error := self.stage_error(to, opening=opening):
            return {"to": [error]}
        move = find_move("" if opening else self.stage, to)
        change = self.stage_changes.model(project=self, stage=to, by=by, **entry)
        return missing(move.needs, self._case(change, by, len(photos), application))

    def apply_for(self, to: str, *, by, date: str = "", photos=(), **entry):
        """The first of two people asks for a move that takes two. Returns the StageApplication, open until decided."""
        if error := self.stage_error(to):
            raise ValidationError(error)
        move = find_move(self.stage, to)
        if not move.applicant:
            raise ValidationError(gettext("This step needs no application."))
        if not by.has_perm(f"projects.{move.applicant}"):
            raise PermissionDenied(move.applicant)
        application = self.stage_applications.model(project=self, stage=to, date=date, by=by, **entry)
        application.full_clean(exclude=["project", "by"])
        lacks = missing(move.needs, self._case(application, None, len(photos), application))
        if lacks:
            raise ValidationError(lacks)
        application.save()
        set_photos(application, list(photos))
        return application

    def _case(self, entry, by, photos: int, application) -> Case:
        from .office import ProjectSettings

        return Case(self, entry, ProjectSettings.load(), photos, application, by)

    def _find_move(self, to: str, by, opening: bool, is_correction: bool) -> Move:
        """The row of the table; ValidationError when there is none, PermissionDenied (with the right that is missing, if
        one would do) for who has no part in it."""
        if not any(by.has_perm(f"projects.{right}") for right in Right):
            raise PermissionDenied
        if is_correction and not opening:
            if not by.has_perm(f"projects.{Right.CORRECT}"):
                raise PermissionDenied(Right.CORRECT)
            if move := way_back(self.stage, to):
                return move
            raise ValidationError(
                gettext("A correction goes back to an earlier stage, or gives the present one another date.")
            )
        if error := self.stage_error(to, opening=opening):
            raise ValidationError(error)
        return find_move("" if opening else self.stage, to)

    @staticmethod
    def _weigh(move: Move, case: Case) -> bool:
        """Whether the entry stands on its source alone. ValidationError with what is missing when it can't stand."""
        lacks = missing(move.needs, case)
        cites = bool(lacks) and move.citable and bool(case.entry.source_name.strip())
        right = move.right if not cites or move.right == Right.ADD else Right.CITE
        if not case.by.has_perm(f"projects.{right}"):
            if cites and case.by.has_perm(f"projects.{move.right}"):
                raise ValidationError(lacks)
            raise PermissionDenied(move.applicant or move.right)
        if lacks and not cites:
            raise ValidationError(lacks)
        return cites

    def _copies(self, change) -> dict:
        """What the columns of the record must say, with `change` as the newest entry."""
        entries = [*self.stage_changes.order_by("pk"), change]
        moved_on = since(change.stage, entries)
        return {"stage": change.stage, "version": models.F("version") + 1, "moved_on": moved_on} | date_copies(entries)

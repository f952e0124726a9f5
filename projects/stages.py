"""The stage machine: which stage may follow which, who may say so and what it takes. Source: stage_transitions.csv.

`MOVES` is the whole of it. A stage changes only through `Project.enter_stage`, which looks its row up here. What a
row needs is checked by `projects/needs.py`. Three things besides moves, so that records from elsewhere can be kept
as they are known:

- an *opening* entry begins a record at any stage, or unknown: it names its source;
- a *statement*: a source (a newspaper, an old list) that says the stage was reached stands in for what a move needs,
  along the same rows and for those who may cite; the entry is marked `by_source`, so that anyone sees that proof was
  not at hand;
- a *correction* takes the record back to an earlier stage, or gives the present one another date; the head alone may,
  with a reason.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    UNKNOWN = "unknown", _("to be confirmed")
    PLANNED = "planned", _("planned")
    RESERVED = "reserved", _("in reserve")
    NEGOTIATING = "negotiating", _("in negotiation")
    SIGNED = "signed", _("signed")
    PREPARING = "preparing", _("preparing")
    UNDER_CONSTRUCTION = "under_construction", _("under construction")
    COMPLETED = "completed", _("completed")
    IN_OPERATION = "in_operation", _("in production")
    AT_CAPACITY = "at_capacity", _("at capacity")
    SUSPENDED = "suspended", _("suspended")
    WITHDRAWN = "withdrawn", _("taken off the books")


# These take a record off the public side whatever its status.
HIDDEN = frozenset({Stage.NEGOTIATING, Stage.SUSPENDED, Stage.WITHDRAWN})
# Built: no monthly report is owed any more.
FINISHED = frozenset({Stage.COMPLETED, Stage.IN_OPERATION, Stage.AT_CAPACITY})


class Proof(models.TextChoices):
    """What the evidence of an entry is."""

    FORMAL = "formal", _("formal agreement")
    FRAMEWORK = "framework", _("framework agreement")
    PERMIT = "permit", _("building permit")
    COMMITMENT = "commitment", _("commitment on record")
    ACCEPTANCE = "acceptance", _("acceptance record")


class Opened(models.TextChoices):
    """What going into operation is called where nothing is produced."""

    PRODUCTION = "投产", "投产"
    USE = "投用", "投用"
    HANDED_OVER = "交付", "交付"
    TRAFFIC = "通车", "通车"


class Right(models.TextChoices):
    """The permissions of stage entries (in Project.Meta); roles get them in grants.py."""

    ADD = "add_project", _("may open project records")
    NEGOTIATE = "negotiate_project", _("may take up negotiations")
    MOVE = "move_project", _("may change the stage")
    APPLY = "apply_stage", _("may apply for a change of stage")
    CITE = "cite_stage", _("may enter what a source says of a stage")
    CORRECT = "correct_stage", _("may correct the stage backwards")


class Need(models.TextChoices):
    """What a move can ask for; `projects/needs.py` knows how to tell whether it is there."""

    SOURCE = "source"
    SAID = "said"
    DATE = "date"
    APPLICATION = "application"
    UNIT = "unit"
    DESCRIPTION = "description"
    INVESTOR = "investor"
    AGREEMENT = "agreement"
    NO_SIGNING = "no_signing"
    APPROVAL_CODE = "approval_code"
    PHOTO = "photo"
    PERMIT = "permit"
    YEAR_PLAN = "year_plan"
    LAND = "land"
    ACCEPTANCE = "acceptance"
    PHASE = "phase"
    WORD = "word"
    SHARE = "share"
    ORDER = "order"
    REASON = "reason"


@dataclass(frozen=True)
class Move:
    """One row: who may lead a project from `old` to `new`, with what, and which column keeps a copy of the date.

    With `applicant`, two people are needed: one with that right applies, another with `right` decides.
    """

    old: str
    new: str
    right: str
    needs: tuple[Need, ...] = ()
    column: str = ""
    applicant: str = ""
    citable: bool = True  # a source may stand in for what is needed


# In the order in which a project lives; a correction goes from right to left. 退库 is recovered, not corrected.
ORDER: tuple[str, ...] = (
    Stage.UNKNOWN, Stage.PLANNED, Stage.RESERVED, Stage.NEGOTIATING, Stage.SIGNED, Stage.PREPARING,
    Stage.UNDER_CONSTRUCTION, Stage.SUSPENDED, Stage.COMPLETED, Stage.IN_OPERATION, Stage.AT_CAPACITY,
)  # fmt: skip
BEFORE_COMPLETION: tuple[str, ...] = tuple(ORDER[1 : ORDER.index(Stage.COMPLETED)])

# The column that keeps a copy of the date when a stage is opened with, stated or corrected (StageChange is the truth).
DATE_COLUMNS: dict[str, str] = {
    Stage.RESERVED: "entered_on",
    Stage.SIGNED: "signed_on",
    Stage.UNDER_CONSTRUCTION: "started_on",
    Stage.COMPLETED: "completed_on",
    Stage.IN_OPERATION: "production_on",
    Stage.AT_CAPACITY: "capacity_on",
    Stage.SUSPENDED: "suspended_on",
    Stage.WITHDRAWN: "withdrawn_on",
}

_START = (Need.DATE, Need.PHOTO, Need.PERMIT, Need.YEAR_PLAN)


def _move(old: str, new: str, *needs: Need, right: str = Right.MOVE, column: str | None = None, **more) -> Move:
    needs = needs if Need.DATE in needs else (Need.DATE, *needs)
    return Move(old, new, right, needs, DATE_COLUMNS.get(new, "") if column is None else column, **more)


MOVES: tuple[Move, ...] = (
    # opening: 谋划 by the office's own word, any stage by a source
    Move("", Stage.PLANNED, Right.ADD, (Need.UNIT,)),
    *(Move("", s, Right.ADD, (Need.SOURCE,), DATE_COLUMNS.get(s, "")) for s in Stage.values if s != Stage.PLANNED),
    # what was unknown becomes known
    *(Move(Stage.UNKNOWN, s, Right.MOVE, (Need.SOURCE,), DATE_COLUMNS.get(s, "")) for s in ORDER[1:]),
    # the way forward
    _move(Stage.PLANNED, Stage.RESERVED, Need.DESCRIPTION, Need.APPLICATION, applicant=Right.MOVE),  # 初审、终审
    _move(Stage.PLANNED, Stage.NEGOTIATING, Need.INVESTOR, right=Right.NEGOTIATE),
    _move(Stage.RESERVED, Stage.NEGOTIATING, Need.INVESTOR, right=Right.NEGOTIATE),
    _move(Stage.PLANNED, Stage.PREPARING, Need.NO_SIGNING),
    _move(Stage.RESERVED, Stage.PREPARING, Need.NO_SIGNING),
    _move(Stage.NEGOTIATING, Stage.SIGNED, Need.AGREEMENT, Need.APPLICATION, applicant=Right.NEGOTIATE),
    _move(Stage.SIGNED, Stage.PREPARING, Need.APPROVAL_CODE),
    _move(Stage.SIGNED, Stage.UNDER_CONSTRUCTION, *_START, Need.LAND),  # 拿地即开工
    _move(Stage.PREPARING, Stage.UNDER_CONSTRUCTION, *_START),
    _move(Stage.UNDER_CONSTRUCTION, Stage.COMPLETED, Need.PHOTO, Need.ACCEPTANCE, Need.ORDER),
    _move(Stage.UNDER_CONSTRUCTION, Stage.IN_OPERATION, Need.PHASE, Need.ORDER),  # 边建边投
    _move(Stage.COMPLETED, Stage.IN_OPERATION, Need.WORD, Need.ORDER),
    _move(Stage.IN_OPERATION, Stage.AT_CAPACITY, Need.SHARE, Need.ORDER),
    # standstill and back
    _move(Stage.UNDER_CONSTRUCTION, Stage.SUSPENDED, Need.REASON),
    _move(Stage.SUSPENDED, Stage.UNDER_CONSTRUCTION, column="resumed_on"),
    # off the books, and back to the stage before (which one that was only the record knows)
    *(
        _move(s, Stage.WITHDRAWN, Need.REASON, Need.APPLICATION, applicant=Right.APPLY, citable=False)
        for s in BEFORE_COMPLETION
    ),
    *(_move(Stage.WITHDRAWN, s, Need.REASON, column="", citable=False) for s in BEFORE_COMPLETION),
)
_TABLE = {(move.old, move.new): move for move in MOVES}


def find_move(old: str, new: str) -> Move | None:
    """The row, "" as `old` for a record without entries; None when the table has no such move.

    A stage said again is no move and needs only something that is said.
    """
    if old == new:
        return Move(old, new, Right.MOVE, (Need.SAID,), DATE_COLUMNS.get(new, ""))
    return _TABLE.get((old, new))


def way_back(old: str, new: str) -> Move | None:
    """What it takes to go back from `old`, or to date the same stage anew; None where nothing lies behind."""
    if old not in ORDER or new not in ORDER or ORDER.index(new) > ORDER.index(old):
        return None
    needs = (Need.REASON, Need.DATE) if old == new else (Need.REASON,)
    return Move(old, new, Right.CORRECT, needs, DATE_COLUMNS.get(new, ""), citable=False)


class Group(models.TextChoices):
    """The six groups of stages that the public reads, in order, and the honest seventh."""

    RESERVE = "reserve", _("reserve")
    SIGNED = "signed", _("signed")
    PREPARING = "preparing", _("preparing")
    BUILDING = "building", _("under construction")
    COMPLETED = "completed", _("completed")
    OPERATING = "operating", _("in production")
    UNKNOWN = "unknown", _("stage to be confirmed")


GROUP_STAGES: dict[str, tuple[str, ...]] = {
    Group.RESERVE: (Stage.PLANNED, Stage.RESERVED),
    Group.SIGNED: (Stage.SIGNED,),
    Group.PREPARING: (Stage.PREPARING,),
    Group.BUILDING: (Stage.UNDER_CONSTRUCTION,),
    Group.COMPLETED: (Stage.COMPLETED,),
    Group.OPERATING: (Stage.IN_OPERATION, Stage.AT_CAPACITY),
    Group.UNKNOWN: (Stage.UNKNOWN,),
}
STAGE_GROUP: dict[str, str] = {stage: group for group, stages in GROUP_STAGES.items() for stage in stages}
STEPS: tuple[str, ...] = tuple(group for group in Group.values if group != Group.UNKNOWN)

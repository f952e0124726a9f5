"""The stage machine: which stage may follow which, and what of it the public sees. Source: stage_transitions.csv."""

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

MOVES: dict[str, frozenset[str]] = {
    Stage.UNKNOWN: frozenset(Stage.values) - {Stage.UNKNOWN, Stage.WITHDRAWN},
    Stage.PLANNED: frozenset({Stage.RESERVED, Stage.NEGOTIATING, Stage.PREPARING, Stage.WITHDRAWN}),
    Stage.RESERVED: frozenset({Stage.NEGOTIATING, Stage.PREPARING, Stage.WITHDRAWN}),
    Stage.NEGOTIATING: frozenset({Stage.SIGNED, Stage.WITHDRAWN}),
    Stage.SIGNED: frozenset({Stage.PREPARING, Stage.UNDER_CONSTRUCTION, Stage.WITHDRAWN}),
    Stage.PREPARING: frozenset({Stage.UNDER_CONSTRUCTION, Stage.WITHDRAWN}),
    Stage.UNDER_CONSTRUCTION: frozenset({Stage.SUSPENDED, Stage.COMPLETED, Stage.IN_OPERATION, Stage.WITHDRAWN}),
    Stage.SUSPENDED: frozenset({Stage.UNDER_CONSTRUCTION, Stage.WITHDRAWN}),
    Stage.COMPLETED: frozenset({Stage.IN_OPERATION}),
    Stage.IN_OPERATION: frozenset({Stage.AT_CAPACITY}),
    Stage.AT_CAPACITY: frozenset(),
    Stage.WITHDRAWN: frozenset(),  # goes back to the stage before, which only the record knows
}

# Reaching a stage on a date writes that date to this column of the project (a copy; StageChange is the truth).
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

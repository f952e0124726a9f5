from .announced import Announcement
from .applications import StageApplication
from .approvals import Approval
from .lamps import LampOverride
from .office import ProjectSettings
from .parties import Company, Industry, Park
from .people import Assignment, Contact, Role
from .photos import ProjectPhoto
from .plans import Level, PlanAdjustment, ProjectLevel, ProjectYear
from .project import Project, ProjectAlias
from .reports import MonthlyReport, ReportStep
from .statements import Event, Fact, StageChange

__all__ = [
    "Announcement",
    "Approval",
    "Assignment",
    "Company",
    "Contact",
    "Event",
    "Fact",
    "Industry",
    "LampOverride",
    "Level",
    "MonthlyReport",
    "Park",
    "PlanAdjustment",
    "Project",
    "ProjectAlias",
    "ProjectLevel",
    "ProjectPhoto",
    "ProjectSettings",
    "ProjectYear",
    "ReportStep",
    "Role",
    "StageApplication",
    "StageChange",
]

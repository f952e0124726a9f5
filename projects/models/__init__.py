from .announced import Announcement
from .applications import StageApplication
from .approvals import Approval
from .lamps import LampOverride
from .office import ProjectSettings
from .particulars import Batch, Contractor, Funding, Issue, LandPrice, Letter
from .parties import Chain, Company, Industry, Park
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
    "Batch",
    "Chain",
    "Company",
    "Contact",
    "Contractor",
    "Event",
    "Fact",
    "Funding",
    "Industry",
    "Issue",
    "LampOverride",
    "LandPrice",
    "Letter",
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

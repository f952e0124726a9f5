from .parties import Company, Industry, Park
from .progress import Level, MonthlyReport, ProjectLevel, ProjectYear
from .project import Project, ProjectAlias
from .statements import Event, Fact, StageChange

__all__ = [
    "Company",
    "Event",
    "Fact",
    "Industry",
    "Level",
    "MonthlyReport",
    "Park",
    "Project",
    "ProjectAlias",
    "ProjectLevel",
    "ProjectYear",
    "StageChange",
]

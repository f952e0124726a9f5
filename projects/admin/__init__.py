from . import events, lamps, office, parties, people, project, reports

__all__ = ["events", "lamps", "office", "parties", "people", "project", "reports"]

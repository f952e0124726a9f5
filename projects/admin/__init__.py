from . import events, lamps, office, parties, people, problems, project, reports

__all__ = ["events", "lamps", "office", "parties", "people", "problems", "project", "reports"]

from . import events, parties, project

__all__ = ["events", "parties", "project"]

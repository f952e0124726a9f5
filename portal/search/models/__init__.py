from .document import Document
from .editing import Promotion, Synonym
from .terms import SearchTerm, SearchTermDay, SearchVisit

__all__ = ["Document", "Promotion", "SearchTerm", "SearchTermDay", "SearchVisit", "Synonym"]

from .document import Document, DocumentText
from .editing import Promotion, Synonym
from .terms import SearchTerm, SearchTermDay, SearchVisit

__all__ = ["Document", "DocumentText", "Promotion", "SearchTerm", "SearchTermDay", "SearchVisit", "Synonym"]

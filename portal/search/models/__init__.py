from .document import Document, DocumentText, Index
from .editing import Promotion, Synonym
from .terms import SearchTerm, SearchTermDay, SearchVisit

__all__ = ["Document", "DocumentText", "Index", "Promotion", "SearchTerm", "SearchTermDay", "SearchVisit", "Synonym"]

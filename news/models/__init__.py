from .answers import CheckAnswer
from .article import Article, ArticleQuerySet
from .figures import FigureSource
from .lists import LeaderPost, Word
from .policy import PolicyDocument
from .readers import DayReads, Visit
from .source import Source, Tag

__all__ = [
    "Article", "ArticleQuerySet", "CheckAnswer", "DayReads", "FigureSource", "LeaderPost", "PolicyDocument", "Source", "Tag", "Visit", "Word",
]  # fmt: skip

from .answers import CheckAnswer
from .article import Article, ArticleQuerySet
from .figures import FigureSource
from .lists import LeaderPost, Word
from .readers import DayReads, Visit
from .source import Source, Tag

__all__ = [
    "Article", "ArticleQuerySet", "CheckAnswer", "DayReads", "FigureSource", "LeaderPost", "Source", "Tag", "Visit", "Word",
]  # fmt: skip

from .answers import CheckAnswer
from .article import Article, ArticleQuerySet
from .figures import FigureSource
from .lists import LeaderPost, Word
from .policy import PolicyDocument
from .readers import DayReads, Visit
from .recommended import Recommendation, Slot, recommended
from .source import Source, Tag
from .topic import Topic

__all__ = [
    "Article", "ArticleQuerySet", "CheckAnswer", "DayReads", "FigureSource", "LeaderPost", "PolicyDocument", "Recommendation",
    "Slot", "Source", "Tag", "Topic", "Visit", "Word", "recommended",
]  # fmt: skip

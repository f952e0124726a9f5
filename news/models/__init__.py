from .answers import CheckAnswer
from .article import Article, ArticleQuerySet
from .readers import DayReads, Visit
from .source import Source, Tag

__all__ = ["Article", "ArticleQuerySet", "CheckAnswer", "DayReads", "Source", "Tag", "Visit"]

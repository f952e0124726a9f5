from .answers import CheckAnswer
from .article import Article, ArticleQuerySet
from .figures import FigureSource
from .source import Source, Tag

__all__ = ["Article", "ArticleQuerySet", "CheckAnswer", "FigureSource", "Source", "Tag"]

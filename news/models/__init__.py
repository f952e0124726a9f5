from .answers import CheckAnswer
from .article import Article, ArticleQuerySet
from .source import Source, Tag

__all__ = ["Article", "ArticleQuerySet", "CheckAnswer", "Source", "Tag"]

from .article import Article, ArticleQuerySet
from .source import Source, Tag

__all__ = ["Article", "ArticleQuerySet", "Source", "Tag"]

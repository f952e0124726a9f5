from .answers import CheckAnswer
from .article import Article, ArticleQuerySet
from .lists import LeaderPost, Word
from .source import Source, Tag

__all__ = ["Article", "ArticleQuerySet", "CheckAnswer", "LeaderPost", "Source", "Tag", "Word"]

from .article import ArticleAdmin
from .source import SourceAdmin, TagAdmin

__all__ = ["ArticleAdmin", "SourceAdmin", "TagAdmin"]

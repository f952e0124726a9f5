from .article import ArticleAdmin
from .lists import LeaderPostAdmin, WordAdmin
from .source import SourceAdmin, TagAdmin

__all__ = ["ArticleAdmin", "LeaderPostAdmin", "SourceAdmin", "TagAdmin", "WordAdmin"]

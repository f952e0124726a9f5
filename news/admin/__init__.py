from .article import ArticleAdmin
from .lists import LeaderPostAdmin, WordAdmin
from .policy import PolicyDocumentAdmin
from .source import SourceAdmin, TagAdmin

__all__ = ["ArticleAdmin", "LeaderPostAdmin", "PolicyDocumentAdmin", "SourceAdmin", "TagAdmin", "WordAdmin"]

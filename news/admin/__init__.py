from .article import ArticleAdmin
from .life import RecommendationAdmin, TopicAdmin
from .lists import LeaderPostAdmin, WordAdmin
from .policy import PolicyDocumentAdmin
from .source import SourceAdmin, TagAdmin

__all__ = [
    "ArticleAdmin",
    "LeaderPostAdmin",
    "PolicyDocumentAdmin",
    "RecommendationAdmin",
    "SourceAdmin",
    "TagAdmin",
    "TopicAdmin",
    "WordAdmin",
]

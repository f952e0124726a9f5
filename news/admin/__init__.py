from .article import ArticleAdmin
from .comment import CommentAdmin
from .life import RecommendationAdmin, TopicAdmin
from .lists import LeaderPostAdmin, WordAdmin
from .policy import PolicyDocumentAdmin
from .source import SourceAdmin, TagAdmin

__all__ = [
    "ArticleAdmin",
    "CommentAdmin",
    "LeaderPostAdmin",
    "PolicyDocumentAdmin",
    "RecommendationAdmin",
    "SourceAdmin",
    "TagAdmin",
    "TopicAdmin",
    "WordAdmin",
]

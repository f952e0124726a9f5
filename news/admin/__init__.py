from .article import ArticleAdmin
from .life import RecommendationAdmin, TopicAdmin
from .lists import LeaderPostAdmin, WordAdmin
from .source import SourceAdmin, TagAdmin

__all__ = [
    "ArticleAdmin",
    "LeaderPostAdmin",
    "RecommendationAdmin",
    "SourceAdmin",
    "TagAdmin",
    "TopicAdmin",
    "WordAdmin",
]

from .message import MessageAdmin
from .office import CalendarDayAdmin, CategoryAdmin, FeedbackSettingsAdmin, ReplyTemplateAdmin

__all__ = ["CalendarDayAdmin", "CategoryAdmin", "FeedbackSettingsAdmin", "MessageAdmin", "ReplyTemplateAdmin"]

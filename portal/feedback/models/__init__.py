from .claims import Freeze
from .message import Message, MessageQuerySet
from .office import CalendarDay, Category, FeedbackSettings, ReplyTemplate
from .trail import MessageStep, Sender

__all__ = [
    "CalendarDay",
    "Category",
    "FeedbackSettings",
    "Freeze",
    "Message",
    "MessageQuerySet",
    "MessageStep",
    "ReplyTemplate",
    "Sender",
]

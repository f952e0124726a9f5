from .comparison import Comparison
from .indicator import Indicator, NamedProject, Observation, RefArea
from .panel import Panel, PanelItem
from .uses import FigureUse
from .vintage import Vintage, VintageQuerySet

__all__ = [
    "Comparison",
    "FigureUse",
    "Indicator",
    "NamedProject",
    "Observation",
    "Panel",
    "PanelItem",
    "RefArea",
    "Vintage",
    "VintageQuerySet",
]

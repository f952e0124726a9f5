from .comparison import Comparison
from .indicator import Indicator, NamedProject, Observation, RefArea
from .panel import Panel, PanelItem
from .uses import CorrectionNote, FigureUse
from .vintage import Vintage, VintageQuerySet

__all__ = [
    "Comparison",
    "CorrectionNote",
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

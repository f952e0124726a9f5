from .comparison import Comparison
from .indicator import Indicator, NamedProject, Observation, RefArea
from .panel import Panel, PanelItem
from .vintage import Vintage, VintageQuerySet

__all__ = [
    "Comparison",
    "Indicator",
    "NamedProject",
    "Observation",
    "Panel",
    "PanelItem",
    "RefArea",
    "Vintage",
    "VintageQuerySet",
]

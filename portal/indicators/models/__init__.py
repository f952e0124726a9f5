from .ledger import Indicator, Observation, Vintage
from .panel import Panel, PanelItem
from .uses import FigureUse

__all__ = ["FigureUse", "Indicator", "Observation", "Panel", "PanelItem", "Vintage"]

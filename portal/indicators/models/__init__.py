from .ledger import Indicator, Observation, Vintage
from .panel import Panel, PanelItem
from .uses import CorrectionNote, FigureUse

__all__ = ["CorrectionNote", "FigureUse", "Indicator", "Observation", "Panel", "PanelItem", "Vintage"]

from .ledger import Indicator, Observation, Vintage
from .panel import Panel, PanelItem

__all__ = ["Indicator", "Observation", "Panel", "PanelItem", "Vintage"]

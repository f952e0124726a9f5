"""temp"""
from .find import find
from .model import Figure, Quantity, QuantityError

"""Versioned code lists: countries, conveyances, TLP, Admiralty and the rest, with their labels."""

from .lists import Item, UnknownList, Vocabulary, shipped, vocabulary, vocabulary_names
from .units import sums_by_unit

__all__ = [
    "Item",
    "UnknownList",
    "Vocabulary",
    "shipped",
    "sums_by_unit",
    "vocabulary",
    "vocabulary_names",
]

"""A picker beside the text: what may be picked, searched, and why it is offered."""

from .picker import Picker
from .rows import PICK, PickRow

__all__ = ["PICK", "PickRow", "Picker"]

"""One input for each type of field, made from its description."""

from .base import Input
from .factory import Choices, input_for

__all__ = ["Choices", "Input", "input_for"]

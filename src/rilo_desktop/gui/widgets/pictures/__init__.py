"""Pictures of a record: a strip, and below it the chosen one, on which parts are covered."""

from .input import PicturesInput

__all__ = ["PicturesInput"]

"""The route of a case: an ordered strip of legs, and the fields of the leg that is chosen."""

from .input import RouteInput

__all__ = ["RouteInput"]

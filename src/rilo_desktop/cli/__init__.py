"""`rilo`: the same office without a window, for scripts, for batch work and for tests."""

from .main import main

__all__ = ["main"]

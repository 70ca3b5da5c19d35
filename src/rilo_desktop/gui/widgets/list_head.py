"""What may stand above a list: a page gives it its own, the list asks nothing else of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ..itemviews.list_row import Teller


class ListHead(QWidget):
    narrowed = Signal(object)
    """{column: codes} that the list shall be narrowed by, and no others."""
    left_downwards = Signal()
    """The focus wants to go on to the rows."""

    keeps_preview = False
    """There is room for the preview beside the rows."""
    tell: Teller | None = None
    """What rows say in place of their state. Called in the worker."""

    def show_filters(self, filters: Mapping[str, tuple[str, ...]]) -> None:
        """The list is narrowed by these."""

    def show_room(self, is_empty: bool, has_panel: bool) -> None:
        """There is no record at all; a record stands beside the list."""

    def begins(self) -> bool:
        """A new record begins here in another way than in an empty form: it has begun."""
        return False

    def take_focus(self) -> None:
        raise NotImplementedError

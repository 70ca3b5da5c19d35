"""What a list is asked for beside its words and filters; page and controllers share one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class ListState(QObject):
    asked = Signal()
    """The list is to be asked anew."""
    views_changed = Signal()
    """Another saved view is shown, or the one that was is kept or gone."""
    line_left = Signal()
    """A question above the rows was answered."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.order = ("", True)
        """Column of the store the list is ordered by, and whether the last is first."""
        self.wanted = ""
        """Id of the record that is made the current one when the list is next answered."""

"""What changed: pages listen here instead of refreshing what they happen to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes


class ChangeNotifier(QObject):
    """One for each window. Services return `Changes`; whoever asked them puts it up here."""

    happened = Signal(object)

    def announce(self, changes: Changes) -> None:
        self.happened.emit(changes)

"""The way to the log, which is a page of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ..desk import Desk
from ..destination import Destination
from ..texts import tr
from ..theme.tokens import SECTION, SEMIBOLD, SMALL
from ..widgets.boxes import column, row
from ..widgets.buttons import button
from ..widgets.words import Label


class LogPart(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.open = button(
            tr("Open the log"), lambda: desk.go(Destination("log")), "secondary", "history"
        )
        about = tr(
            "Who opened the office and who failed to, what was written, approved, exported, "
            "imported, backed up and purged, and every change of roles and keys."
        )
        column(
            row(Label(tr("Log of the office"), SECTION, SEMIBOLD), None, self.open),
            2,
            Label(about, SMALL, tone="text2", wrap=True),
            into=self,
        )

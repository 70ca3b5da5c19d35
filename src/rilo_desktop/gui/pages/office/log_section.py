"""The way to the log, which is a page of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...context import PageContext
from ...i18n import tr
from ...routing import Route
from ...theme.tokens import SECTION, SEMIBOLD, SMALL
from ...widgets.buttons import button
from ...widgets.labels import Label
from ...widgets.layouts import hbox, vbox


class LogPart(QWidget):
    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.open = button(
            tr("Open the log"), lambda: context.go(Route("log")), "secondary", "history"
        )
        about = tr(
            "Who opened the office and who failed to, what was written, approved, exported, "
            "imported, backed up and purged, and every change of roles and keys."
        )
        vbox(
            hbox(Label(tr("Log of the office"), SECTION, SEMIBOLD), None, self.open),
            2,
            Label(about, SMALL, tone="text2", wrap=True),
            into=self,
        )

"""The way to the log, which is a page of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...context import PageContext
from ...i18n import tr
from ...routing import Route
from ...widgets.buttons import button
from ...widgets.layouts import vbox
from .heading import Heading


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
            Heading(tr("Log of the office"), about, self.open),
            into=self,
        )

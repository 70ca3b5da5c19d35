"""The state of the store: a check on demand, with what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ..desk import Desk
from ..texts import numbers, sentence, tr
from ..theme import scaled
from ..theme.tokens import SECTION, SEMIBOLD, SMALL
from ..widgets.boxes import column, row
from ..widgets.buttons import button
from ..widgets.findings import FindingsView, ShownFinding
from ..widgets.words import Label

if TYPE_CHECKING:
    from rilo_desktop.services.health import Health

MOST = 100


class ConditionSection(QWidget):
    checked = Signal(object)
    """The `Health`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.button = button(tr("Check the store"), self.check, "secondary", "clipboard")
        self.result = Label(tr("Not checked since it was opened."), tone="text2", wrap=True)
        self.findings = FindingsView(tr("What the check found"))
        self.findings.setFixedHeight(scaled(160))
        self.findings.hide()
        about = tr("Every page of the file, every signature, the log, the rows and the search.")
        column(
            row(Label(tr("State of the store"), SECTION, SEMIBOLD), None, self.button),
            2,
            Label(about, SMALL, tone="text2", wrap=True),
            8,
            self.result,
            8,
            self.findings,
            into=self,
        )

    def check(self) -> None:
        self.button.setEnabled(False)
        self._desk.serve(
            _check,
            working=tr("Checking the store"),
            then=self._on_checked,
            failed=self._on_failed,
            owner=self,
        )

    def _on_checked(self, health: Health) -> None:
        self.button.setEnabled(True)
        number = numbers().number
        counts = tr(
            "{records} records, {revisions} revisions, {operations} operations",
            records=number(health.records),
            revisions=number(health.revisions),
            operations=number(health.operations),
        )
        if health.findings:
            said = tr("{count} things are wrong; restore a backup, or ask for help.")
            self.result.setText(said.format(count=number(len(health.findings))))
        else:
            self.result.setText(tr("The store is whole: {counts}.", counts=counts))
        self.result.tone("danger" if health.findings else "ok")
        shown = [ShownFinding("blocks", sentence(found)) for found in health.findings[:MOST]]
        self.findings.show_findings(shown)
        self.findings.setVisible(bool(shown))
        self.checked.emit(health)

    def _on_failed(self, error: BaseException) -> None:
        self.button.setEnabled(True)
        self._desk.failed.emit(error)


def _check(session: Any, progress: Any) -> Health:
    from rilo_desktop.services import health

    return health.check(session, progress)

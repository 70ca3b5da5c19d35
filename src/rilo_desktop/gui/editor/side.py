"""The side of an editor: what is missing, each finding one step from its field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from ..texts import tr
from ..theme import scaled
from ..theme.tokens import MEDIUM, SECTION, SEMIBOLD, SIDE, SMALL
from ..widgets.boxes import Panel, column, row
from ..widgets.findings import FindingsView, ShownFinding
from ..widgets.words import Label


class Side(Panel):
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("surface", "l", width=SIDE)
        self._count = Label("", SMALL, MEDIUM, "text2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(scaled(4))
        self._bar.setAccessibleName(tr("Complete"))
        self.view = FindingsView(tr("Findings"))
        self.view.chosen.connect(self.chosen)
        self._fine = Label(tr("Nothing stands against its release."), tone="text2", wrap=True)
        self._fine.hide()
        self._rest = QWidget()
        self._rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._rest.hide()
        column(
            row(Label(tr("Before release"), SECTION, SEMIBOLD), None, self._count),
            10,
            self._bar,
            10,
            self._fine,
            (self.view, 1),
            self._rest,
            margins=(17, 16, 16, 12),
            into=self,
        )

    def show_findings(self, found: Sequence[ShownFinding], done: int, all_parts: int) -> None:
        self.view.show_findings(found)
        self.view.setVisible(bool(found))
        self._fine.setVisible(not found)
        self._rest.setVisible(not found)
        self._count.setText(tr("{done} of {all}", done=done, all=all_parts))
        self._bar.setMaximum(max(1, all_parts))
        self._bar.setValue(done)

"""The side of an editor: findings, each one step from its field; or history; or the paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QStackedWidget, QWidget

from rilo_desktop.records import Kind, Record

from ..desk import Desk
from ..texts import tr
from ..theme import scaled
from ..theme.tokens import MEDIUM, SECTION, SEMIBOLD, SIDE, SMALL
from ..widgets.boxes import Panel, column, row
from ..widgets.findings import FindingsView, ShownFinding
from ..widgets.words import Label
from .history import HistorySide
from .paper import PaperSide, has_paper

FINDINGS, HISTORY, PAPER = "findings", "history", "paper"


class Side(Panel):
    """Shows one of its parts; history and paper are made when they are first wanted."""

    chosen = Signal(object)
    """The finding that shall be solved."""
    wanted = Signal(str)
    """Another part shall be shown."""

    def __init__(self, desk: Desk, kind: Kind, on_form: Callable[[], Record | None]) -> None:
        """`on_form` gives the record as it stands on the form."""
        super().__init__("surface", "l", width=SIDE)
        self._desk, self._kind, self._on_form = desk, kind, on_form
        self.mode = FINDINGS
        self._at = ("", "")
        self._is_dirty = False
        self.findings = FindingsSide()
        self.findings.chosen.connect(self.chosen)
        self.view = self.findings.view
        self.history: HistorySide | None = None
        self.paper: PaperSide | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.findings)
        column((self._stack, 1), margins=(1, 0, 0, 0), into=self)

    def show_part(self, mode: str) -> None:
        self.mode = FINDINGS if mode == PAPER and not has_paper(self._kind.code) else mode
        self._stack.setCurrentWidget(self._part())

    def show_record(self, record_id: str, base: str, dirty: bool) -> None:
        """Another record or revision is in the editor; `base` "": it was never saved."""
        self._at, self._is_dirty = (record_id, base), dirty
        self.refresh()

    def refresh(self) -> None:
        """Read or draw again what is shown now."""
        if self.history is not None and self.mode == HISTORY:
            self.history.show_record(*self._at)
            self.history.set_dirty(self._is_dirty)
        elif self.paper is not None and self.mode == PAPER:
            self.paper.draw()

    def form_changed(self, dirty: bool) -> None:
        self._is_dirty = dirty
        if self.history is not None:
            self.history.set_dirty(dirty)
        if self.paper is not None:
            self.paper.draw_soon()

    def show_findings(self, found: Sequence[ShownFinding], done: int, all_parts: int) -> None:
        self.findings.show_findings(found, done, all_parts)
        if self.paper is not None:
            self.paper.show_findings(found)

    def _part(self) -> QWidget:
        if self.mode == HISTORY:
            return self.history or self._made_history()
        if self.mode == PAPER:
            return self.paper or self._made_paper()
        return self.findings

    def _made_history(self) -> HistorySide:
        made = self.history = HistorySide(self._desk, self._kind)
        made.findings_wanted.connect(lambda: self.wanted.emit(FINDINGS))
        made.restored.connect(self._desk.announce)
        self._stack.addWidget(made)
        return made

    def _made_paper(self) -> PaperSide:
        made = self.paper = PaperSide(self._desk, self._on_form)
        made.findings_wanted.connect(lambda: self.wanted.emit(FINDINGS))
        made.show_findings(self.findings.view.found)
        self._stack.addWidget(made)
        return made


class FindingsSide(QWidget):
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
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
            margins=(16, 16, 16, 12),
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

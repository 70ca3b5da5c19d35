"""What the guard found before something leaves, or is kept under a name: each with its answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from rilo_desktop.rules.findings import Finding, Refused

from ..i18n import sentence, tr
from ..theme import colour, scaled
from ..theme.tokens import SECTION, SEMIBOLD
from .accessible_names import name_input
from .buttons import button
from .labels import Label
from .layouts import hbox, vbox

LONGEST = 500
Answers = list[tuple[str, str, str]]
"""(reference, field, text), as services take them."""


class GuardQuestion(QDialog):
    """`answered(answers)` once every line has one; Escape changes nothing."""

    answered = Signal(object)

    def __init__(self, parent: QWidget, findings: Sequence[Finding]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("May this stand there?"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._findings = findings
        self.lines: list[QLineEdit] = []
        rows: list[QWidget | int] = []
        for finding in findings:
            said, line = Label(sentence(finding), wrap=True), QLineEdit(maxLength=LONGEST)
            said.setMinimumWidth(scaled(420))
            line.setPlaceholderText(tr("Why it may be sent"))
            name_input(line, sentence(finding), tr("Why it may be sent; logged and printed"), said)
            line.textChanged.connect(lambda _text: self._show_readiness())
            line.returnPressed.connect(self._on_return)
            self.lines.append(line)
            rows += [said, 4, line, 12]
        self.change = button(tr("Change it"), self.reject, "secondary")
        self.give = button(tr("Keep it, with this answer"), self._give, "primary")
        vbox(
            Label(tr("May this stand there?"), SECTION, SEMIBOLD),
            8,
            *rows,
            8,
            hbox(None, self.change, self.give, gap=8),
            margins=(20, 20, 20, 16),
            into=self,
        )
        self._show_readiness()
        self.lines[0].setFocus()

    def _show_readiness(self) -> None:
        self.give.setEnabled(all(line.text().strip() for line in self.lines))

    def _on_return(self) -> None:
        empty = next((line for line in self.lines if not line.text().strip()), None)
        (empty or self.give).setFocus()

    def _give(self) -> None:
        from rilo_desktop.services.office.guard_answers import asked_as

        given = [
            (*asked_as(finding), line.text().strip())
            for finding, line in zip(self._findings, self.lines, strict=True)
        ]
        self.accept()
        self.answered.emit(given)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour("raised"))


def or_ask(
    owner: QWidget,
    again: Callable[[Answers], object],
    failed: Callable[[BaseException], object],
    error: BaseException,
) -> None:
    """What the guard asked is asked of the officer, and tried `again` with the answers; any other
    error goes to `failed`."""
    findings = error.findings if isinstance(error, Refused) else ()
    asked = {finding.values.get("digest"): finding for finding in reversed(findings)}
    if not findings or not all(finding.answerable and finding.place.field for finding in findings):
        failed(error)
        return
    question = GuardQuestion(owner, list(reversed(asked.values())))
    question.answered.connect(partial(_again, again))
    question.open()


def _again(again: Callable[[Answers], object], answers: Answers) -> None:
    again(answers)

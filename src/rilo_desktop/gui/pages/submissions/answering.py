"""The answer to one finding of the guard: what was found, where, and why it may leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from rilo_desktop.rules.findings import Finding

from ...i18n import tr
from ...theme.tokens import MEDIUM, SMALL
from ...widgets.accessible_names import name_input
from ...widgets.buttons import button
from ...widgets.labels import Label
from ...widgets.layouts import hbox, vbox

if TYPE_CHECKING:
    from rilo_desktop.records import Answer
    from rilo_desktop.services.submissions.submit import Preflight

LONGEST = 500


class AnswerBox(QWidget):
    """`changed`: an answer is another one; `passed`: on to the next that waits for one."""

    changed = Signal()
    passed = Signal()
    opened = Signal()
    """The record shall be changed instead."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Preflight | None = None
        self._finding: Finding | None = None
        self._answers: dict[tuple[str, ...], str] = {}
        self._begun: tuple[Answer, ...] = ()
        self._label = Label("", SMALL, MEDIUM, "text2", wrap=True)
        self.text = QLineEdit(maxLength=LONGEST)
        self.text.setPlaceholderText(tr("Why it may be sent"))
        self.text.setToolTip(tr("Why it may be sent; logged and printed"))
        self.text.setAccessibleName(tr("Why what was found may be sent"))
        self.text.textEdited.connect(self._on_edited)
        self.text.returnPressed.connect(self.passed)
        self.open = button(tr("Change the record"), self.opened.emit, "ghost")
        vbox(self._label, 4, hbox((self.text, 1), 8, self.open), into=self)
        self.hide()

    def begin(self, answers: tuple[Answer, ...]) -> None:
        """With the answers of an earlier preparation; those that still stand are kept."""
        self._found = self._finding = None
        self._begun = answers
        self._answers = {
            (a.record or "", a.field or "", a.digest or "", a.revision or ""): a.answer or ""
            for a in answers
        }
        self.hide()

    def show_found(self, found: Preflight) -> None:
        self._found = found

    def show_finding(self, finding: Finding | None) -> None:
        """Hidden for a finding that no answer solves."""
        asked = finding is not None and finding.answerable and self._found is not None
        self.setVisible(asked)
        if not asked or finding is None or self._found is None:
            self._finding = None
            return
        if self._finding is not None and self._key(self._finding) == self._key(finding):
            return  # typing goes on
        self._finding = finding
        words = self._found.words(finding) or str(finding.values.get("match", ""))
        name = (
            tr("{field}: “{words}”", field=tr(finding.place.label), words=words)
            if words
            else tr(finding.place.label)
        )
        self._label.setText(name)
        name_input(self.text, name, tr("Why it may be sent; logged and printed"), self._label)
        self.text.setText(self._answers.get(self._key(finding), ""))
        self.open.setVisible(bool(self._key(finding)[0]))

    def answer(self, finding: Finding) -> str:
        """ "" where there is none."""
        return self._answers.get(self._key(finding), "").strip() if finding.answerable else ""

    def given(self) -> tuple[Answer, ...]:
        """To what the check finds now; before it was asked, those that it began with."""
        from rilo_desktop.services.office.guard_answers import answer_to

        if self._found is None:
            return self._begun
        asked = {self._key(f): f for f in self._found.findings if self.answer(f)}
        return tuple(answer_to(f, key[3], self.answer(f)) for key, f in asked.items())

    def _on_edited(self, text: str) -> None:
        if self._finding is not None:
            self._answers[self._key(self._finding)] = text
            self.changed.emit()

    def _key(self, finding: Finding) -> tuple[str, ...]:
        from rilo_desktop.services.office.guard_answers import key_of

        key = key_of(finding)
        revisions = self._found.revisions if self._found is not None else {}
        return (*key, revisions.get(key[0], ""))

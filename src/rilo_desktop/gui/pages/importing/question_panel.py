"""The current question about an import, with its proposals, and for what an answer holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton

from rilo_desktop.characters import visible
from rilo_desktop.language import NC_
from rilo_desktop.records import FieldSpec, FieldType

from ...commands import Command, register
from ...i18n import plural, tr
from ...theme import metrics, scaled
from ...theme.tokens import MEDIUM, SECTION, SEMIBOLD, SMALL
from ...widgets.accessible_names import name_input
from ...widgets.buttons import button, is_key, rename
from ...widgets.choice_box import ChoiceBox
from ...widgets.inputs.code import CodeInput
from ...widgets.inputs.factory import Choices, choices_of
from ...widgets.labels import Label
from ...widgets.layouts import Panel, Scroller, hbox, vbox
from ...widgets.table import WordsTable

if TYPE_CHECKING:
    from rilo_desktop.services.records.answer_scopes import AnswerScope
    from rilo_desktop.services.records.import_grid import Grid
    from rilo_desktop.services.records.import_pairs import Pair, PairLine
    from rilo_desktop.services.records.import_tables import Question

WIDE = 312
MOST = 6
"""Proposals that are shown; four of them have a key."""
MOST_LINES = 8
"""Fields of two cases that are shown without scrolling."""


class QuestionPanel(Panel):
    answered = Signal(object)
    """{key of a question: answer}"""
    next_wanted = Signal()
    compared = Signal()
    """The row stands beside the case that it may be."""

    def __init__(self, choices: Choices) -> None:
        """`choices`: of codes that are answered."""
        super().__init__("surface", "l", width=WIDE)
        self._choices = choices
        self._question: Question | None = None
        self._grid: Grid | None = None
        self._scopes: tuple[AnswerScope, ...] = ()
        self._proposals: tuple[Any, ...] = ()
        self._pair_of = ""
        self.where = Label("", SMALL, MEDIUM, "text2", wrap=True)
        self.title = Label("", SECTION, SEMIBOLD, wrap=True)
        self.why = Label("", tone="text2", wrap=True)
        heads = (tr("Field"), "", "")
        self.pair = WordsTable(tr("The row beside the case it may be"), heads, 2, most=MOST_LINES)
        self.pair.hide()
        self._group = QButtonGroup(self)
        self.offers = [QRadioButton(str(n)) for n in range(1, MOST + 1)]
        self.other = QRadioButton(tr("Another value:"))
        self.empty = QRadioButton(tr("Keep the field empty"))
        self.words = QLineEdit()
        name_input(self.words, tr("Another value"))
        self.words.textEdited.connect(lambda _text: self.other.setChecked(True))
        self.code = CodeInput(FieldSpec(FieldType.CODE, ""), ())
        name_input(self.code, tr("Another value"))
        self.code.changed.connect(self._on_code)
        line = self.code.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._show_give)
        self.wrong = Label("", SMALL, tone="danger", wrap=True)
        for made in (*self.offers, self.other, self.empty):
            made.setAccessibleName(made.text())
            self._group.addButton(made)
        self._group.buttonToggled.connect(lambda *_: self._show_give())
        self.words.textChanged.connect(lambda _text: self._show_give())
        self.give = button(tr(NC_("verb", "Answer")), self.press, "primary", high=36)
        self.later = button(tr("Next question"), self.next_wanted.emit, keys="F8", high=36)
        self.scope = ChoiceBox()
        name_input(self.scope, tr("The answer holds for"))
        self.scope.activated.connect(lambda _at: self._show_scope())
        self.scope_name = Label(tr("The answer holds for"), SMALL, MEDIUM, "text2")
        self._answers = vbox(
            self.scope_name,
            4,
            self.scope,
            10,
            *self.offers,
            self.other,
            self.words,
            self.code,
            self.wrong,
            self.empty,
            8,
            hbox(self.give, None),
            gap=8,
        )
        shown = vbox(
            self.where,
            6,
            self.title,
            6,
            self.why,
            14,
            self.pair,
            self._answers,
            14,
            hbox(self.later, None),
            None,
            margins=(20, 16, 20, 16),
        )
        vbox((Scroller(shown), 1), margins=(1, 0, 0, 0), into=self)
        for number in range(1, 5):
            label = tr("Choose answer {number}", number=number)
            choose = Command(
                f"import.answer{number}",
                label,
                str(number),
                lambda at=number - 1: self.choose(at),  # type: ignore[misc]
                offered=False,
            )
            register(self, choose)

    @property
    def question(self) -> Question | None:
        return self._question

    def show_question(
        self,
        grid: Grid,
        question: Question | None,
        open_count: int,
        scopes: Sequence[AnswerScope] = (),
    ) -> None:
        """`scopes`: for what it may be answered; what is asked first."""
        if question is None or self._pair_of != question.key:
            self.pair.hide()
            self._pair_of = ""
        self._question, self._grid, self._scopes = question, grid, tuple(scopes)
        self._answers.setVisible(question is not None)
        self.later.setVisible(open_count > (0 if question is None else 1))
        if question is None:
            counted = plural("{count} question is open", "{count} questions are open", open_count)
            self.where.setText("")
            self.title.setText(counted if open_count else tr("No question is open"))
            self.why.setText(
                tr("Nothing is asked about this row.")
                if open_count
                else tr("Every row is imported, is the same already, is left out, or is refused.")
            )
            return
        self.scope.clear()
        for one in self._scopes:
            self.scope.addItem(one.label)
        several = len(self._scopes) > 1
        self.scope.setVisible(several)
        self.scope_name.setText(
            tr("The answer holds for") if several else "".join(one.label for one in self._scopes)
        )
        self._show_scope()

    def _show_scope(self) -> None:
        """The question as it is asked there, with its proposals."""
        grid, scope = self._grid, self._scope
        if grid is None or self._question is None or scope is None:
            return
        asked = scope.question
        self.where.setText(grid.place(asked))
        self.title.setText(grid.title(asked))
        self.why.setText(grid.why(asked))
        self._proposals = asked.proposals[:MOST]
        self._show_offers([grid.answer_text(asked, one) for one in self._proposals])
        about = grid.code_asked(asked) if scope.typed else None
        self._show_codes(about)
        for made in (self.other, self.empty):
            made.setVisible(scope.typed)
        self.code.setVisible(about is not None)
        self.words.setVisible(scope.typed and about is None)
        count = scope.count
        rows = plural("Answer for {count} row", "Answer for {count} rows", count)
        cells = plural("Answer for {count} cell", "Answer for {count} cells", count)
        several = rows if scope.of_rows else cells
        rename(self.give, several if count > 1 else tr(NC_("verb", "Answer")))
        self._show_give()

    def _show_codes(self, about: FieldSpec | None) -> None:
        """The codes of the list of which the answer is one."""
        self.code.about = about or FieldSpec(FieldType.CODE, "")
        self.code.set_value(None)
        self.code.set_choices(choices_of(about, self._choices) if about is not None else ())
        if about is not None:
            title = about.label
            self.code.set_hint(title)
            name_input(self.code, tr("An entry of the list {list}", list=title))
        said = tr("An entry of the list:") if about is not None else tr("Another value:")
        self.other.setText(said)
        self.other.setAccessibleName(said)

    @property
    def _scope(self) -> AnswerScope | None:
        at = max(0, self.scope.currentIndex())
        return self._scopes[at] if at < len(self._scopes) else None

    def show_pair(self, pair: Pair | None) -> None:
        """Both cases; what differs is marked. None of another question than that shown is."""
        if pair is None or self._question is None or pair.key != self._question.key:
            return
        self._pair_of = pair.key
        self.pair.show_heads((tr("Field"), pair.first, pair.second))
        marks = {
            (n, 2): ("alert-circle", "warn") for n, one in enumerate(pair.lines) if one.differs
        }
        same = tr("the same")
        self.pair.show_rows(
            [
                (one.label, one.first, one.second if one.differs or not _equal(one) else same)
                for one in pair.lines
            ],
            marks,
        )
        self.pair.show()
        self.compared.emit()

    def _show_offers(self, texts: list[str]) -> None:
        self._group.setExclusive(False)
        for made in (*self.offers, self.other, self.empty):
            made.setChecked(False)
        self._group.setExclusive(True)
        self.words.clear()
        room = scaled(WIDE) - scaled(40) - scaled(36)
        for at, made in enumerate(self.offers):
            made.setVisible(at < len(texts))
            if at < len(texts):
                text = f"{at + 1}  {visible(texts[at], lines=False)}"
                made.setText(in_lines(text, room).replace("&", "&&"))
                made.setAccessibleName(text)

    def choose(self, at: int) -> None:
        """The proposal at this place, where there is one."""
        if self._question is not None and at < len(self._proposals):
            self.offers[at].setChecked(True)
            self.offers[at].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def press(self) -> None:
        """Give the answer that is chosen."""
        if self._question is None or not self.give.isEnabled():
            return
        chosen = next(at for at, made in enumerate(self._all()) if made.isChecked())
        if chosen < MOST:
            answer = self._proposals[chosen]
        else:
            answer = self._other_answer() if self.other.isChecked() else ""
        assert self._scope is not None, "an answer is given where it is asked"
        self.answered.emit(self._scope.answers(answer))

    def _all(self) -> tuple[QRadioButton, ...]:
        return (*self.offers, self.other, self.empty)

    def _on_code(self) -> None:
        self.other.setChecked(True)
        self._show_give()

    def _other_answer(self) -> str:
        """What was typed, or the code that was chosen; "" where that is none of the list."""
        if self.code.isHidden():
            return self.words.text().strip()
        return "" if self.code.complaint() else str(self.code.value() or "")

    def _show_give(self) -> None:
        typed = self.other.isChecked()
        chosen = self._group.checkedButton() is not None
        self.give.setEnabled(chosen and (not typed or bool(self._other_answer())))
        is_searching = self.code.suggestions() is not None
        self.wrong.setText("" if is_searching or self.code.isHidden() else self.code.complaint())
        self.wrong.setVisible(bool(self.wrong.text()))

    def take_focus(self) -> None:
        typed = self.words if self.code.isHidden() else self.code
        first = self.offers[0] if self._proposals else typed
        (first if self._answers.isVisible() else self.later).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_key(event, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.press()
        else:
            super().keyPressEvent(event)


def _equal(line: PairLine) -> bool:
    return bool(line.first) and not line.differs and bool(line.second)


def in_lines(text: str, room: int) -> str:
    """Broken between words: a button breaks no line by itself. A longer word is cut."""
    measure, lines = metrics(), [""]
    for word in text.split(" "):
        line = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and measure.horizontalAdvance(line) > room:
            lines.append(word)
        else:
            lines[-1] = line
    return "\n".join(measure.elidedText(one, Qt.TextElideMode.ElideRight, room) for one in lines)

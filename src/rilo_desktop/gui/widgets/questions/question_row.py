"""One question: its number, its words, its input, and what is wrong with the answer."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from rilo_desktop.language import N_
from rilo_desktop.questions.answer_tree import AnswerNode, names_of
from rilo_desktop.questions.checks import problems_of
from rilo_desktop.questions.definition import Item, ItemType, Texts, runs_in, text_in
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.questions.markup import Run, Runs, words_of
from rilo_desktop.questions.problems import Problem
from rilo_desktop.records import FieldSpec, FieldType

from ...commands import keys_text
from ...i18n import tr
from ...theme import metrics, scaled
from ...theme.tokens import MEDIUM, SMALL
from ..accessible_names import name_input
from ..buttons import button, is_key
from ..inputs.code import Choice as CodeChoice
from ..inputs.code import CodeInput
from ..inputs.codes import CodesInput
from ..inputs.line import TextInput
from ..labels import Label
from ..layouts import discard, end_of_focus, hbox, stops_in, vbox
from .answer_inputs import SegmentsInput, input_of, is_narrow, text_of, value_of
from .answer_words import words_of_node
from .offers_view import OffersView
from .picture_input import AnswerPictures, PictureInput
from .place_input import PointInput, PointsInput, understood

if TYPE_CHECKING:
    from rilo_desktop.services.records.form_offers import Offers

NUMBER, NARROW = 48, 200
"""Widths in unscaled pixels: of the number, and of an input for a number or a day."""

REMARK = N_("Remark for whoever asks")
_ALT = Qt.KeyboardModifier.AltModifier
_WRITES_REMARK = QKeyCombination(_ALT, Qt.Key.Key_R)


REMARK_HIGH = 20
"""Height of the link to it, unscaled."""


def _remark_button(words: str) -> QPushButton:
    return button(words, None, "link", high=REMARK_HIGH)


@lru_cache(maxsize=8)
def _remark_size(words: str, high: int) -> QSize:
    """The room that a row keeps for it: nothing moves when the row is used."""
    return QSize(_remark_button(words).sizeHint().width(), high)


def problem_text(problem: Problem, language: str) -> str:
    """The form's own words where it has some."""
    own = text_in(problem.words, language)
    return own or tr(problem.message, **dict(problem.values))


class QuestionRow(QWidget):
    """`changed` says that the officer answered; the state of the form is written by the owner."""

    changed = Signal()
    remarked = Signal(str)
    """What the officer says to whoever asks, beside the answer."""

    def __init__(
        self,
        state: FormState,
        node: AnswerNode,
        number: str,
        pictures: AnswerPictures,
        *,
        marks_required: bool,
    ) -> None:
        """`marks_required`: say what is required; otherwise what is not."""
        super().__init__()
        assert node.item is not None
        self.node, self.item = node, node.item
        self._state, self._number = state, number
        self._marks_required = marks_required
        self._is_filling = False
        self.offers: OffersView | None = None
        self._label = Label(weight=MEDIUM, wrap=True)
        self._label.show_runs(self._runs(self.item))
        label = self._label.words
        self._hint = Label("", SMALL, tone="text2", wrap=True)
        self._below = Label("", SMALL, wrap=True)
        self._below.setMinimumHeight(metrics(SMALL).height())
        self._has_changing_choices = state.has_changing_choices(node)
        self.input = input_of(
            self.item, self._offered(), label, pictures, self._has_changing_choices
        )
        if isinstance(self.input, CodeInput):
            self.input.goes_on_enter = True
        self.input.changed.connect(self._on_changed)
        self.input.target().installEventFilter(self)
        count = Label(number, SMALL, MEDIUM, "text3")
        count.setFixedWidth(scaled(NUMBER))
        count.setAlignment(count.alignment() | Qt.AlignmentFlag.AlignTop)
        self.remark: TextInput | None = None
        self._ask_remark: QPushButton | None = None
        is_box = self.item.type is ItemType.ACKNOWLEDGE
        if is_box:
            self._label.hide()
        if is_narrow(self.item):
            self.input.setFixedWidth(scaled(NARROW))
        self._slot = QWidget()
        self._slot.setFixedSize(_remark_size(tr("Remark"), scaled(REMARK_HIGH)))
        if is_box:
            parts: tuple[QWidget, ...] = (hbox(self.input, None, self._slot),)
        else:
            entry = hbox(self.input, None) if is_narrow(self.item) else self.input
            head = hbox((self._label, 1), vbox(self._slot, None), gap=8)
            parts = (head, self._hint, entry)
        self._body = vbox(*parts, self._below, gap=4)
        hbox(vbox(count, None), (self._body, 1), into=self)
        self.refresh()

    def refresh(self) -> None:
        """Show the state: the answer, the words, the choices, and what is wrong."""
        self._label.show_runs(self._runs(self.item))
        if self._has_changing_choices and isinstance(self.input, CodeInput | CodesInput):
            self.input.set_choices(self._offered())
        shown = value_of(self.item, self.node.value, self.node.not_known)
        if self.input.value() != shown and not self.input.complaint():
            self._is_filling = True
            self.input.set_value(shown)
            self._is_filling = False
        is_computed = self._state.is_computed(self.node)
        self.input.setEnabled(not is_computed and not self._state.says(self.node, "read_only"))
        hint = self._described()
        self._hint.show_runs(hint)
        self._hint.setVisible(bool(hint) and self.item.type is not ItemType.ACKNOWLEDGE)
        self._show_problem()

    def _described(self) -> Runs:
        unnamed = tr("counted without the name of your office") if self._is_anonymous() else ""
        hint = self._text(self.item.hint)
        return (*hint, Run(" · " * bool(hint) + unnamed)) if unnamed else hint

    def _mark(self) -> str:
        """Whether an answer is required: said of those that are fewer."""
        is_required = self._state.says(self.node, "required")
        is_said = is_required is self._marks_required and not self.node.is_answered
        if not is_said:
            return ""
        return tr("required") if is_required else tr("optional")

    def _is_anonymous(self) -> bool:
        return self._state.is_anonymous(names_of(self.node.path))

    def _offered(self) -> list[CodeChoice]:
        state = self._state
        choices = state.choices(self.node)
        return [CodeChoice(one.name, state.choice_label(self.node, one)) for one in choices]

    def _show_problem(self) -> None:
        """What is missing is said by a mark; it is no fault of what is there.

        Both stand in one line that is always there: what is below does not move.
        """
        language = self._state.language
        found = [
            problem_text(problem, language)
            for problem in problems_of(self._state, self.node)
            if self.node.is_answered
        ]
        said, mark = self.input.complaint() or next(iter(found), ""), self._mark()
        if isinstance(self.input, PointInput | PointsInput) and self._is_typed_in():
            said, mark = "", understood(self.input, self.node.value)
        self._below.setText(said or mark)
        self._below.tone("danger" if said else "text2")
        target = self.input.target()
        target.setProperty("state", "blocks" if said else "")
        target.update()
        hint = " · ".join(part for part in (words_of(self._described()), mark) if part)
        described = ". ".join(part for part in (hint, said) if part)
        if not isinstance(self.input, SegmentsInput):
            described = " · ".join(part for part in (self._number, described) if part)
            name_input(target, self._label.words, described, None)

    def _is_typed_in(self) -> bool:
        return bool(self.node.value) and self.input.target().hasFocus()

    def show_offers(self, offers: Offers) -> None:
        """What may answer it; nothing is written before the officer takes it."""
        discard(self.offers)
        self.offers = OffersView(offers, self.node.value, self._answer_words)
        self.offers.taken.connect(self._take)
        body = self._body.layout()
        assert body is not None
        body.addWidget(self.offers)
        self.offers.setVisible(True)

    def _answer_words(self, answer: str) -> str:
        return words_of_node(self._state, self.node, answer)

    def show_remark(self, remark: str) -> TextInput:
        """Its field, made where there is a remark or one is wanted: rows shall be made quickly."""
        if self.remark is None:
            made = self.remark = TextInput(FieldSpec(FieldType.TEXT, REMARK))
            made.setAccessibleName(f"{tr(REMARK)}: {self._label.words}")
            made.setPlaceholderText(tr(REMARK))
            made.changed.connect(lambda: self.remarked.emit(made.text().strip()))
            body = self._body.layout()
            assert body is not None
            last = end_of_focus(self, self.input.target())
            body.addWidget(made)
            QWidget.setTabOrder(last, made)
        self.remark.set_value(remark or None)
        self.remark.setVisible(True)
        return self.remark

    def show_in_use(self, is_in_use: bool) -> None:
        """A remark is offered at the question that has the focus: fifty links would be noise."""
        if self._ask_remark is None and is_in_use:
            made = self._ask_remark = _remark_button(tr("Remark"))
            made.clicked.connect(self.write_remark)
            made.setAccessibleName(f"{tr('Remark')}: {self._label.words}")
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            made.setToolTip(tr("Write a remark: {keys}", keys=keys_text("Alt+R")))
            made.setParent(self._slot)
            made.setGeometry(self._slot.rect())
        if self._ask_remark is not None:
            self._ask_remark.setVisible(is_in_use and self.remark is None)

    def write_remark(self) -> None:
        field = self.remark or self.show_remark("")
        if self._ask_remark is not None:
            self._ask_remark.hide()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, answer: str) -> None:
        self.input.set_value(value_of(self.item, answer, not_known=False))
        self.changed.emit()

    def take_focus(self) -> None:
        self.input.target().setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self) -> tuple[str, bool]:
        """The answer that stands in the input, and whether it is said not to be known."""
        return text_of(self.input.value())

    def _runs(self, item: Item) -> Runs:
        return self._text(item.label) or (Run(item.name),)

    def _text(self, texts: Texts) -> Runs:
        return self._state.formatted(self.node, runs_in(texts, self._state.language))

    def _on_changed(self) -> None:
        if self._is_filling:
            return
        self.changed.emit()
        if isinstance(self.input, PictureInput):  # what was refused changes no answer
            self._show_problem()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._show_problem()
        if event.type() == QEvent.Type.KeyPress and is_key(event, _WRITES_REMARK):
            self.write_remark()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        if event.modifiers() == _ALT and 0 < digit <= 9 and isinstance(self.input, SegmentsInput):
            self.input.press(digit)
            return
        if is_key(event, _WRITES_REMARK):
            self.write_remark()
            return
        if is_key(event, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
            return
        super().keyPressEvent(event)

    def _go_on(self) -> None:
        """To what stands behind the answer, past the other choices."""
        for _ in (self.input, *stops_in(self.input)):
            self.focusNextChild()
            at = QApplication.focusWidget()
            if at is None or not self.input.isAncestorOf(at):
                return

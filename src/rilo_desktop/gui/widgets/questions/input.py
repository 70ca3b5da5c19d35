"""The input of the answers to a questionnaire: the form, one part at a time.

The lines of the record are the answers; the form that they answer is another record, which is read
when its name is known. Until then, and where it cannot be read, the lines stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from rilo_desktop.questions.answer_lines import AnswerLine, lines_of, read_lines
from rilo_desktop.questions.answer_tree import AnswerNode, AnswerState, PathError, find_node
from rilo_desktop.questions.compiled_form import CompiledForm
from rilo_desktop.questions.definition import Item, ItemType
from rilo_desktop.questions.form_state import Changes, FormState, TooManyLines
from rilo_desktop.questions.surroundings import NOWHERE, Surroundings
from rilo_desktop.records import AnswerPicture, QuestionAnswer, QuestionnaireAnswers, Record
from rilo_desktop.records.dates import is_day
from rilo_desktop.records.field_specs import FieldSpec
from rilo_desktop.services.deferred import form_offers, forms

from ...commands import Command, register
from ...context import PageContext
from ...i18n import numbers, tr, window_language
from ...theme.tokens import SMALL
from ..buttons import button, show_keys
from ..inputs.base import PartOfInput
from ..labels import Label
from ..layouts import TabAnchor, discard, hbox, vbox
from .part_view import PartView
from .parts import Part, is_wrong, lacks_answer, numbers_of, parts_of, progress_of
from .picture_input import AnswerPictures

if TYPE_CHECKING:
    from rilo_desktop.services.records.form_offers import Offers
    from rilo_desktop.services.records.forms import FormToAnswer

PICTURES = "pictures"
"""Field of the record that holds what answers to questions for a picture name."""
NEXT_PART, PART_BEFORE = "Ctrl+PgDown", "Ctrl+PgUp"


class QuestionsInput(QWidget):
    """An `InputOfLines` with parts, which the outline of the editor shows."""

    changed = Signal(str)
    parts_changed = Signal()
    fills = Signal(str, object)
    asks_for = Signal(str)

    def __init__(self, about: FieldSpec, context: PageContext) -> None:
        super().__init__()
        self.about, self._context = about, context
        self.tools: Sequence[QWidget] = ()
        self._lines: tuple[QuestionAnswer, ...] = ()
        self._said: tuple[QuestionAnswer, ...] | None = None
        """The lines of the state, where they were asked for since it changed."""
        self._kept: list[QuestionAnswer] = []
        """Lines that the form has no question for."""
        self._remarks: dict[AnswerNode, str] = {}
        self._form: CompiledForm | None = None
        self._surroundings: Surroundings = NOWHERE
        self._questionnaire = ""
        self.due = ""
        self._record: QuestionnaireAnswers | None = None
        self._pictures = AnswerPictures(context, self)
        self._pictures.added.connect(self._on_picture)
        self._pictures.asked_for.connect(self._on_picture_asked_for)
        self._files: set[str] = set()
        """Of the pictures that answers name."""
        self._wrong: set[AnswerNode] = set()
        """Answers that the form does not allow."""
        self._is_awaited = False
        """The focus was wanted here before the form was read."""
        self.state: FormState | None = None
        self.parts: tuple[Part, ...] = ()
        self._numbers: dict[int, str] = {}
        self._at = 0
        self.view: PartView | None = None
        self._message = Label("", SMALL, tone="text2", wrap=True)
        self._place = QWidget()
        vbox(into=self._place)
        self._tabs = TabAnchor(self._place)
        self._next = button(tr("Next part"), self.next_part)
        show_keys(self._next, NEXT_PART)
        back = Command("questions.back", tr("Part before"), PART_BEFORE, self.part_before)
        register(self, Command("questions.next", tr("Next part"), NEXT_PART, self.next_part), back)
        vbox(self._message, self._place, hbox(self._next, None), gap=16, into=self)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._next.hide()
        self._show_message()

    # --- the form

    def follow(self, record: Record) -> None:
        """The record of the form as it stands: which questionnaire its answers are of."""
        assert isinstance(record, QuestionnaireAnswers)
        self._record = record
        self._pictures.show(record.pictures)
        named = record.questionnaire if isinstance(record.questionnaire, str) else ""
        if named == self._questionnaire:
            self._show_language()
            return
        self._questionnaire, self._form, self.due = named, None, ""
        self._set_state(None)
        if named:
            self._context.serve(
                forms.to_answer,
                named,
                record,
                then=self._on_form,
                failed=lambda error: self._on_failed(named, error),
                owner=self,
                turn="form",
            )
        self._show_message()

    def _on_form(self, asked: FormToAnswer) -> None:
        self._form = asked.form
        self._surroundings = asked.surroundings
        self.due = _due(asked)
        self._name_parts()
        self._read()
        if self._is_awaited:
            self._is_awaited = False
            self.take_open()

    @property
    def _language(self) -> str:
        """That of the window where the form has it, else of the answers, else of the form."""
        assert self._form is not None
        own = self._record.language if self._record is not None else ""
        return self._form.definition.language(window_language(), str(own or ""))

    def _name_parts(self) -> None:
        assert self._form is not None
        self.parts = parts_of(self._form.definition, self._language)
        self._numbers = numbers_of(self.parts)

    def _show_language(self) -> None:
        """Another language of the answers was chosen."""
        if self.state is not None and self.state.language != self._language:
            self.state.language = self._language
            self._name_parts()
            self._set_state(self.state)

    def _on_failed(self, named: str, error: BaseException) -> None:
        if named == self._questionnaire:
            self._message.setText(
                tr("The form of this questionnaire cannot be read; the answers stay as they are.")
            )
            self._context.failed.emit(error)

    def _read(self) -> None:
        """The state of the lines as they are now."""
        assert self._form is not None
        lines = [_line(each) for each in self._lines]
        root, left = read_lines(self._form.definition, lines)
        left_paths = {each.path for each in left}
        self._kept = [each for each in self._lines if (each.path or "") in left_paths]
        self._remarks = {}
        for each in self._lines:
            if each.remark and each.path not in left_paths:
                self._remarks[find_node(root, each.path or "")] = each.remark
        try:
            state = FormState(self._form, datetime.now(), root, self._remarks, self._surroundings)
        except TooManyLines:
            self._set_state(None)
            self._message.setText(tr("The form has more lines than can be answered here."))
            return
        state.language = self._language
        if not self._lines:
            state.write_defaults()
        self._set_state(state)
        self._show_message()

    def _set_state(self, state: FormState | None) -> None:
        self.state, self._said = state, None
        self._files = self._named_files()
        asked = state.root.questions() if state is not None else ()
        self._wrong = {node for node in asked if state is not None and is_wrong(state, node)}
        self._at = min(self._at, max(0, len(self.parts) - 1))
        if state is None:
            discard(self.view)
            self.view = None
            self.parts = ()
        else:
            self._show_part(self._at)
        self._next.setVisible(state is not None and self._at + 1 < len(self.parts))
        self.parts_changed.emit()

    def _show_part(self, at: int) -> None:
        assert self.state is not None
        discard(self.view)
        self._at = at
        shown = (self.parts[at], self._numbers, self._remarks, self._pictures)
        self.view = PartView(self.state, *shown, self._tabs)
        self.view.remarked.connect(self._on_remarked)
        self.view.completed.connect(self._ask_for_offers)
        if self.view.is_complete:
            self._ask_for_offers()
        self.view.answered.connect(self._on_answered)
        self.view.left.connect(self._on_left)
        self.view.added.connect(self._on_added)
        self.view.removed.connect(self._on_removed)
        place = self._place.layout()
        assert place is not None
        place.addWidget(self.view)
        self.view.setVisible(True)
        self._next.setVisible(at + 1 < len(self.parts))

    def _turn_to(self, at: int) -> None:
        """Another part; what is being written in this one is taken first."""
        focus = QApplication.focusWidget()
        if focus is not None and self.view is not None and self.view.isAncestorOf(focus):
            focus.clearFocus()
        self._show_part(at)
        self.parts_changed.emit()

    def _ask_for_offers(self) -> None:
        """What the office holds for the questions, and what it answered the time before."""
        rows = self.view.rows.values() if self.view is not None else ()
        paths = [row.node.path for row in rows if row.offers is None]
        if self._record is not None and paths:
            self._context.serve(
                form_offers.offers,
                replace(self._record, answers=self.value()),
                paths,
                window_language(),
                then=self._show_offers,
                owner=self,
                turn="offers",
                later=True,
            )

    def _show_offers(self, found: Mapping[str, Offers]) -> None:
        if self.view is not None:
            self.view.show_offers(found)

    def _show_message(self) -> None:
        said = ""
        if not self._questionnaire:
            said = tr("Choose the questionnaire that is answered; its questions appear here.")
        elif self.state is None:
            said = tr("Reading the form …")
        elif self._kept:
            said = tr("Some answers are of questions that this form does not ask: they are kept.")
        self._message.setText(said)
        self._message.setVisible(bool(said))

    # --- the parts, for the outline

    def shown_parts(self) -> Sequence[PartOfInput]:
        state = self.state
        if state is None:
            return ()
        return [
            PartOfInput(part.key, part.title, *progress_of(state, part, self._wrong))
            for part in self.parts
        ]

    @property
    def part(self) -> str:
        return self.parts[self._at].key if self.state is not None and self.parts else ""

    def show_part(self, key: str) -> None:
        at = next((n for n, part in enumerate(self.parts) if part.key == key), None)
        if at is not None and self.state is not None:
            self._turn_to(at)

    def next_part(self) -> None:
        """The next part that is asked; what is first to do in it has the focus."""
        self._step(range(self._at + 1, len(self.parts)))

    def part_before(self) -> None:
        self._step(range(self._at - 1, -1, -1))

    def _step(self, parts: Iterable[int]) -> None:
        state = self.state
        if state is None:
            return
        at = next((n for n in parts if progress_of(state, self.parts[n]).is_open), None)
        if at is not None:
            self._turn_to(at)
            self.take_first()

    def take_first(self) -> None:
        """The first question without an answer, else the first one."""
        if self.view is None or self.state is None:
            return
        asked = [*self.view.asked()]
        empty = [node for node in asked if not node.is_answered]
        missing = (node for node in empty if self.state.says(node, "required"))
        first = next(chain(missing, empty, asked), None)
        if first is not None:
            self.view.go_to(first)
        else:  # its lines are folded
            self.target().setFocus(Qt.FocusReason.OtherFocusReason)

    def take_open(self) -> None:
        state = self.state
        if state is None:
            self._is_awaited = True
            return
        order = [self._at, *(n for n in range(len(self.parts)) if n != self._at)]
        at = next((n for n in order if lacks_answer(state, self.parts[n])), self._at)
        if at != self._at:
            self._turn_to(at)
        self.take_first()

    # --- what the officer does

    def _on_answered(self, node: AnswerNode) -> None:
        assert self.state is not None
        assert self.view is not None
        row = self.view.rows[node]
        value, not_known = row.answer()
        goes_on = row.isAncestorOf(self.focusWidget())
        self._show(self.state.answer_node(node, value, not_known=not_known, goes_on=goes_on), node)

    def _on_left(self, node: AnswerNode) -> None:
        assert self.state is not None
        changes = self.state.written(node)
        if changes.structure:
            self._show(changes, node)

    def _on_remarked(self, node: AnswerNode, remark: str) -> None:
        if remark:
            self._remarks[node] = remark
        else:
            self._remarks.pop(node, None)
        self._said = None
        self.changed.emit(self._inside(node))

    def _on_added(self, parent: AnswerNode, item: Item) -> None:
        assert self.state is not None
        assert self.view is not None
        try:
            node, changes = self.state.add_instance(parent, item.name)
        except TooManyLines:
            self._context.warned.emit(tr("There is no room for another line here."))
            return
        self._show(changes, node)
        self.view.go_to(node)

    def _on_removed(self, node: AnswerNode) -> None:
        assert self.state is not None
        above = node.parent
        assert above is not None
        self._show(self.state.remove_instance(node), above)

    def _on_picture(self, picture: AnswerPicture) -> None:
        """A picture that an answer names in a moment."""
        if self._pictures.named(picture.file or "") is None:
            self.fills.emit(PICTURES, (*self._pictures.held, picture))

    def _on_picture_asked_for(self, file: str) -> None:
        files = [one.file for one in self._pictures.held]
        if file in files:
            self.asks_for.emit(f"{PICTURES}.{files.index(file) + 1}.sanitised")

    def _named_files(self) -> set[str]:
        """Also by answers that are not asked any more: they are kept."""
        nodes = self.state.root.questions() if self.state is not None else ()
        images = (one for one in nodes if one.item and one.item.type is ItemType.IMAGE)
        return {one.value for one in images if one.value}

    def _drop_pictures(self) -> None:
        """Those that an answer named, and no answer does any more."""
        before, self._files = self._files, self._named_files()
        gone, held = before - self._files, self._pictures.held
        if any(one.file in gone for one in held):
            self.fills.emit(PICTURES, tuple(one for one in held if one.file not in gone))

    def _show(self, changes: Changes, node: AnswerNode) -> None:
        assert self.view is not None
        assert self.state is not None
        self._said = None
        for gone in changes.gone:
            self._remarks.pop(gone, None)
        looked_at = changes.checks | changes.values
        wrong = {node for node in looked_at - changes.gone if is_wrong(self.state, node)}
        self._wrong = (self._wrong - looked_at - changes.gone) | wrong
        self.view.show_changes(changes)
        self._drop_pictures()
        self.changed.emit("" if node in changes.gone else self._inside(node))
        self.parts_changed.emit()

    def _inside(self, node: AnswerNode) -> str:
        """The place of an answer in the lines, as forms name it: "3.value"."""
        path = node.path
        lines = self.value()
        at = next((n for n, line in enumerate(lines, start=1) if line.path == path), 0)
        return f"{at}.value" if at else ""

    # --- Input

    def target(self) -> QWidget:
        if self.view is None:
            return self._next
        rows = self.view.rows  # the row that was gone to is made before those above it
        shown = (rows[node] for node in self.view.asked() if node in rows)
        first: QWidget | None = next((row.input.target() for row in shown), None)
        return first or self.view.first_stop() or self._next

    def value(self) -> tuple[QuestionAnswer, ...]:
        if self.state is None:
            return self._lines
        if self._said is None:
            self._said = self._lines_of(self.state)
        return self._said

    def _lines_of(self, state: FormState) -> tuple[QuestionAnswer, ...]:
        remarks = {node.path: remark for node, remark in self._remarks.items()}
        found = [
            QuestionAnswer(
                path=line.path,
                value=line.value or None,
                state=line.state.value,
                remark=remarks.pop(line.path, None),
            )
            for line in lines_of(state.root)
        ]
        answered = AnswerState.ANSWERED.value
        alone = [
            QuestionAnswer(path=at, state=answered, remark=said) for at, said in remarks.items()
        ]
        return (*found, *alone, *self._kept)

    def set_value(self, value: Any) -> None:
        lines = tuple(value or ())
        if self.state is not None and lines == self.value():
            return
        self._lines = lines
        if self._form is not None:
            self._read()

    def commit(self) -> None:
        """Everything that stands in a question counts already."""

    def complaint(self) -> str:
        """Text that is no value is an answer too; the checks of the form say what it lacks."""
        return ""

    def first_refused(self) -> tuple[int, str]:
        return 0, "value"

    def go_to(self, line: int, name: str) -> None:
        """Give an answer the focus; its part is shown. Of what has no line `name` is the path."""
        lines = self.value()
        if 0 <= line < len(lines):
            name = lines[line].path or ""
        self.go_to_path(name)

    def go_to_path(self, path: str) -> None:
        """Give a question the focus, by its path in the form."""
        if self.state is None:
            return
        try:
            node = find_node(self.state.root, path)
        except PathError:
            self.take_first()
            return
        first = path.split("/", maxsplit=1)[0].partition("[")[0]
        at = next(
            (n for n, part in enumerate(self.parts) if first in {i.name for i in part.items}), None
        )
        if at is not None and at != self._at:
            self._turn_to(at)
        if self.view is not None and self.view.go_to(node) is None:
            self.take_first()

    def place(self) -> tuple[QWidget, QRect]:
        """Of the question that has the focus."""
        rows = self.view.rows.values() if self.view is not None else ()
        at: QWidget = next((row for row in rows if row.isAncestorOf(self.focusWidget())), self)
        return at, at.rect()

    def show_findings(self, found: Mapping[tuple[int, str], tuple[str, str]]) -> None:
        """The questions show what the form finds themselves."""

    def names_changed(self, kind: str) -> None:
        """Answers name no records by a field."""

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)


def _due(asked: FormToAnswer) -> str:
    """ "due 15 Dec 2026, Letter of 3 November"."""
    if not asked.due or not is_day(asked.due):
        return ""
    day = numbers().partial(asked.due, short=True)
    if asked.due_source:
        return tr("due {day}, {source}", day=day, source=asked.due_source)
    return tr("due {day}", day=day)


def _line(answer: QuestionAnswer) -> AnswerLine:
    try:
        state = AnswerState(answer.state or "")
    except ValueError:
        state = AnswerState.ANSWERED
    return AnswerLine(answer.path or "", answer.value or "", state)

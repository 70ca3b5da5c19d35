"""Texts in a form that are no value of their field: which they are, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from rilo_desktop.records import FieldSpec, FieldType
from rilo_desktop.services.deferred import record_comments

from ...context import PageContext
from ...i18n import tr, words
from ..form import Field
from ..inputs.base import written
from ..inputs.code import CodeInput
from ..inputs.codes import CodesInput
from ..inputs.grade import GradeInput
from ..lines import LinesInput
from ..question import Question
from ..thread.input import ThreadInput
from ..value_formatting import is_empty
from .form import RecordForm

if TYPE_CHECKING:
    from rilo_desktop.records import Record
    from rilo_desktop.services.records.changes import Changes

LONGEST = 40
"""Characters of such a text in a title."""
LISTED = (FieldType.CODE, FieldType.CODES, FieldType.LINK)


class HalfTyped(NamedTuple):
    """`before`: the value that its field has without it."""

    path: str
    text: str
    about: FieldSpec
    before: Any


def half_typed(form: RecordForm) -> tuple[HalfTyped, ...]:
    """In the order of the form; of cells those that were left."""
    return tuple(one for name, field in form.fields.made.items() for one in _of(form, name, field))


def saved_but_for(form: RecordForm) -> str:
    """After a save: the fields whose text is no value. What is missing is red as well."""
    names = dict.fromkeys(tr(one.about.label) for one in half_typed(form))
    return tr("Saved, but for {fields}", fields=", ".join(names))


def _of(form: RecordForm, name: str, field: Field) -> Iterator[HalfTyped]:
    made: Any = field.input
    if isinstance(made, LinesInput):
        for (row, inside), text in sorted(made.model.refused.items()):
            about, before = made.model.about[inside], made.model.get(row, inside)
            yield HalfTyped(f"{name}.{row + 1}.{inside}", text, about, before)
    elif isinstance(made, ThreadInput):
        line = len(made.model.entries) + 1
        for inside, part in made.fields.items():
            yield from _single(f"{name}.{line}.{inside}", part.about, part.input, None)
    else:
        is_kept = isinstance(made, CodeInput | CodesInput)
        before = field.value() if is_kept else getattr(form.record(), name)
        is_grade = isinstance(made, GradeInput)
        for part in (made.source, made.information, made.text) if is_grade else (made,):
            yield from _single(name, field.about, part, before)


def _single(path: str, about: FieldSpec, made: Any, before: Any) -> Iterator[HalfTyped]:
    if made.complaint():
        yield HalfTyped(path, written(made.target()), about, before)


def as_typed(form: RecordForm) -> Record:
    """The record as it stands on the form, with the lines in which nothing but such a text stands:
    the places of the others are those that are seen."""
    fields = form.fields.made.items()
    inputs = {name: field.input for name, field in fields if isinstance(field.input, LinesInput)}
    lines: dict[str, Any] = {
        name: tuple(made.model.lines) for name, made in inputs.items() if made.model.refused
    }
    return replace(form.record(), **lines)


def let_go(form: RecordForm) -> None:
    """Each field is again as it was before such a text was typed there."""
    for one in half_typed(form):
        name, *inside = one.path.split(".")
        made: object = form.fields[name].input
        if isinstance(made, LinesInput):
            made.drop_refused()
        elif isinstance(made, ThreadInput):
            made.fields[inside[1]].set_value(None)
        else:
            form.set_value(name, one.before)


class HalfTypedTexts(QObject):
    """Asks what shall become of them before a form is left, and does that."""

    def __init__(
        self,
        parent: QWidget,
        context: PageContext,
        form: RecordForm,
        record_id: Callable[[], str],
        save: Callable[[Callable[[], object]], object],
        settled: Callable[[], object],
    ) -> None:
        """`save(then)`: the rest, where it differs or the record is new; `settled`: what was typed
        stands in the record, or nobody wants it."""
        super().__init__(parent)
        self._parent, self._context, self._form = parent, context, form
        self._record_id, self._save, self._settled = record_id, save, settled

    def ask(self, go: Callable[[], object], discard: Callable[[], object] | None) -> None:
        """Then `go`, or stay. `discard` drops every change, where there are others."""
        found = half_typed(self._form)
        leave = (
            tr("Leave empty") if all(is_empty(f.before) for f in found) else tr("Leave as it was")
        )
        answers = [("keep", tr("Go back"), "secondary")]
        if discard is not None:
            answers.append(("drop", tr("Discard changes"), "secondary"))
        answers.append(("empty" if discard is not None else "drop", leave, "secondary"))
        answers.append(("note", tr("Keep as a comment"), "primary"))
        question = Question(self._parent, _title(found[0]), _sentence(found, discard), answers)

        def on_answer(answer: str) -> None:
            if answer == "note":
                self._save(lambda: self._note(go))
            elif answer == "drop" and discard is not None:
                discard()
                go()
            elif answer != "keep":
                self._let_go(go, is_all=discard is None)

        question.answered.connect(on_answer)
        question.open()

    def _let_go(self, go: Callable[[], object], *, is_all: bool) -> None:
        names = ", ".join(_quoted(one) for one in half_typed(self._form))
        let_go(self._form)
        self._context.told.emit(tr("Not kept: {names}", names=names))
        if is_all:
            self._go(go)
        else:
            self._save(lambda: self._go(go))

    def _note(self, go: Callable[[], object]) -> None:
        """A comment beside the record, at the field: the text stays on the form until it stands."""
        found = half_typed(self._form)
        fields = {one.path.split(".")[0] for one in found}
        field = fields.pop() if len(fields) == 1 else ""
        text = "\n".join(words().labelled(tr(one.about.label), one.text) for one in found)
        self._context.serve(
            record_comments.write,
            self._record_id(),
            text,
            field,
            then=lambda changes: self._on_noted(changes, go),
            owner=self._parent,
        )

    def _on_noted(self, changes: Changes, go: Callable[[], object]) -> None:
        let_go(self._form)
        self._context.announce(changes)
        self._go(go)

    def _go(self, go: Callable[[], object]) -> None:
        self._settled()
        go()


def _quoted(one: HalfTyped) -> str:
    return tr("“{text}” ({field})", text=_short(one.text), field=tr(one.about.label))


def _title(one: HalfTyped) -> str:
    text, field = _short(one.text), tr(one.about.label)
    if one.about.type in LISTED:
        return tr("“{text}” is no entry of {field}", text=text, field=field)
    return tr("“{text}” does not fit into {field}", text=text, field=field)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def _sentence(found: tuple[HalfTyped, ...], discard: object) -> str:
    said = [
        tr("As a comment it stays beside the record, for your office alone; no document has it.")
    ]
    if len(found) > 1:
        others = ", ".join(_quoted(one) for one in found[1:])
        said.insert(0, tr("The same goes for {others}.", others=others))
    if discard is not None:
        said.append(tr("Your other changes are saved, unless you discard them."))
    return " ".join(said)

"""An answer to a submission that was received: accepted, or returned with comments at fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from rilo_desktop.file_kinds import ANSWER
from rilo_desktop.presentation.references import title_in
from rilo_desktop.services.deferred import acknowledge

from ...context import PageContext
from ...i18n import office_name, plural, tr, window_language
from ...state.folders import SENT
from ...theme.tokens import FIELD, HEADER, MEDIUM, SEMIBOLD, SMALL, SUBTITLE
from ...widgets.accessible_names import labelled, name_input
from ...widgets.buttons import button
from ...widgets.labels import ElidedLabel, Label, TlpChip
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.question import Question
from .commentable_fields_view import CommentableField, CommentableFieldsView, places_of
from .commented_view import Commented, CommentedView
from .presentation import APART

if TYPE_CHECKING:
    from rilo_desktop.services.receiving.acknowledge import MadeAnswer, Pinned, Subject

LONGEST = 2_000
Comments = dict[str, dict[str, str]]
"""{id of a record: {path of a field: comment}}."""


class ReplyPart(QWidget):
    shown = Signal()
    """The submission and its records stand here."""
    went_back = Signal()
    made = Signal(object)
    """The `MadeAnswer`: its file is written."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.reference = ""
        self._subject: Subject | None = None
        self._comments: Comments = {}
        self._title, self._tlp = ElidedLabel("", SUBTITLE, SEMIBOLD), TlpChip()
        self._about = ElidedLabel("", SMALL, tone="text2")
        self.records, self.places = CommentedView(), CommentableFieldsView()
        self.comment, self._on_what = QLineEdit(), ElidedLabel("", SMALL, MEDIUM, "text2")
        self.note = QLineEdit()
        for line in (self.comment, self.note):
            line.setMaxLength(LONGEST)
        self._why = Label("", SMALL, tone="text2", wrap=True)
        self.give_back = button(
            tr("Return it …"), lambda: self.ask_file(True), "secondary", "arrow-back-up", high=36
        )
        self.accept = button(
            tr("Accept it …"), lambda: self.ask_file(False), "primary", "check", high=36
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        head = Panel("surface", "b", height=HEADER + 12)
        back = button("", self.go_back, "ghost", "arrow-left", tr("Back to the inbox"), "Alt+Left")
        words = vbox(None, self._title, self._about, None, gap=2)
        hbox(back, (words, 1), self._tlp, gap=12, margins=(12, 0, 16, 0), into=head)
        left = Panel("surface", "r", width=272)
        name = hbox(Label(tr("Records"), weight=SEMIBOLD), margins=(16, 12, 10, 10))
        vbox(name, (self.records, 1), into=left)
        pin = Panel("canvas", "t")
        self.comment.setProperty("high", FIELD)
        name_input(self.comment, tr("Comment"), buddy=self._on_what)
        self.comment.setPlaceholderText(tr("What the office should correct there"))
        vbox(self._on_what, 4, self.comment, margins=(20, 10, 16, 14), into=pin)
        right = vbox((self.places, 1), pin)
        foot = Panel("surface", "t")
        note = labelled(tr("Note to the office"), self.note, tr("It is listed under Submissions"))
        decisions = hbox(self.give_back, self.accept, gap=10)
        vbox(
            hbox((note, 1), vbox(None, decisions), gap=16),
            6,
            self._why,
            margins=(16, 12, 16, 12),
            into=foot,
        )
        vbox(head, (hbox(left, (right, 1)), 1), foot, into=self)

    def _connect(self) -> None:
        self.records.current.connect(self._on_record)
        self.records.triggered.connect(self._to_places)
        self.places.current.connect(self._on_place)
        self.places.triggered.connect(self._to_comment)
        self.comment.textEdited.connect(self._on_comment)
        self.comment.returnPressed.connect(self._to_places)
        self.note.textChanged.connect(lambda _text: self._show_readiness())
        self._context.names_changed.connect(self._on_names)

    # --- which one

    def begin(self, reference: str) -> None:
        """Anew, unless it is the one that was begun."""
        if reference != self.reference:
            self._forget()
        self.reference = reference
        self._context.serve(
            acknowledge.subject, reference, then=self._show, owner=self, turn="subject"
        )

    def _forget(self) -> None:
        self.reference, self._subject, self._comments = "", None, {}
        self.note.clear()
        self.records.show_records(())
        self.places.show_places(())

    def _show(self, subject: Subject) -> None:
        self._subject = subject
        said = subject.received
        number = tr("rev. {number}", number=said.revision)
        self._title.setText(tr("Answer to {reference}", reference=f"{said.reference} {number}"))
        self._about.setText(APART.join((office_name(said.office), said.title)))
        self._tlp.show_label(said.tlp)
        self.records.show_records(
            Commented(one.id, one.reference, title_in(one, window_language()), self._count(one.id))
            for one in subject.records
        )
        self._show_readiness()
        self.take_focus()
        self.shown.emit()

    def take_focus(self) -> None:
        self.records.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- comments

    def _count(self, record: str) -> int:
        return len(self._comments.get(record, {}))

    def _on_record(self, record: str) -> None:
        self.places.show_places(self._places(record))

    def _on_names(self, _kind: str) -> None:
        """What fields name can be said in words now."""
        here = self.records.current_entry
        if here is not None:
            self.places.change_places(self._places(here.id))

    def _places(self, record: str) -> tuple[CommentableField, ...]:
        assert self._subject is not None
        found = next(one for one in self._subject.records if one.id == record)
        said = self._comments.get(record, {})
        return places_of(found, self._context.names.name_of, said)

    def _on_place(self, place: Any) -> None:
        said = tr("Comment on: {place}", place=place.label)
        self._on_what.setText(said)
        name_input(self.comment, said, buddy=self._on_what)
        self.comment.setText(place.comment)

    def _on_comment(self, text: str) -> None:
        """Pinned as it is typed: there is nothing to forget."""
        record, place = self.records.current_entry, self.places.current_entry
        if record is None or place is None:
            return
        here = self._comments.setdefault(record.id, {})
        here.pop(place.path, None)
        if text.strip():
            here[place.path] = text
        self.places.comment(text if text.strip() else "")
        self.records.count(record.id, len(here))
        self._show_readiness()

    def _to_places(self) -> None:
        self.places.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_comment(self) -> None:
        self.comment.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def pinned(self) -> tuple[Pinned, ...]:
        from rilo_desktop.services.receiving.acknowledge import Pinned

        return tuple(
            Pinned(record, path, text)
            for record, said in self._comments.items()
            for path, text in said.items()
        )

    def _show_readiness(self) -> None:
        count = sum(map(len, self._comments.values()))
        here = self._subject is not None
        self.accept.setEnabled(here and not count)
        self.give_back.setEnabled(here and bool(count or self.note.text().strip()))
        kinds = ("secondary", "primary") if not count else ("primary", "secondary")
        for made, kind in zip((self.give_back, self.accept), kinds, strict=True):
            made.setProperty("kind", kind)
            made.update()
        self._why.setText(_why(count))

    # --- the file

    def ask_file(self, returned: bool) -> None:
        title = tr("Save the answer as")
        dialog = QFileDialog(
            self, title, str(self._proposed()), f"{tr('Answers to submissions')} ({ANSWER.pattern})"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ANSWER.suffix[1:])
        dialog.fileSelected.connect(lambda name: self.save(Path(name), returned))
        self._context.folders.begin(dialog, SENT)
        dialog.open()

    def _proposed(self) -> Path:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        said = self._subject.received if self._subject is not None else None
        number = f"-rev{said.revision}" if said is not None else ""
        return Path(folder) / f"{self.reference.replace('/', '-')}{number}{ANSWER.suffix}"

    def save(self, path: Path, returned: bool) -> None:
        """Sign the answer and write it; the register says so from then on."""
        self._context.serve(
            acknowledge.make,
            self.reference,
            path,
            self.pinned,
            returned,
            self.note.text(),
            then=self._on_made,
            failed=self._context.failed.emit,
            owner=self,
        )

    def _on_made(self, made: MadeAnswer) -> None:
        office = office_name(made.answer.submission.office)
        self._forget()
        self._context.told.emit(
            tr("{file} is written: send it to {office}.", file=made.path.name, office=office)
        )
        self.made.emit(made)
        self.went_back.emit()

    # --- going away

    @property
    def is_begun(self) -> bool:
        """Is something written here that no file has?"""
        return bool(self.note.text().strip() or any(self._comments.values()))

    def go_back(self) -> None:
        self.leave(self.went_back.emit)

    def leave(self, then: Callable[[], object]) -> None:
        if not self.is_begun:
            self._forget()
            then()
            return
        if self.findChild(Question) is not None:
            return
        question = Question(
            self,
            tr("Discard the answer?"),
            tr("Its comments and its note are not written to a file yet."),
            (("stay", tr("Continue"), "secondary"), ("drop", tr("Discard it"), "primary")),
        )
        question.answered.connect(lambda answer: self._on_leave(answer, then))
        question.open()

    def _on_leave(self, answer: str, then: Callable[[], object]) -> None:
        if answer == "drop":
            self._forget()
            then()

    def held(self) -> Mapping[str, Any] | None:
        """For the time in which the office is locked."""
        if not self.reference:
            return None
        said = {record: dict(one) for record, one in self._comments.items() if one}
        return {"reference": self.reference, "note": self.note.text(), "comments": said}

    def take_back(self, held: Mapping[str, Any]) -> None:
        self.begin(str(held["reference"]))
        self._comments = {name: dict(said) for name, said in held["comments"].items()}
        self.note.setText(str(held["note"]))


def _why(count: int) -> str:
    if count:
        return plural(
            "{count} comment: it is returned, and its office sees the comment at its field.",
            "{count} comments: it is returned, and its office sees each at its field.",
            count,
        )
    return tr("Choose a field to write a comment on it; without comments it can be accepted.")

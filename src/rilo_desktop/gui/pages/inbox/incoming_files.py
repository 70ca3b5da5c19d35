"""What came just now: looked at, and taken as one operation or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from rilo_desktop.file_kinds import RECEIVED, pattern
from rilo_desktop.services.deferred import acknowledge, cards, inbox, receive, restored_logs

from ...concurrency.incremental import IncrementalBuilder
from ...context import PageContext
from ...i18n import numbers, plural, tr
from ...state.folders import INBOX
from ...theme.tokens import SEMIBOLD, SMALL, SUBTITLE
from ...widgets.empty_page import Beginning, EmptyPage
from ...widgets.fingerprint import fallen_text
from ...widgets.labels import ElidedLabel, Label, TlpChip
from ...widgets.layouts import Panel, hbox, vbox
from .answer_part import AnswerPart
from .card_part import CardPart
from .drop_zone import DropZone
from .fact_strip import FactStrip
from .files_view import FilesView
from .incoming_submission import IncomingSubmissionView
from .presentation import facts_of, head_of, shown_file, title_of
from .rejected_file import RejectedFilePanel

if TYPE_CHECKING:
    from rilo_desktop.services.office.cards import Card
    from rilo_desktop.services.office.session import Session
    from rilo_desktop.services.receiving.incoming_file import IncomingFile
    from rilo_desktop.services.receiving.receive import Taken
    from rilo_desktop.services.records.changes import Changes

Shown = TypeVar("Shown", IncomingSubmissionView, AnswerPart, RejectedFilePanel, CardPart)


class IncomingFilesView(QWidget):
    """`answer_wanted(reference)`: of a submission that was taken."""

    answer_wanted = Signal(str)
    looked = Signal()
    """Files were looked at, and stand in the list."""
    taken = Signal(object)
    """The `Taken` of a submission, or the `Changes` of an answer."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._items: list[IncomingFile] = []
        self._stale: set[Path] = set()
        self._wanted = ""
        """The file that was shown when the office was locked."""
        self._checking: list[Path] = []
        """Files that the worker checks just now."""
        self._is_new = False
        """Was it looked at just now, and `looked` is still to be said?"""
        self.files = FilesView()
        self.files.current_row.connect(self._on_current)
        self._count = Label("", SMALL, tone="text2")
        self._title, self._tlp = ElidedLabel("", SUBTITLE, SEMIBOLD), TlpChip()
        self._about = ElidedLabel("", SMALL, tone="text2")
        self.facts = FactStrip()
        self._parts = QStackedWidget()
        self._slices = IncrementalBuilder(self, self._show_part)
        self._slices.make_next()  # there is no file yet
        self._pages = QStackedWidget()
        self._build()
        context.changes.happened.connect(self._on_changes)

    def _build(self) -> None:
        self.empty = EmptyPage(
            tr("No files received"),
            tr("What other offices send is verified first; nothing is written before you confirm."),
            [
                Beginning(
                    tr("Open submissions or answers"),
                    tr("Or drop them anywhere on this window"),
                    "inbox",
                    self.ask_files,
                )
            ],
        )
        holder = Panel("canvas")
        vbox(self.empty, into=holder)
        self._pages.addWidget(holder)
        self._pages.addWidget(hbox(self._list(), (self._right(), 1)))
        vbox((self._pages, 1), into=self)

    def _list(self) -> QWidget:
        side = Panel("surface", "r", width=272)
        vbox(
            hbox(
                Label(tr("Received now"), weight=SEMIBOLD),
                self._count,
                None,
                gap=8,
                margins=(16, 12, 12, 10),
            ),
            (self.files, 1),
            hbox((DropZone(), 1), margins=(16, 8, 16, 16)),
            into=side,
        )
        return side

    def _right(self) -> QWidget:
        head = Panel("surface", "b", height=68)
        words = vbox(self._title, self._about, gap=2)
        hbox((words, 1), self._tlp, gap=12, margins=(20, 10, 16, 10), into=head)
        return vbox(head, self.facts, (self._parts, 1))

    # --- what is made when the first file of its kind comes

    @cached_property
    def document(self) -> IncomingSubmissionView:
        made = IncomingSubmissionView(self._context)
        made.taken.connect(self._take)
        made.answer_wanted.connect(self.answer_wanted)
        return self._add(made)

    @cached_property
    def answer(self) -> AnswerPart:
        made = AnswerPart(self._context)
        made.taken.connect(self._take_answer)
        return self._add(made)

    @cached_property
    def suspect(self) -> RejectedFilePanel:
        made = RejectedFilePanel(self._context)
        made.trusted.connect(self._trust)
        return self._add(made)

    @cached_property
    def card(self) -> CardPart:
        made = CardPart(self._context)
        made.taken.connect(self._take_card)
        return self._add(made)

    def _add(self, made: Shown) -> Shown:
        made.put_off.connect(self.put_off)
        self._parts.addWidget(made)
        return made

    # --- what the shell asks

    def take_focus(self) -> None:
        if not self._items:
            self.empty.focus_first()
        else:
            self.files.setFocus(Qt.FocusReason.OtherFocusReason)

    def held(self) -> Mapping[str, Any] | None:
        """The files in the list or being checked, and what was decided; none of it is written."""
        files = dict.fromkeys([*(item.path for item in self._items), *self._checking])
        if not files:
            return None
        at = self.current
        return {
            "files": [str(path) for path in files],
            "at": str(at.path) if at is not None else "",
            "said": self.document.held(),
        }

    def take_back(self, held: Mapping[str, Any]) -> None:
        self._wanted = str(held["at"])
        self.document.take_back(held["said"])
        self.inspect([Path(name) for name in held["files"]])

    # --- looking

    def ask_files(self) -> None:
        dialog = QFileDialog(self, tr("Open submissions or answers"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        endings = pattern(RECEIVED)
        dialog.setNameFilters([tr("Submissions, answers, cards ({endings})", endings=endings)])
        dialog.filesSelected.connect(lambda names: self.inspect([Path(name) for name in names]))
        self._context.folders.begin(dialog, INBOX)
        dialog.open()

    def inspect(self, files: Sequence[Path]) -> None:
        """Verify the files and compare their records; nothing is written."""
        here = {item.path for item in self._items}
        again = [path.name for path in files if path in here]
        if again:
            names = ", ".join(dict.fromkeys(again))
            self._context.told.emit(
                plural(
                    "{files}: already in the list, checked again.",
                    "{files}: already in the list, checked again.",
                    len(set(again)),
                    files=names,
                )
            )
        self._inspect(files)

    def _inspect(self, files: Sequence[Path]) -> None:
        names = ", ".join(path.name for path in files[:3])
        others = {item.sha256: item.path for item in self._items if not item.is_twin}
        self._checking.extend(files)
        self._context.serve(
            inbox.inspect_each,
            tuple(files),
            others,
            working=tr("Checking {files}", files=names),
            then=lambda found: self._on_inspected(files, found),
            failed=lambda error: self._on_unchecked(files, error),
            owner=self,
        )

    def _on_unchecked(self, files: Sequence[Path], error: BaseException) -> None:
        self._end_checking(files)
        self._context.failed.emit(error)

    def _end_checking(self, files: Sequence[Path]) -> None:
        for path in files:
            self._checking.remove(path)

    def _on_inspected(self, files: Sequence[Path], found: Sequence[IncomingFile]) -> None:
        self._end_checking(files)
        for item in found:
            self._replace(item)
        self._show_list(self._wanted or (str(found[0].path) if found else ""))
        self._wanted = ""
        self._is_new = True
        self._slices.begin_again()
        self.take_focus()

    def _replace(self, item: IncomingFile) -> None:
        self._stale.discard(item.path)
        paths = [one.path for one in self._items]
        if item.path in paths:
            self._items[paths.index(item.path)] = item
        else:
            self._items.append(item)

    @property
    def current(self) -> IncomingFile | None:
        row_ = self.files.current_entry
        return row_.item if row_ is not None else None

    @property
    def items(self) -> tuple[IncomingFile, ...]:
        return tuple(self._items)

    def choose(self, path: Path) -> None:
        """Show this file."""
        at = [item.path for item in self._items].index(path)
        self.files.setCurrentIndex(self.files.rows_model.index(at))

    def _show_list(self, wanted: str = "") -> None:
        at = self.current
        wanted = wanted or (str(at.path) if at is not None else "")
        self.files.rows_model.show_rows([shown_file(item) for item in self._items])
        self._count.setText(numbers().number(len(self._items)) if self._items else "")
        self._pages.setCurrentIndex(1 if self._items else 0)
        if self._items:
            paths = [str(item.path) for item in self._items]
            index = paths.index(wanted) if wanted in paths else 0
            self.files.setCurrentIndex(self.files.rows_model.index(index))

    def _on_current(self, at: int) -> None:
        if not 0 <= at < len(self._items):
            return
        item = self._items[at]
        self._title.setText(title_of(item))
        self._about.setText(head_of(item))
        package = item.package
        self._tlp.show_label(package.submission.tlp if package else "")
        self.facts.show_facts(facts_of(item))
        self._slices.begin_again()

    def _show_part(self) -> bool:
        """What is below the head, in a turn of its own: with list and head it would be felt."""
        item = self.current
        if item is not None:
            part = self._part(item)
            part.show_item(item)
            self._parts.setCurrentWidget(part)
            if item.path in self._stale:
                self._again(item)
        if self._is_new:
            self._is_new = False
            self.looked.emit()
        return False

    def _part(
        self, item: IncomingFile
    ) -> IncomingSubmissionView | AnswerPart | RejectedFilePanel | CardPart:
        from rilo_desktop.services.receiving.incoming_file import State

        if item.card is not None:
            return self.card
        if item.state is not State.READY:
            return self.suspect
        return self.answer if item.answer is not None else self.document

    def put_off(self) -> None:
        """Off the list; the file stays where it is, and nothing of it was written."""
        item = self.current
        if item is None:
            return
        self._items.remove(item)
        self.document.forget(item.path)
        self._show_list()
        self._context.told.emit(
            tr("{file} stays where it is; you can open it again.", file=item.path.name)
        )
        self.take_focus()

    # --- after something changed

    def _on_changes(self, _changes: Changes) -> None:
        """What would become of the records is another matter now."""
        self._stale = {item.path for item in self._items}
        item = self.current
        if item is not None:
            self._again(item)

    def _again(self, item: IncomingFile) -> None:
        self._stale.discard(item.path)
        self._context.serve(
            inbox.inspect_again, item, then=self._on_again, owner=self, turn=f"again {item.path}"
        )

    def _on_again(self, item: IncomingFile) -> None:
        if item.path in [one.path for one in self._items]:
            self._replace(item)
            self._show_list()

    # --- trusting

    def _trust(self, item: IncomingFile, typed: str) -> None:
        if asked := item.restored_fingerprint:
            assert item.package is not None
            self._context.serve(
                restored_logs.compare,
                item.package.submission,
                asked,
                typed,
                then=self._on_restore_compared,
                failed=self.suspect.refuse,
                owner=self,
            )
            return
        self._context.serve(
            cards.trust_certificate,
            item.certificate,
            typed,
            then=self._on_trusted,
            failed=self.suspect.refuse,
            owner=self,
        )

    def _on_trusted(self, card: Card) -> None:
        said = tr("The card {card} is now trusted.", card=card.fingerprint)
        self._context.told.emit(said)
        self._inspect_unknown_signers()

    def _on_restore_compared(self, fingerprint: str) -> None:
        said = tr("The restore {fingerprint} is accepted; the log has it.", fingerprint=fingerprint)
        self._context.told.emit(said)
        self._inspect_unknown_signers()

    def _inspect_unknown_signers(self) -> None:
        """Whose card is trusted now, or is believed no more: all that was signed by one."""
        self._inspect([item.path for item in self._items if item.fingerprint])

    def _take_card(self, item: IncomingFile, typed: str) -> None:
        self._context.serve(
            _take_card, item.path, typed, then=self._on_card, failed=self.card.refuse, owner=self
        )

    def _on_card(self, done: tuple[Card, tuple[str, ...]]) -> None:
        card, fallen = done
        if card.revoked:
            said = tr("The card {card} is no longer trusted.", card=card.fingerprint)
        else:
            said = tr("The card {card} is now trusted.", card=card.fingerprint)
        if fallen and not card.revoked:
            other = tr("The card {card} is no longer trusted.", card=", ".join(fallen))
            said = f"{said} {other}"
        elif fallen:
            said = f"{said} {fallen_text(fallen)}"
        self._context.told.emit(said)
        self._inspect_unknown_signers()

    # --- taking

    def _take(self, item: IncomingFile) -> None:
        self._context.serve(
            receive.accept,
            [item],
            {name: dict(said) for name, said in self.document.decisions.items()},
            True,
            self.document.left,
            self.document.wanted,
            working=tr("Accepting the records"),
            then=self._on_taken,
            failed=self._on_failed,
            owner=self,
        )

    def _on_taken(self, done: Taken) -> None:
        self._context.announce(done.changes)
        if not done.changes.records:
            self._on_changes(done.changes)
        counts = {"new": numbers().number(done.new), "changed": numbers().number(done.changed)}
        office = done.files[0].office
        self._context.told.emit(
            tr("From {office}: {new} new, {changed} changed", office=office, **counts)
        )
        self.taken.emit(done)

    def _take_answer(self, item: IncomingFile) -> None:
        assert item.answer is not None
        self._context.serve(
            acknowledge.take,
            item.answer,
            then=self._on_answer,
            failed=self._on_failed,
            owner=self,
        )

    def _on_answer(self, changes: Changes) -> None:
        self._context.announce(changes)
        self._context.told.emit(tr("Answer filed."))
        self.taken.emit(changes)

    def _on_failed(self, error: BaseException) -> None:
        part = self._parts.currentWidget()
        if isinstance(part, IncomingSubmissionView | AnswerPart):
            part.again()
        self._context.failed.emit(error)


def _take_card(session: Session, path: Path, typed: str) -> tuple[Card, tuple[str, ...]]:
    from rilo_desktop.services.office import cards

    card = cards.trust(session, path, typed)
    return card, tuple(one.fingerprint for one in cards.fallen(session, card.fingerprint))

"""Signed code lists: taken over from another office after a look, and handed out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from rilo_desktop.file_kinds import LISTS
from rilo_desktop.language import N_
from rilo_desktop.services.deferred import list_packs
from rilo_desktop.vocabularies import shipped

from ...context import PageContext
from ...i18n import numbers, office_name, plural, sentence, tr, window_language
from ...theme.tokens import MEDIUM, SEMIBOLD, SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.guard_question import Answers, or_ask
from ...widgets.labels import Label
from ...widgets.layouts import hbox, lay_out, vbox
from ...widgets.table import WordsTable

if TYPE_CHECKING:
    from rilo_desktop.services.office.list_setting import KeptPack
    from rilo_desktop.services.office.session import Session
    from rilo_desktop.services.receiving.list_packs import LookedPack, PackChange

MOST_SHOWN = 8
HEADS = (N_("Office"), N_("Version"), N_("Issued"), N_("Where they come from"), N_("Codes"))
CHANGES = (N_("What"), N_("List"), N_("Code"), N_("Name"), N_("Records"))
SAID: Mapping[str, tuple[str, str, str]] = {
    "new": (N_("New"), "plus", "ok"),
    "changed": (N_("Renamed"), "alert-triangle", "warn"),
    "retired": (N_("Retired"), "ban", "text2"),
}
"""What becomes of a code -> its word, icon and tone."""


class ListPacksPart(QWidget):
    changed = Signal()
    """Other lists are in force."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._may = context.may("lists")
        self.packs: tuple[KeptPack, ...] = ()
        self.looked: LookedPack | None = None
        self.table = WordsTable(
            tr("Lists that were taken over"), [tr(h) for h in HEADS], 3, (4,), 4
        )
        self.table.chosen.connect(self._show_take_back)
        self.open = button(tr("Open a file of lists …"), self.ask_file, "secondary", "file-import")
        self.take_back = button(tr("Take back"), self._take_back, "secondary")
        self.look = _Look()
        self.look.take.clicked.connect(self._take)
        self.look.leave.clicked.connect(self._leave)
        self.version, self.source = QLineEdit(), QLineEdit()
        self.save = button(tr("Hand out …"), self.ask_target, "secondary", "download")
        for widget in (self.open, self.version, self.source, self.save):
            widget.setEnabled(self._may)
        take_over = tr(
            "The Secretariat, and offices that are marked as receivers, hand out signed lists. You "
            "see what changes before you take them over; what this office says itself stays."
        )
        hand_out = tr(
            "The names and codes above, signed by this office. Whoever takes them over sees their "
            "version, the day and where they come from."
        )
        vbox(
            Label(tr("Lists of other offices"), weight=SEMIBOLD),
            2,
            Label(take_over, SMALL, tone="text2", wrap=True),
            8,
            self.table,
            8,
            hbox(self.open, None, self.take_back),
            self.look,
            18,
            Label(tr("Hand out the lists of this office"), weight=SEMIBOLD),
            2,
            Label(hand_out, SMALL, tone="text2", wrap=True),
            8,
            hbox(
                (labelled(tr("Version"), self.version), 1),
                (labelled(tr("Where they come from"), self.source), 3),
                vbox(None, self.save),
                gap=12,
            ),
            into=self,
        )
        self._show_looked(None)
        self._show(())

    def read(self) -> None:
        self._context.serve(list_packs.taken, then=self._show, owner=self, turn="packs")

    def _show(self, packs: tuple[KeptPack, ...]) -> None:
        self.packs = packs
        self.table.show_rows(
            [
                (
                    office_name(one.pack.office),
                    one.pack.title,
                    numbers().partial(one.pack.issued, short=True),
                    one.pack.source,
                    numbers().number(len(one.pack.entries)),
                )
                for one in packs
            ]
        )
        self.table.setVisible(bool(packs))
        self.take_back.setVisible(bool(packs))
        self._show_take_back()
        lay_out()

    def _show_take_back(self) -> None:
        self.take_back.setEnabled(self._may and len(self.table.selected) == 1)

    # --- taken over

    def ask_file(self) -> None:
        title = tr("Open a file of lists")
        dialog = QFileDialog(self, title, "", f"{tr('Code lists')} ({LISTS.pattern})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.look_at(Path(chosen)))
        dialog.open()

    def look_at(self, path: Path) -> None:
        self._context.serve(
            list_packs.look,
            path,
            then=self._show_looked,
            failed=self._context.failed.emit,
            owner=self,
            turn="look",
        )

    def _show_looked(self, looked: LookedPack | None) -> None:
        self.looked = looked
        self.look.setVisible(looked is not None)
        if looked is not None:
            self.look.show_pack(looked)
            self.look.take.setFocus()
        lay_out()

    def _leave(self) -> None:
        self._show_looked(None)
        self.open.setFocus()

    def _take(self) -> None:
        assert self.looked is not None
        self._context.serve(
            _take,
            self.looked,
            then=self._on_taken,
            failed=self._context.failed.emit,
            owner=self,
        )

    def _on_taken(self, packs: tuple[KeptPack, ...]) -> None:
        self._leave()
        self._show(packs)
        self.changed.emit()
        self._context.told.emit(tr("Taken over. Pages that are opened from now on have the lists."))

    def _take_back(self) -> None:
        office = self.packs[self.table.selected[0]].pack.office
        self._context.serve(
            _take_back, office, then=self._on_back, failed=self._context.failed.emit, owner=self
        )

    def _on_back(self, packs: tuple[KeptPack, ...]) -> None:
        self._show(packs)
        self.changed.emit()
        self._context.told.emit(tr("Taken back. What was in force before is again."))

    # --- handed out

    def ask_target(self) -> None:
        title = tr("Hand out the lists")
        name = f"{self._context.entered.office_code.lower()}-{self.version.text() or 'lists'}"
        dialog = QFileDialog(
            self, title, f"{name}{LISTS.suffix}", f"{tr('Code lists')} ({LISTS.pattern})"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(LISTS.suffix[1:])
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen)))
        dialog.open()

    def write(self, path: Path, answers: Answers | None = None) -> None:
        """`answers`: to what the guard found in names of codes."""
        again = partial(self.write, path)
        self._context.serve(
            list_packs.sign,
            path,
            self.version.text().strip(),
            self.source.text(),
            answers or [],
            then=self._on_written,
            failed=partial(or_ask, self, again, self._context.failed.emit),
            owner=self,
        )

    def _on_written(self, _pack: object) -> None:
        self._context.told.emit(tr("The signed lists are written: send the file."))


class _Look(QWidget):
    """What a file of lists would change here."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.about = Label("", weight=MEDIUM, wrap=True), _small()
        self.counts = _small()
        self.table = WordsTable(
            tr("What changes"), [tr(head) for head in CHANGES], 3, (4,), MOST_SHOWN
        )
        self.take = button(tr("Take over"), None, "primary")
        self.leave = button(tr("Not now"), None, "secondary")
        vbox(
            12,
            self.title,
            2,
            self.about,
            8,
            self.table,
            4,
            self.counts,
            8,
            hbox(None, self.leave, self.take, gap=8),
            into=self,
        )

    def show_pack(self, looked: LookedPack) -> None:
        pack = looked.pack
        day = numbers().partial(pack.issued, short=True)
        self.title.setText(
            tr(
                "Lists {name} of {office}, issued on {day}",
                name=pack.title,
                office=office_name(pack.office),
                day=day,
            )
        )
        signed = tr("Signed by the card {card}.", card=looked.fingerprint)
        self.about.setText(f"{pack.source}\n{signed}")
        shown = [one for one in looked.changes if one.what.value in SAID]
        marks = {
            (row, 0): (SAID[one.what.value][1], SAID[one.what.value][2])
            for row, one in enumerate(shown)
        }
        self.table.show_rows([_row(one) for one in shown], marks)
        self.table.setVisible(bool(shown))
        same = len(looked.changes) - len(shown)
        said = [plural("{count} code stays as it is.", "{count} codes stay as they are.", same)]
        if looked.status == "again":
            said.append(tr("These lists are in force already."))
        elif looked.status == "older":
            said.append(tr("Newer lists of this office are in force: these would replace them."))
        if looked.used is not None:
            said.append(sentence(looked.used))
        self.counts.setText(" ".join(said))
        self.take.setEnabled(looked.status != "again")


def _small() -> Label:
    return Label("", SMALL, tone="text2", wrap=True)


def _row(one: PackChange) -> tuple[str, ...]:
    language = window_language()

    def called(names: Mapping[str, str]) -> str:
        return names.get(language) or names.get("en") or next(iter(names.values()), "")

    records = numbers().number(one.records) if one.records else ""
    what = tr(SAID[one.what.value][0])
    title = shipped(one.list).title(language)
    names = " → ".join(name for name in (called(one.before), called(one.after)) if name)
    return what, title, one.code, names, records


def _take(session: Session, looked: LookedPack) -> tuple[KeptPack, ...]:
    """Everything that changes was shown."""
    from rilo_desktop.services.receiving import list_packs

    list_packs.take(session, looked, (), True, True)
    return list_packs.taken(session)


def _take_back(session: Session, office: str) -> tuple[KeptPack, ...]:
    from rilo_desktop.services.receiving import list_packs

    list_packs.take_back(session, office)
    return list_packs.taken(session)

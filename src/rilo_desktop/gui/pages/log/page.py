"""The log: newest first, narrowed by kind of event, officer and days; exported as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from rilo_desktop.language import N_
from rilo_desktop.records import FieldSpec, FieldType
from rilo_desktop.services.deferred import audit_log, officers

from ...commands import FILE, Command, belongs, register
from ...context import PageContext
from ...i18n import plural, tr, window_language
from ...routing import Route
from ...state.folders import EXPORTS
from ...theme.tokens import HEADER, SEMIBOLD, SMALL, TITLE
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.inputs.line import DateInput
from ...widgets.labels import Label
from ...widgets.languages import choice_box
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.table import WordsTable
from . import messages

if TYPE_CHECKING:
    from rilo_desktop.services.office.audit_log import LogFilter, LogLine, LogResult
    from rilo_desktop.services.office.officers import OfficerRow


class LogPage(Panel):
    shown = Signal()
    """The entries that are wanted stand there."""
    exported = Signal(object)
    """The path."""

    def __init__(self, context: PageContext) -> None:
        super().__init__("surface")
        from rilo_desktop.services.office.audit_log import EVENTS

        self._context = context
        self.lines: tuple[LogLine, ...] = ()
        events = [("", tr("All events")), *((key, tr(label)) for key, (label, _) in EVENTS.items())]
        self.kind = choice_box(events, "")
        self.officer = choice_box([("", tr("Every officer"))], "")
        day = FieldSpec(type=FieldType.DATE, label="", section="")
        self.first, self.last = DateInput(day, False, False), DateInput(day, False, False)
        for box in (self.kind, self.officer):
            box.activated.connect(lambda _at: self.ask())
        for field in (self.first, self.last):
            field.editingFinished.connect(self.ask)
        self.count = Label("", SMALL, tone="text2")
        self.table = WordsTable(
            tr("Entries of the log"), [tr(h) for h in messages.HEADS], 4, (0, 5)
        )
        self.more = button(tr("Show older entries"), self._ask_more, "link")
        self.more.hide()
        self.export = button(tr("Export as CSV"), self.ask_file, "secondary", "download")
        self.back = button("", self._leave, "ghost", "arrow-left", tr("Back to This office"))
        self._build()
        belongs(self, N_("In the log"))
        label = tr("Export the log as CSV")
        register(
            self, Command("log.export", label, "", self.export.click, icon="download", menu=FILE)
        )

    def _build(self) -> None:
        head = Panel("surface", "b", height=HEADER)
        title = Label(tr("Log of the office"), TITLE, SEMIBOLD)
        hbox(self.back, title, None, self.export, gap=8, margins=(16, 0, 20, 0), into=head)
        may = self._context.may("export log")
        self.export.setEnabled(may)
        self.export.setToolTip("" if may else tr("The head or the data steward exports it."))
        filters = hbox(
            (labelled(tr("Kind of event"), self.kind), 3),
            (labelled(tr("Officer"), self.officer), 2),
            (labelled(tr("From"), self.first), 2),
            (labelled(tr("Until"), self.last), 2),
            gap=12,
        )
        foot = hbox(self.count, None, self.more, gap=8)
        body = vbox(filters, 12, (self.table, 1), 6, foot, margins=(24, 16, 24, 12))
        vbox(head, (body, 1), into=self)

    # --- what the shell asks

    def arrive(self, _destination: Route) -> None:
        self._context.serve(officers.listed, then=self._show_officers, owner=self, turn="officers")
        self.ask()

    def take_focus(self) -> None:
        self.kind.setFocus()

    # --- the entries

    @property
    def wanted(self) -> LogFilter:
        from rilo_desktop.services.office.audit_log import LogFilter

        return LogFilter(
            self.kind.currentData(),
            self.officer.currentData(),
            _day(self.first),
            _day(self.last),
        )

    def ask(self) -> None:
        self._context.serve(
            audit_log.entries, self.wanted, 0, then=self._show, owner=self, turn="look"
        )

    def _ask_more(self) -> None:
        last = self.lines[-1].operation
        self._context.serve(
            audit_log.entries, self.wanted, last, then=self._add, owner=self, turn="look"
        )

    def _show(self, found: LogResult) -> None:
        self.lines = ()
        self._add(found)

    def _add(self, found: LogResult) -> None:
        self.lines += found.lines
        self.table.show_rows([messages.row(line) for line in self.lines])
        self.more.setVisible(found.is_more)
        count = len(self.lines)
        if found.is_more:
            said = plural("The newest {count} entry", "The newest {count} entries", count)
        else:
            said = plural("{count} entry", "{count} entries", count)
        self.count.setText(said)
        self.shown.emit()

    def _show_officers(self, officers: tuple[OfficerRow, ...]) -> None:
        at = self.officer.currentData()
        while self.officer.count() > 1:
            self.officer.removeItem(1)
        for officer in officers:
            self.officer.addItem(officer.sign, officer.sign)
        self.officer.setCurrentIndex(max(0, self.officer.findData(at)))

    # --- taken away

    def ask_file(self) -> None:
        name = f"{tr('Log of the office')}.csv"
        dialog = QFileDialog(self, tr("Save the log as"), name, "CSV (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen)))
        self._context.folders.begin(dialog, EXPORTS)
        dialog.open()

    def save(self, path: Path) -> None:
        """What is wanted, all of it."""
        self._context.serve(
            audit_log.export,
            path,
            self.wanted,
            window_language(),
            working=tr("Writing the log"),
            then=lambda count: self._on_saved(path, count),
            owner=self,
        )

    def _on_saved(self, path: Path, count: int) -> None:
        said = plural(
            "{count} entry is in {path}.", "{count} entries are in {path}.", count, path=path
        )
        self._context.told.emit(said)
        self.ask()
        self.exported.emit(path)

    def _leave(self) -> None:
        self._context.go(Route("this-office"))


def _day(field: DateInput) -> str:
    """ "" where none stands there, or what is none."""
    return "" if field.complaint() else str(field.value() or "")

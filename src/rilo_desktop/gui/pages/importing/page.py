"""Import in the window: choose files, see what would happen, import as one operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QStackedWidget, QWidget

from rilo_desktop.file_kinds import IMPORTED, named, pattern
from rilo_desktop.language import N_, NC_
from rilo_desktop.presentation.registry import LISTED
from rilo_desktop.records import kind_named
from rilo_desktop.services.deferred import file_import, import_grid, waiting_imports

from ...commands import EDIT, FILE, Command, belongs, register
from ...concurrency.incremental import PAUSE
from ...context import PageContext
from ...i18n import numbers, plural, sentence, tr, window_language
from ...routing import Route
from ...state.folders import IMPORTS
from ...theme import scaled
from ...theme.tokens import HEADER, SECTION, SEMIBOLD, TITLE
from ...widgets.buttons import button
from ...widgets.empty_page import Beginning, EmptyPage
from ...widgets.error_messages import is_cancelled
from ...widgets.findings import FindingsView, ShownFinding
from ...widgets.labels import Label
from ...widgets.layouts import Panel, hbox, vbox
from .remembered import RememberedAnswers
from .sheets import SheetsTable, by_kind, lines_of
from .table_import import TableImport

if TYPE_CHECKING:
    from rilo_desktop.rules.findings import Finding
    from rilo_desktop.services.records.file_import import FileImport, Prospect
    from rilo_desktop.services.records.import_grid import Grid
    from rilo_desktop.services.records.waiting_imports import WaitingImport

MOST_WAITING = 6
"""Imports that wait, shown before the ways to begin; all of them stand on Today."""
MOST_FINDINGS = 300
"""Findings shown; what is more is counted."""


class ImportPage(Panel):
    looked = Signal()
    """The files are read and compared."""
    imported = Signal(object)
    """The `FileImport`."""
    waiting_shown = Signal()
    """What waits of earlier imports stands on the page."""

    def __init__(self, context: PageContext) -> None:
        super().__init__("surface")
        self._context = context
        self._found: Prospect | None = None
        self._files: tuple[Path, ...] = ()
        """Those that are looked at."""
        self._kind = LISTED[0]
        self._operation = 0
        """Number of the import in the log."""
        self._skips = False
        """Leave the refused rows out, also after the next look."""
        self.choose = EmptyPage(
            tr("Import tables"),
            tr("Nothing is written until you have seen what would change."),
            (
                Beginning(
                    tr("Choose tables: workbooks, CSV or JSON files"),
                    tr("Or drop them anywhere on this window"),
                    "file-import",
                    self.ask_files,
                ),
                Beginning(
                    tr("Save a template: one sheet"),
                    tr("What a record needs, with lists to choose from and an example"),
                    "download",
                    lambda: self.ask_template(short=True),
                ),
                Beginning(
                    tr("Save a template: all of it"),
                    tr("A sheet for each type of record, with every column"),
                    "download",
                    self.ask_template,
                ),
                Beginning(
                    tr("Remembered answers"),
                    tr("What was answered about your tables, and where"),
                    "history",
                    self.show_remembered,
                ),
            ),
        )
        self.title = Label("", SECTION, SEMIBOLD)
        self.about = Label("", tone="text2", wrap=True)
        self.sheets = SheetsTable()
        self.findings_title = Label(tr("Findings"), SECTION, SEMIBOLD)
        self.findings = FindingsView(tr("Findings"))
        self.skip = QCheckBox(tr("Leave out the refused rows"))
        self.skip.setAccessibleName(self.skip.text())
        self.skip.toggled.connect(lambda _on: self._show_take())
        self.again = button(tr("Choose other files"), self.ask_files, high=36)
        self.close_look = button(tr("Close without importing"), self._close, high=36)
        self.take = button(tr(NC_("verb", "Import")), self._take, "primary", high=36)
        self._result = Label("", TITLE, SEMIBOLD, wrap=True, leading=False)
        self._told = Label("", tone="text2", wrap=True, leading=False)
        self.show_records = button(tr("Show the records"), self._go, "primary", high=36)
        self.more = button(tr("Import more"), self._begin, high=36)
        self.tables = TableImport(context, _shown)
        self.tables.looked.connect(self.looked)
        self.tables.imported.connect(self._on_import)
        self.tables.failed.connect(context.failed)
        self.tables.files_wanted.connect(self.ask_files)
        self.tables.left.connect(self._close)
        self.tables.dropped.connect(self._on_dropped)
        self.remembered = RememberedAnswers(context)
        self.remembered.left.connect(self._begin)
        self._pages = QStackedWidget()
        pages = (self.choose, self._preview_page(), self._done_page(), self.tables)
        for page in (*pages, self.remembered):
            self._pages.addWidget(page)
        name = Label(tr(NC_("verb", "Import")), TITLE, SEMIBOLD)
        head = Panel("surface", "b", height=HEADER)
        self.back = button("", self._leave, "ghost", "arrow-left", tr("Back to the list"))
        hbox(self.back, name, None, gap=8, margins=(16, 0, 20, 0), into=head)
        vbox(head, (self._pages, 1), into=self)
        register(
            self,
            Command("import.files", tr("Choose files to import"), "", self.ask_files, menu=FILE),
            Command("undo", tr("Take the last answer back"), "Ctrl+Z", self.tables.undo, menu=EDIT),
        )
        belongs(self, N_("While importing"))

    def _preview_page(self) -> QWidget:
        foot = Panel("canvas", "t")
        buttons = self.close_look, self.again, self.take
        hbox(self.skip, None, *buttons, gap=8, margins=(24, 12, 24, 12), into=foot)
        body = vbox(
            self.title,
            4,
            self.about,
            16,
            self.sheets,
            22,
            self.findings_title,
            8,
            (self.findings, 1),
            margins=(24, 20, 24, 12),
        )
        return vbox((body, 1), foot)

    def _done_page(self) -> QWidget:
        buttons = hbox(None, self.more, self.show_records, None, gap=8)
        for said in (self._result, self._told):
            said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words = vbox(self._result, 6, self._told)
        words.setMaximumWidth(scaled(620))
        return vbox(None, hbox(None, (words, 1000), None), 20, buttons, None, None)

    # --- what the shell asks

    def arrive(self, destination: Route) -> None:
        self._kind = destination.kind or self._kind
        if destination.files:
            self.inspect(destination.files)
        elif destination.new:
            self.ask_template(short=True)
        elif destination.record:
            self.open_waiting(int(destination.record))
        elif self._pages.currentIndex() == 0:
            self._ask_waiting()

    def take_focus(self) -> None:
        if self._pages.currentIndex() == 0:
            self.choose.focus_first()
        elif self._pages.currentWidget() is self.tables:
            self.tables.take_focus()
        elif self._pages.currentWidget() is self.remembered:
            self.remembered.take_focus()
        else:
            (self.take if self.take.isEnabled() else self.again).setFocus()

    def held(self) -> Mapping[str, Any] | None:
        """The files that are looked at, and what was chosen for them."""
        if not self._files or self._pages.currentIndex() not in (1, 3):
            return None
        return {
            "waiting": self.tables.waiting if self._pages.currentIndex() == 3 else 0,
            "files": [str(path) for path in self._files],
            "skip": self.skip.isChecked(),
            "kind": self._kind,
            "given": self.tables.given() if self._pages.currentIndex() == 3 else None,
        }

    def take_back(self, held: Mapping[str, Any]) -> None:
        """Look at them again; nothing was written."""
        self._kind, self._skips = str(held["kind"]), bool(held["skip"])
        if held.get("waiting"):
            self.open_waiting(int(held["waiting"]), held.get("given"))
        else:
            self.inspect([Path(name) for name in held["files"]], held.get("given"))

    # --- choosing

    def show_remembered(self) -> None:
        self._pages.setCurrentWidget(self.remembered)
        self.remembered.show_list()

    def ask_files(self) -> None:
        dialog = QFileDialog(self, tr("Choose tables: workbooks, CSV or JSON files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        endings = pattern(IMPORTED)
        dialog.setNameFilters([tr("Workbooks, JSON and CSV files ({endings})", endings=endings)])
        dialog.filesSelected.connect(lambda names: self.inspect([Path(name) for name in names]))
        self._context.folders.begin(dialog, IMPORTS)
        dialog.open()

    def ask_template(self, short: bool = False) -> None:
        name = f"{tr('Template')}.xlsx"
        dialog = QFileDialog(self, tr("Save the template as"), name, "Excel (*.xlsx)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(lambda chosen: self.save_template(Path(chosen), short))
        self._context.folders.begin(dialog, IMPORTS)
        dialog.open()

    def save_template(self, path: Path, short: bool = False) -> None:
        def told(_answer: object) -> None:
            self._context.told.emit(tr("The template is at {path}.", path=path))

        kind = (self._kind if kind_named(self._kind).sheet else LISTED[0]) if short else ""
        self._context.serve(
            file_import.write_template, path, window_language(), kind, then=told, owner=self
        )

    def inspect(self, files: Sequence[Path], given: Mapping[str, Any] | None = None) -> None:
        """Read the files and show what would happen; `given`: what was answered before."""
        names = ", ".join(path.name for path in files[:3])
        self._context.serve(
            import_grid.look,
            tuple(files),
            window_language(),
            *_given(given),
            working=tr("Checking {files}", files=names),
            then=self._on_inspected,
            failed=self._on_failed,
            owner=self,
            turn="look",
        )

    def _ask_waiting(self) -> None:
        self._context.serve(
            waiting_imports.listed, then=self._show_waiting, owner=self, turn="waiting"
        )

    def _show_waiting(self, waiting: Sequence[WaitingImport]) -> None:
        """The rows of earlier imports that wait, before the ways to begin one."""
        self.choose.show_first(
            [
                Beginning(
                    plural(
                        "{count} row of {file} waits for an answer",
                        "{count} rows of {file} wait for an answer",
                        one.rows,
                        file=one.file,
                    ),
                    tr(
                        "Imported by {sign}, {day}",
                        sign=one.by,
                        day=numbers().day(date.fromisoformat(one.day)),
                    ),
                    "alert-circle",
                    lambda number=one.id: self.open_waiting(number),  # type: ignore[misc]
                )
                for one in waiting[-MOST_WAITING:]
            ]
        )
        self.waiting_shown.emit()

    def open_waiting(self, number: int, given: Mapping[str, Any] | None = None) -> None:
        """Show the rows of an earlier import that wait; `given`: what was answered before."""
        self._context.serve(
            import_grid.look_waiting,
            number,
            window_language(),
            *_given(given),
            working=tr("Reading the rows again"),
            then=self._on_inspected,
            failed=self._on_failed,
            owner=self,
            turn="look",
        )

    def _on_dropped(self, rows: int) -> None:
        self._files = ()
        self._context.told.emit(
            plural(
                "{count} row that waited was dropped.",
                "{count} rows that waited were dropped.",
                rows,
            )
        )
        self._begin()

    def _on_inspected(self, grid: Grid) -> None:
        self._files = grid.looked.files
        if grid.is_mapped:
            self._found = None
            self._pages.setCurrentWidget(self.tables)  # what takes long to show, in two turns
            QTimer.singleShot(PAUSE, self, lambda: self._show_tables(grid))
            return
        self._found = found = grid.looked.prospect
        self.skip.setChecked(self._skips)
        self._skips = False
        self.title.setText(", ".join(path.name for path in found.files))
        self.about.setText(_summary(found))
        self.sheets.show_lines(lines_of(found))
        self.sheets.setVisible(bool(found.rows))
        shown = found.all_findings()
        self.findings.show_findings(_shown(shown))
        self.findings_title.setText(tr("Findings") if shown else tr("No problems found"))
        bad = len(found.skipped)
        said = plural(
            "Leave out the {count} refused row; it is saved in a separate workbook",
            "Leave out the {count} refused rows; they are saved in a separate workbook",
            bad,
        )
        self.skip.setText(said)
        self.skip.setAccessibleName(self.skip.text())
        self.skip.setVisible(bool(bad) and not found.unreadable)
        self._show_take()
        self._pages.setCurrentIndex(1)
        self.take_focus()
        self.looked.emit()

    def _show_tables(self, grid: Grid) -> None:
        self.tables.show_grid(grid)
        self.take_focus()
        self.looked.emit()

    def _show_take(self) -> None:
        found = self._found
        if found is None:
            return
        count = found.to_write
        may = bool(count) and not found.unreadable and (not found.skipped or self.skip.isChecked())
        self.take.setEnabled(may)
        counted = plural("Import {count} record", "Import {count} records", count)
        self.take.setText(counted if count else tr(NC_("verb", "Import")))
        self.take.setAccessibleName(self.take.text())
        self.take.setToolTip("" if may else _why_not(found))

    # --- importing

    def _take(self) -> None:
        if self._found is None:
            return
        self.take.setEnabled(False)
        self._context.serve(
            file_import.take,
            self._found,
            self.skip.isChecked(),
            working=tr("Importing"),
            then=self._on_import,
            failed=self._on_failed,
            owner=self,
        )

    def _on_import(self, done: FileImport) -> None:
        self._found, self._files = None, ()
        self._context.announce(done.changes)
        self._operation = done.changes.operation
        kinds = [kind for kind in done.changes.kinds if kind in LISTED]
        self._kind = self._kind if self._kind in kinds else next(iter(kinds), self._kind)
        self._result.setText(
            "  ·  ".join(by_kind(done.kinds)) or tr("Nothing new, nothing changed")
        )
        self._told.setText(_told(done))
        self._pages.setCurrentIndex(2)
        self.show_records.setFocus()
        self.imported.emit(done)

    def _on_failed(self, error: BaseException) -> None:
        self._show_take()
        findings: tuple[Finding, ...] = getattr(error, "findings", ())
        if findings and not is_cancelled(error):
            self.findings.show_findings(_shown(findings))
        self._context.failed.emit(error)

    # --- going

    def _close(self) -> None:
        """Look at the files no longer; nothing was written."""
        self._found, self._files = None, ()
        self.tables.let_all_go()
        self._begin()

    def _begin(self) -> None:
        self._pages.setCurrentIndex(0)
        self._ask_waiting()
        self.take_focus()

    def _go(self) -> None:
        """To those that were written, and no others."""
        written = {"revision.operation": (str(self._operation),)} if self._operation else {}
        self._begin()
        self._context.go(Route(self._kind, filters=written))

    def _leave(self) -> None:
        self._context.go(Route(self._kind))


def _given(
    given: Mapping[str, Any] | None,
) -> tuple[Mapping[str, Any] | None, Mapping[tuple[str, str, int, str], str]]:
    """Mapping and edits of what was corrected before."""
    if not given:
        return None, {}
    edits = {(file, sheet, row, at): text for file, sheet, row, at, text in given["edits"]}
    return given["mapping"], edits


def importable(files: Sequence[Path]) -> tuple[Path, ...]:
    """Those that might be imported, by their names."""
    return tuple(path for path in files if named(path.name) in IMPORTED)


def _summary(found: Prospect) -> str:
    if found.unreadable:
        return tr("Not everything could be read, so nothing can be imported yet.")
    if not found.writes and not found.skipped:
        return tr("Everything in it is in the office already; there is nothing to import.")
    return tr(
        "Nothing is written yet. Rows whose local reference already exists update that record."
    )


def _why_not(found: Prospect) -> str:
    if found.unreadable:
        return tr("Correct the files first")
    if found.skipped and found.writes:
        return tr("Correct the refused rows, or leave them out")
    return tr("There is nothing to import")


def _told(done: FileImport) -> str:
    said = []
    if done.same:
        same = plural(
            "{count} record was the same as in the office.",
            "{count} records were the same as in the office.",
            done.same,
        )
        said.append(same)
    if done.rejected is not None:
        left_out = plural(
            "{count} row was left out; it is in {path} with the reason.",
            "{count} rows were left out; they are in {path} with the reasons.",
            len(done.skipped),
            path=done.rejected,
        )
        said.append(left_out)
    elif done.skipped:
        refused = plural(
            "{count} row was refused and left out.",
            "{count} rows were refused and left out.",
            len(done.skipped),
        )
        said.append(refused)
    if done.waiting:
        waiting = plural(
            "{count} row waits for an answer; you find it here and on Today.",
            "{count} rows wait for an answer; you find them here and on Today.",
            done.waiting,
        )
        said.append(waiting)
    said.append(tr("Undo reverts the whole import."))
    return " ".join(said)


def _shown(findings: Sequence[Finding]) -> tuple[ShownFinding, ...]:
    from rilo_desktop.services.office.finding_messages import place

    from ...i18n import window_language

    ordered = sorted(findings, key=lambda finding: not finding.blocks)
    shown = [
        ShownFinding(str(found.severity), sentence(found), place(found.place, window_language()))
        for found in ordered[:MOST_FINDINGS]
    ]
    more = len(ordered) - MOST_FINDINGS
    if more > 0:
        shown.append(ShownFinding("missing", tr("{count} more", count=numbers().number(more))))
    return tuple(shown)

"""Import of an office's own tables: their columns, then their rows with the questions about them.

Answers and corrected columns wait until the files were read again with them; a newer one makes the
reading start again, so that an officer can answer on without waiting.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QStackedWidget, QWidget

from rilo_desktop.language import N_, NC_
from rilo_desktop.services.deferred import (
    import_grid,
    import_pairs,
    waiting_imports,
)

from ...concurrency.incremental import SLICE
from ...context import PageContext
from ...i18n import numbers, plural, tr
from ...state.folders import IMPORTS
from ...widgets.buttons import Segments, button, rename
from ...widgets.findings import ShownFinding
from ...widgets.labels import Label
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.question import Question as ConfirmQuestion
from .columns_step import ColumnsStep
from .grid_views import RowsTable
from .question_panel import QuestionPanel
from .sheets import by_kind

if TYPE_CHECKING:
    from rilo_desktop.rules.findings import Finding
    from rilo_desktop.services.records.answer_scopes import AnswerScope
    from rilo_desktop.services.records.file_import import FileImport
    from rilo_desktop.services.records.import_grid import Grid
    from rilo_desktop.services.records.import_report import RowReport
    from rilo_desktop.services.records.import_tables import Question
    from rilo_desktop.services.records.waiting_imports import WaitingImport

COLUMNS, ROWS = "columns", "rows"
AT_ONCE = 200
"""Rows that are let go between two looks at the time."""
SHOWN = (
    ("all", NC_("rows of an import", "All")),
    ("new", NC_("rows of an import", "New")),
    ("changed", NC_("rows of an import", "Changed")),
    ("same", N_("The same")),
    ("question", N_("Questions")),
    ("rejected", N_("Refused")),
    ("skipped", N_("No record")),
)


class TableImport(QWidget):
    looked = Signal()
    """The files were read again."""
    imported = Signal(object)
    """The `FileImport`."""
    failed = Signal(object)
    files_wanted = Signal()
    left = Signal()
    """Without an import."""
    dropped = Signal(int)
    """So many rows that waited."""

    def __init__(
        self, context: PageContext, shown: Callable[[Sequence[Finding]], tuple[ShownFinding, ...]]
    ) -> None:
        """`shown`: findings as they are shown."""
        super().__init__()
        self._context, self._shown = context, shown
        self.grid: Grid | None = None
        self._going: list[list[Any]] = []
        self._gone = QTimer(self, interval=1)
        self._gone.timeout.connect(self._let_some_go)
        self._answers: dict[str, Any] = {}
        self._edits: dict[tuple[str, str, int, str], str] = {}
        """What the files are being read again with."""
        self._before: list[tuple[Mapping[str, Any], dict[tuple[str, str, int, str], str]]] = []
        """What the files were read with before each correction and answer."""
        steps = [(COLUMNS, tr("Columns")), (ROWS, tr("Rows"))]
        self.steps = Segments(steps, tr("Step of the import"))
        outcomes = [(key, tr(text)) for key, text in SHOWN]
        self.shown = Segments(outcomes, tr("Which rows are shown"))
        self.mapped, self.rows = ColumnsStep(), RowsTable()
        self.panel = QuestionPanel(context.names)
        self.columns, self.field = self.mapped.columns, self.mapped.field
        self.save_mapping = button(tr("Save mapping …"), self._ask_save_mapping, high=36)
        self.open_mapping = button(tr("Open mapping …"), self._ask_open_mapping, high=36)
        self.remember = QCheckBox(tr("Remember this mapping"))
        self.remember.setAccessibleName(self.remember.text())
        self.remember.setChecked(True)
        self.next = button(tr("Next: look at the rows"), self.to_rows, "primary", high=36)
        self.close_look = button(tr("Close without importing"), self.left.emit)
        self.take = button(tr(NC_("verb", "Import")), self._take, "primary", high=36)
        self.drop = button(tr("Drop these rows"), self._ask_drop, high=36)
        self.held = Label("", tone="text2", wrap=True)
        self.give_back = QCheckBox(tr("Save refused rows as a workbook"))
        self.give_back.setAccessibleName(self.give_back.text())
        self._pages = QStackedWidget()
        for page in (self._columns_page(), self._rows_page()):
            self._pages.addWidget(page)
        top = hbox(self.steps, None, self.close_look, margins=(24, 12, 24, 12))
        vbox(top, (self._pages, 1), into=self)
        self._connect()

    def _columns_page(self) -> QWidget:
        foot = self._foot((self.remember, 1), self.open_mapping, self.save_mapping, self.next)
        return vbox((self.mapped, 1), foot)

    def _rows_page(self) -> QWidget:
        head = hbox(self.shown, None, margins=(24, 0, 24, 12))
        body = hbox((self.rows, 1), self.panel)
        return vbox(
            head, (body, 1), self._foot((self.held, 1), self.give_back, self.drop, self.take)
        )

    def _foot(self, said: tuple[QWidget, int], *steps: QWidget) -> QWidget:
        foot = Panel("canvas", "t")
        others = button(tr("Choose other files"), self.files_wanted.emit, high=36)
        return hbox(said, others, *steps, gap=8, margins=(24, 12, 24, 12), into=foot)

    def _connect(self) -> None:
        self.steps.chosen.connect(self._show_step)
        self.shown.chosen.connect(lambda _key: self._show_rows())
        self.mapped.corrected.connect(self._read_again)
        queued = Qt.ConnectionType.QueuedConnection  # the editor of the cell closes first
        self.rows.rows_model.typed.connect(self._edit, queued)
        self.rows.selectionModel().currentChanged.connect(self._on_cell)
        self.rows.opened.connect(lambda _row: self._open_question())
        self.panel.answered.connect(self._answer)
        self.panel.next_wanted.connect(self.next_question)

    # --- what is shown

    @property
    def waiting(self) -> int:
        """The import of which these rows waited; 0: they were read from files."""
        return self.grid.looked.waiting if self.grid is not None else 0

    def show_grid(self, grid: Grid) -> None:
        """Files that were read for the first time: at their rows where the office mapped them."""
        before, self.grid = self.grid, grid
        self._before = []
        self._forget()
        self.shown.choose("all")
        self.drop.setVisible(bool(grid.looked.waiting))
        self._show()
        self.columns.keep_current(0)
        self.steps.choose(ROWS if grid.remembered else COLUMNS)
        self._show_step(self.steps.key)
        if grid.remembered:
            self.next_question()
        self._let_go(before)

    def _show(self) -> None:
        grid = self.grid
        assert grid is not None
        self.mapped.show_grid(grid, self._shown(grid.looked.prospect.findings))
        for key, text in SHOWN:
            count = grid.count("" if key == "all" else key)
            self.shown.set_text(key, f"{tr(text)}  {numbers().number(count)}")
        self._show_rows()
        self._show_take()

    def _show_step(self, key: str) -> None:
        if key != COLUMNS:
            self.rows.paint_later()
        self._pages.setCurrentIndex(0 if key == COLUMNS else 1)

    def to_rows(self) -> None:
        self.steps.choose(ROWS)
        self._show_step(ROWS)
        self.next_question()
        self.rows.setFocus()

    def take_focus(self) -> None:
        (self.columns if self.steps.key == COLUMNS else self.rows).setFocus()

    # --- the mapping as a file

    def _ask_save_mapping(self) -> None:
        name = f"{tr('Mapping of columns')}.json"
        dialog = QFileDialog(self, tr("Save the mapping as"), name, "JSON (*.json)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(lambda chosen: self.write_mapping(Path(chosen)))
        self._context.folders.begin(dialog, IMPORTS)
        dialog.open()

    def write_mapping(self, path: Path) -> None:
        assert self.grid is not None
        said = tr("The mapping is at {path}, without the answers.", path=path)
        self._context.serve(
            import_grid.export_mapping,
            self.grid,
            path,
            then=lambda _done: self._context.told.emit(said),
            failed=self.failed.emit,
            owner=self,
        )

    def _ask_open_mapping(self) -> None:
        dialog = QFileDialog(self, tr("Open a mapping"))
        dialog.setNameFilters(["JSON (*.json)"])
        dialog.fileSelected.connect(lambda chosen: self.read_mapping(Path(chosen)))
        self._context.folders.begin(dialog, IMPORTS)
        dialog.open()

    def read_mapping(self, path: Path) -> None:
        assert self.grid is not None
        self._context.serve(
            import_grid.with_mapping,
            self.grid,
            path,
            working=tr("Reading the rows again"),
            then=self._on_again,
            failed=self._on_failed,
            owner=self,
            turn="look",
        )

    # --- rows and questions

    def _open(self) -> tuple[Question, ...]:
        """The questions that nobody answered yet."""
        if self.grid is None:
            return ()
        return tuple(one for one in self.grid.looked.questions if one.key not in self._answers)

    def _show_rows(self) -> None:
        if self.grid is not None:
            key = self.shown.key
            self.rows.show_grid(self.grid, "" if key == "all" else key)
            self._on_cell(self.rows.currentIndex())

    def _on_cell(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        row = self.rows.current if index.isValid() else None
        self._show_question(self._question_of(row, index.column()))

    def _question_of(self, row: RowReport | None, at: int) -> Question | None:
        """The question about a cell, or the first one about its row."""
        grid = self.grid
        if row is None or grid is None:
            return None
        found = [
            (path, key)
            for path, _, key, _ in row.questions
            if key in grid.asked and not {key, grid.asked[key].key} & self._answers.keys()
        ]
        path = grid.paths[at][1] if at >= 0 else ""
        key = next((key for of, key in found if of == path), found[0][1] if found else "")
        return grid.asked.get(key)

    def _show_question(self, question: Question | None) -> None:
        if self.grid is None:
            return
        from rilo_desktop.services.records.answer_scopes import scopes_of

        scopes: Sequence[AnswerScope] = ()
        if question is not None:
            row = self.rows.current
            at = (row.file, row.sheet, row.row) if row is not None else question.cells[0][:3]
            scopes = scopes_of(self.grid, question, at)
        self.panel.show_question(self.grid, question, len(self._open()), scopes)
        row = self.rows.current
        if question is None and row is not None and row.outcome == "skipped":
            self.panel.why.setText("\n".join(self.grid.reasons(row)))
        if question is not None and not question.field:
            self._context.serve(
                import_pairs.pair,
                self.grid,
                question.key,
                then=self.panel.show_pair,
                owner=self,
                turn="pair",
            )

    def _open_question(self) -> None:
        if self.panel.question is not None:
            self.panel.take_focus()
        elif self.rows.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.rows.edit(self.rows.currentIndex())

    def _edit(self, row: RowReport, at: int, text: str) -> None:
        """What was typed stands in place of the cell, and is read as the cell was."""
        column = self.grid.column_of(row, at) if self.grid is not None else None
        if column is not None:
            self._edits[row.file, row.sheet, row.row, column.letter] = text
            self._read_again()

    def next_question(self) -> None:
        """Show the open question after the current one, from the last to the first again."""
        questions = self._open()
        if not questions:
            self._show_question(None)
            return
        now = self.panel.question
        at = next((n for n, one in enumerate(questions) if now and one.key == now.key), -1)
        self._show_at(questions[(at + 1) % len(questions)])

    def _show_at(self, question: Question) -> None:
        file, sheet, row, _cell = question.cells[0]
        if not self.rows.show_place(file, sheet, row, question.field):
            self.shown.choose("all")
            self._show_rows()
            self.rows.show_place(file, sheet, row, question.field)
        self._show_question(question)

    def _answer(self, answers: Mapping[str, Any]) -> None:
        questions, now = self._open(), self.panel.question
        at = next((n for n, one in enumerate(questions) if now and one.key == now.key), 0)
        now = questions[at] if questions else None
        self._answers |= answers
        left = [one for one in questions if one is not now or _is_left(one, self._answers)]
        if left:
            self._show_at(left[at % len(left)])
        else:
            self._show_question(None)
        self._read_again()

    # --- reading again, and importing

    def _forget(self) -> None:
        """What the files were read with."""
        self.mapped.forget()
        self._answers, self._edits = {}, {}

    def undo(self) -> None:
        """Take the last correction or answer back."""
        if self.grid is None or not self._before:
            return
        self.take.setEnabled(False)
        self._context.serve(
            import_grid.back,
            self.grid,
            *self._before.pop(),
            working=tr("Reading the rows again"),
            then=self._on_undone,
            failed=self._on_failed,
            owner=self,
            turn="look",
        )

    def _on_undone(self, grid: Grid) -> None:
        known = self.grid.asked if self.grid is not None else {}
        self._on_again(grid)
        asked = next((one for one in self._open() if one.key not in known), None)
        if asked is not None and self.steps.key == ROWS:
            self._show_at(asked)

    def _read_again(self) -> None:
        assert self.grid is not None
        now = self.grid.given, dict(self.grid.edits)
        if now not in self._before[-1:]:
            self._before.append(now)
        self.take.setEnabled(False)
        self._context.serve(
            import_grid.again,
            self.grid,
            {key: dict(values) for key, values in self.mapped.changes.items()},
            dict(self.mapped.fixed),
            {**self._answers, **self.mapped.kinds},
            dict(self._edits),
            working=tr("Reading the rows again"),
            then=self._on_again,
            failed=self._on_failed,
            owner=self,
            turn="look",
        )

    def _on_again(self, grid: Grid) -> None:
        before, self.grid = self.grid, grid
        self._forget()
        question = self.panel.question
        self._show()
        if question is not None and question.key in grid.asked:
            self._show_question(grid.asked[question.key])
        self._let_go(before)
        self.looked.emit()

    def _on_failed(self, error: BaseException) -> None:
        """What was read before stays, without what it should have been read with."""
        self._forget()
        self.mapped.show_column()
        self._show_rows()
        self._show_take()
        self.failed.emit(error)

    def _show_take(self) -> None:
        grid = self.grid
        if grid is None:
            return
        found = grid.looked.prospect
        count = found.to_write
        held = grid.looked.held if not grid.looked.waiting else 0
        counted = plural("Import {count} record", "Import {count} records", count)
        keeps = plural("Keep {count} row for later", "Keep {count} rows for later", held)
        alone = keeps if held else tr(NC_("verb", "Import"))
        rename(self.take, counted if count else alone)
        self.take.setEnabled(bool(count or held) and not found.unreadable)
        self.held.setText(" ".join(_told(grid)))
        self.give_back.setVisible(bool(grid.count("rejected")) and not grid.looked.waiting)

    def _take(self) -> None:
        assert self.grid is not None
        self.take.setEnabled(False)
        self._context.serve(
            import_grid.take,
            self.grid,
            self.remember.isChecked(),
            self.give_back.isChecked(),
            working=tr("Importing"),
            then=self._on_import,
            failed=self._on_failed,
            owner=self,
        )

    def let_all_go(self) -> None:
        before, self.grid = self.grid, None
        self.rows.forget()
        self.mapped.forget_grid()
        self._let_go(before)

    def _let_go(self, grid: Grid | None) -> None:
        """Its rows go bit by bit: a hundred thousand at once would be felt."""
        if grid is not None:
            self._going += grid.parts()
            self._gone.start()

    def _let_some_go(self) -> None:
        end = time.monotonic() + SLICE
        while self._going and time.monotonic() < end:
            del self._going[-1][-AT_ONCE:]
            if not self._going[-1]:
                self._going.pop()
        if not self._going:
            self._gone.stop()

    def _on_import(self, done: FileImport) -> None:
        self.let_all_go()
        self.imported.emit(done)

    def _ask_drop(self) -> None:
        grid = self.grid
        count = sum(map(grid.count, ("question", "rejected", "new"))) if grid else 0
        question = plural(
            "Drop {count} row? It is in the store nowhere else.",
            "Drop {count} rows? They are in the store nowhere else.",
            count,
        )
        asked = ConfirmQuestion(
            self,
            tr("Drop the rows that wait?"),
            question,
            (
                ("keep", tr(NC_("let rows wait", "Keep")), "secondary"),
                ("drop", tr(NC_("verb", "Drop")), "primary"),
            ),
        )
        asked.answered.connect(lambda answer: self._drop() if answer == "drop" else None)
        asked.open()

    def _drop(self) -> None:
        self._context.serve(
            waiting_imports.drop,
            self.waiting,
            then=self._on_dropped,
            failed=self.failed.emit,
            owner=self,
        )

    def _on_dropped(self, gone: WaitingImport) -> None:
        self.let_all_go()
        self.dropped.emit(gone.rows)

    def given(self) -> Mapping[str, Any] | None:
        """What was corrected and answered, to go on with after the office was locked."""
        if self.grid is None:
            return None
        edits = [[*place, text] for place, text in self.grid.edits.items()]
        return {"mapping": self.grid.given, "edits": edits}


def _told(grid: Grid) -> list[str]:
    found = grid.looked.prospect
    said = [f"{one}." for one in by_kind(found.kinds)]
    held, refused = grid.looked.held, grid.count("rejected")
    rows = grid.count("new") + grid.count("changed")
    if rows > found.to_write > 0:
        said.append(
            plural(
                "{count} row is new or changed; rows of one case are one record.",
                "{count} rows are new or changed; rows of one case are one record.",
                rows,
            )
        )
    questions = len(grid.looked.questions)
    if held:
        asked = plural("{count} question is open.", "{count} questions are open.", questions)
        wait = plural(
            "{count} row waits here until it is answered.",
            "{count} rows wait here until they are answered.",
            held,
        )
        said += [asked, wait]
    if refused and grid.looked.waiting:
        said.append(
            plural(
                "{count} row is refused and waits.", "{count} rows are refused and wait.", refused
            )
        )
    elif refused:
        said.append(
            plural(
                "{count} row is refused and left out.",
                "{count} rows are refused and left out.",
                refused,
            )
        )
    if found.to_write or held:
        return [*said, tr("Undo reverts the whole import.")]
    same = found.outcomes.count("same")
    if same and not refused:
        all_same = plural(
            "Nothing to import: the {count} record is in the office already.",
            "Nothing to import: all {count} records are in the office already.",
            same,
        )
        return [all_same]
    return [tr("There is nothing to import."), *said]


def _is_left(question: Question, answers: Mapping[str, Any]) -> bool:
    """Are some cells of a column still open?"""
    return question.key not in answers and any(part.key not in answers for part in question.parts)

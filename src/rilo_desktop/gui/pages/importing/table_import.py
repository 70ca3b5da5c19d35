"""Import of an office's own tables: their columns, then their rows with the questions about them.

Answers and corrected columns wait until the files were read again with them; a newer one makes the
reading start again, so that an officer can answer on without waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QWidget

from rilo_desktop.language import N_, NC_
from rilo_desktop.records import FieldSpec, FieldType
from rilo_desktop.services.deferred import import_grid, import_pairs, import_waiting

from ...context import PageContext
from ...i18n import numbers, plural, tr
from ...theme.tokens import MEDIUM, SECTION, SEMIBOLD, SMALL
from ...widgets.accessible_names import labelled, name_input
from ...widgets.buttons import Segments, button, rename
from ...widgets.findings import FindingsView, ShownFinding
from ...widgets.inputs.code import Choice, CodeInput
from ...widgets.labels import Label
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.question import Question as ConfirmQuestion
from .grid_views import ColumnsTable, RowsTable, read_as
from .question_panel import WIDE, QuestionPanel

if TYPE_CHECKING:
    from rilo_desktop.rules.findings import Finding
    from rilo_desktop.services.records.file_import import FileImport
    from rilo_desktop.services.records.import_grid import Grid, GridColumn
    from rilo_desktop.services.records.import_report import RowReport
    from rilo_desktop.services.records.import_tables import Question
    from rilo_desktop.services.records.import_waiting import WaitingImport

COLUMNS, ROWS = "columns", "rows"
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
    dropped = Signal(int)
    """So many rows that waited."""

    def __init__(
        self, context: PageContext, shown: Callable[[Sequence[Finding]], tuple[ShownFinding, ...]]
    ) -> None:
        """`shown`: findings as they are shown."""
        super().__init__()
        self._context, self._shown = context, shown
        self.grid: Grid | None = None
        self._fields: dict[tuple[str, str], str] = {}
        self._answers: dict[str, Any] = {}
        """What the files are being read again with."""
        steps = [(COLUMNS, tr("Columns")), (ROWS, tr("Rows"))]
        self.steps = Segments(steps, tr("Step of the import"))
        outcomes = [(key, tr(text)) for key, text in SHOWN]
        self.shown = Segments(outcomes, tr("Which rows are shown"))
        self.columns, self.rows, self.panel = ColumnsTable(), RowsTable(), QuestionPanel()
        self.findings = FindingsView(tr("Findings"))
        self.heading = Label("", SECTION, SEMIBOLD, wrap=True)
        self.samples = Label("", tone="text2", wrap=True)
        self.sure = Label("", SMALL, tone="text2", wrap=True)
        self.field = CodeInput(FieldSpec(FieldType.CODE, ""), ())
        self.remember = QCheckBox(tr("Remember this mapping for workbooks with these columns"))
        self.remember.setAccessibleName(self.remember.text())
        self.remember.setChecked(True)
        self.next = button(tr("Next: look at the rows"), self.to_rows, "primary", high=36)
        self.take = button(tr(NC_("verb", "Import")), self._take, "primary", high=36)
        self.drop = button(tr("Drop these rows"), self._ask_drop, high=36)
        self.held = Label("", tone="text2", wrap=True)
        self._pages = QStackedWidget()
        for page in (self._columns_page(), self._rows_page()):
            self._pages.addWidget(page)
        top = hbox(self.steps, None, margins=(24, 12, 24, 12))
        vbox(top, (self._pages, 1), into=self)
        self._connect()

    def _columns_page(self) -> QWidget:
        side = Panel("surface", "l", width=WIDE)
        vbox(
            self.heading,
            6,
            self.samples,
            14,
            labelled(tr("Our field"), self.field),
            8,
            self.sure,
            20,
            Label(tr("Findings"), SMALL, MEDIUM, "text2"),
            6,
            (self.findings, 1),
            margins=(20, 16, 20, 16),
            into=side,
        )
        return vbox(
            (hbox((self.columns, 1), side), 1),
            self._foot((self.remember, 1), self.next),
        )

    def _rows_page(self) -> QWidget:
        head = hbox(self.shown, None, margins=(24, 0, 24, 12))
        body = hbox((self.rows, 1), self.panel)
        return vbox(head, (body, 1), self._foot((self.held, 1), self.drop, self.take))

    def _foot(self, said: tuple[QWidget, int], *steps: QWidget) -> QWidget:
        foot = Panel("canvas", "t")
        others = button(tr("Choose other files"), self.files_wanted.emit, high=36)
        return hbox(said, others, *steps, gap=8, margins=(24, 12, 24, 12), into=foot)

    def _connect(self) -> None:
        self.steps.chosen.connect(self._show_step)
        self.shown.chosen.connect(lambda _key: self._show_rows())
        self.columns.selectionModel().currentChanged.connect(lambda *_: self._show_column())
        self.columns.opened.connect(lambda _row: self.field.setFocus())
        self.field.activated.connect(lambda _at: self._assign())
        line = self.field.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._assign)
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
        self.grid = grid
        self._fields, self._answers = {}, {}
        self.shown.choose("all")
        self.drop.setVisible(bool(grid.looked.waiting))
        self._show()
        self.columns.keep_current(0)
        self.steps.choose(ROWS if grid.remembered else COLUMNS)
        self._show_step(self.steps.key)
        if grid.remembered:
            self.next_question()

    def _show(self) -> None:
        grid = self.grid
        assert grid is not None
        self.columns.show_grid(grid)
        self.findings.show_findings(self._shown(grid.looked.prospect.findings))
        for key, text in SHOWN:
            count = grid.count("" if key == "all" else key)
            self.shown.set_text(key, f"{tr(text)}  {numbers().number(count)}")
        self._show_column()
        self._show_rows()
        self._show_take()

    def _show_step(self, key: str) -> None:
        self._pages.setCurrentIndex(0 if key == COLUMNS else 1)

    def to_rows(self) -> None:
        self.steps.choose(ROWS)
        self._show_step(ROWS)
        self.next_question()
        self.rows.setFocus()

    def take_focus(self) -> None:
        (self.columns if self.steps.key == COLUMNS else self.rows).setFocus()

    # --- columns

    @property
    def column(self) -> GridColumn | None:
        at = self.columns.currentIndex().row()
        return self.columns.rows[at] if 0 <= at < len(self.columns.rows) else None

    def _show_column(self) -> None:
        one, grid = self.column, self.grid
        if one is None or grid is None:
            return
        self.heading.setText(one.name)
        self.samples.setText("\n".join(one.samples) or tr("No cell of it has anything in it."))
        choices = [Choice(path, label) for path, label in grid.fields(one.kind)]
        self.field.set_choices([Choice("", grid.label(one.kind, "")), *choices])
        self.field.set_value(self._fields.get((one.shape, one.header), one.field))
        name_input(self.field, tr("Our field for “{column}”", column=one.name))
        self.sure.setText(f"{tr(one.reason)} · {read_as(one)}")

    def _assign(self) -> None:
        one = self.column
        if one is not None and not self.field.complaint():
            self.assign(one, str(self.field.value() or ""))

    def assign(self, column: GridColumn, field: str) -> None:
        """This field is for this column, and for no other of its sheet."""
        grid = self.grid
        now = self._fields.get((column.shape, column.header), column.field)
        if grid is None or field == now:
            return
        for other in grid.columns:
            if field and other.shape == column.shape and other.field == field:
                self._fields[other.shape, other.header] = ""
        self._fields[column.shape, column.header] = field
        self._read_again()

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
        found = [(path, key) for path, _, key, _ in row.questions if key not in self._answers]
        path = grid.paths[at][1] if at >= 0 else ""
        key = next((key for of, key in found if of == path), found[0][1] if found else "")
        return grid.asked.get(key)

    def _show_question(self, question: Question | None) -> None:
        if self.grid is None:
            return
        self.panel.show_question(self.grid, question, len(self._open()))
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
        sheet, row, _cell = question.cells[0]
        if not self.rows.show_place(sheet, row, question.field):
            self.shown.choose("all")
            self._show_rows()
            self.rows.show_place(sheet, row, question.field)
        self._show_question(question)

    def _answer(self, key: str, answer: object) -> None:
        questions = self._open()
        at = next((n for n, one in enumerate(questions) if one.key == key), 0)
        self._answers[key] = answer
        left = [one for one in questions if one.key != key]
        if left:
            self._show_at(left[at % len(left)])
        else:
            self._show_question(None)
        self._read_again()

    # --- reading again, and importing

    def _read_again(self) -> None:
        assert self.grid is not None
        self.take.setEnabled(False)
        self._context.serve(
            import_grid.again,
            self.grid,
            dict(self._fields),
            dict(self._answers),
            working=tr("Reading the rows again"),
            then=self._on_again,
            failed=self._on_failed,
            owner=self,
            turn="look",
        )

    def _on_again(self, grid: Grid) -> None:
        self.grid = grid
        self._fields, self._answers = {}, {}
        question = self.panel.question
        self._show()
        if question is not None and question.key in grid.asked:
            self._show_question(grid.asked[question.key])
        self.looked.emit()

    def _on_failed(self, error: BaseException) -> None:
        """What was read before stays, without what it should have been read with."""
        self._fields, self._answers = {}, {}
        self._show_column()
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

    def _take(self) -> None:
        assert self.grid is not None
        self.take.setEnabled(False)
        self._context.serve(
            import_grid.take,
            self.grid,
            self.remember.isChecked(),
            working=tr("Importing"),
            then=self._on_import,
            failed=self._on_failed,
            owner=self,
        )

    def _on_import(self, done: FileImport) -> None:
        self.grid = None
        self.imported.emit(done)

    def _ask_drop(self) -> None:
        rows = self.rows.rows
        count = sum(row.outcome in ("question", "rejected", "new") for row in rows)
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
            import_waiting.drop,
            self.waiting,
            then=self._on_dropped,
            failed=self.failed.emit,
            owner=self,
        )

    def _on_dropped(self, gone: WaitingImport) -> None:
        self.grid = None
        self.dropped.emit(gone.rows)

    def given(self) -> Mapping[str, Any] | None:
        """What was corrected and answered, to go on with after the office was locked."""
        return self.grid.given if self.grid is not None else None


def _told(grid: Grid) -> list[str]:
    said = []
    held, refused = grid.looked.held, grid.count("rejected")
    questions = len(grid.looked.questions)
    if held:
        asked = plural("{count} question is open.", "{count} questions are open.", questions)
        rows = plural(
            "{count} row waits here until it is answered.",
            "{count} rows wait here until they are answered.",
            held,
        )
        said += [asked, rows]
    if refused and grid.looked.waiting:
        said.append(
            plural(
                "{count} row is refused and waits.", "{count} rows are refused and wait.", refused
            )
        )
    elif refused:
        said.append(
            plural(
                "{count} row is refused, and saved in a separate workbook with the reason.",
                "{count} rows are refused, and saved in a separate workbook with the reasons.",
                refused,
            )
        )
    said.append(tr("Undo reverts the whole import."))
    return said

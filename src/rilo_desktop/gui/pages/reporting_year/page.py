"""The reporting year: what the office owes, what its store holds for it, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from rilo_desktop.language import N_
from rilo_desktop.records import Obligation, Submission
from rilo_desktop.services.deferred import due_calendar, reporting_year

from ...commands import Command, belongs, register
from ...context import PageContext
from ...i18n import plural, tr, window_language
from ...record_commands.record_pages import beside
from ...routing import SUBMISSION, Route
from ...state.folders import EXPORTS
from ...theme.tokens import HEADER, SEMIBOLD, SMALL, TITLE
from ...widgets.buttons import button
from ...widgets.labels import Label
from ...widgets.layouts import Panel, hbox, vbox
from .paper_panel import PaperPanel
from .rows import PaperRow, PapersView, paper_rows, section_of

if TYPE_CHECKING:
    from rilo_desktop.services.records.calendar_file import WrittenCalendar
    from rilo_desktop.services.records.changes import Changes, Saved
    from rilo_desktop.services.records.reporting_year import Paper, ReportingYear


class ReportingYearPage(Panel):
    def __init__(self, context: PageContext) -> None:
        super().__init__("surface")
        self._context = context
        self._is_stale = True
        self.year: ReportingYear | None = None
        belongs(self, N_("On the page Reporting year"))
        self.papers = PapersView()
        self.panel = PaperPanel()
        self.calendar = button(tr("Calendar file"), self.ask_file, "ghost", "calendar")
        self.due = button(tr("Due dates"), self.ask_due, "ghost", "list-check")
        self.due.setAccessibleName(tr("Calendar file of all due dates"))
        self.list = button(
            tr("List"), lambda: context.go(Route(Obligation.kind.code)), "ghost", "list"
        )
        self._build()
        self.papers.current_row.connect(lambda _at: self._on_row())
        self.papers.triggered.connect(self._on_opened)
        self.panel.made.connect(self._make)
        self.panel.announced.connect(self._announce)
        self.panel.part_wanted.connect(self._go_to_part)
        self.panel.ended.connect(self.papers.setFocus)
        context.changes.happened.connect(self._on_changes)
        add = Command(
            "year.announce", tr("Add announcement"), "A", self._open_form, icon="calendar"
        )
        register(self, add)
        make = Command("year.make", tr("Make the paper"), "Ctrl+Return", self._make_current)
        register(self, make)

    def _build(self) -> None:
        head = Panel("surface", "b", height=HEADER)
        title = Label(tr("Reporting year"), TITLE, SEMIBOLD)
        hbox(
            title,
            None,
            self.list,
            self.calendar,
            self.due,
            gap=8,
            margins=(20, 0, 16, 0),
            into=head,
        )
        about = Label(
            tr("What the office owes, what the store already holds for it, and what is missing."),
            tone="text2",
            wrap=True,
        )
        foot = Label(
            tr("A month that nobody announced is no deadline: no days are counted to it."),
            SMALL,
            tone="text2",
            wrap=True,
        )
        left = vbox(
            hbox((about, 1), margins=(20, 14, 20, 12)),
            (self.papers, 1),
            hbox((foot, 1), margins=(20, 10, 20, 12)),
        )
        vbox(head, (hbox((left, 1), self.panel), 1), into=self)

    # --- what is shown

    def arrive(self, destination: Route) -> None:
        del destination
        if self._is_stale:
            self.refresh()

    def take_focus(self) -> None:
        self.papers.setFocus()

    def refresh(self) -> None:
        self._is_stale = False
        self._context.serve(
            reporting_year.overview, window_language(), then=self._show, owner=self, turn="year"
        )

    def _show(self, year: ReportingYear) -> None:
        current = self.papers.current_entry
        self.year = year
        days = {paper.id for paper in year.papers if section_of(paper) == "day"}
        self.papers.show_papers(tuple(paper_rows(year)), days)
        self.papers.choose(current.key if current is not None else "")
        self.panel.setVisible(bool(year.papers))
        self._on_row()

    @property
    def current(self) -> Paper | None:
        row = self.papers.current_entry
        papers = self.year.papers if self.year is not None else ()
        return next((one for one in papers if row is not None and one.id == row.key), None)

    def _on_row(self) -> None:
        paper = self.current
        if paper is not None and self.year is not None:
            self.panel.show_paper(paper, self.year.day, self._context.may("write"))

    def _on_opened(self, _row: PaperRow) -> None:
        """The first part that is missing, or the paper itself."""
        rows = self.panel.parts.rows
        missing = next((at for at, row in enumerate(rows) if not row.is_there and row.kind), -1)
        if missing >= 0:
            self.panel.parts.select_row(missing)
            self.panel.parts.setFocus()
        elif self.panel.make.isVisible():
            self.panel.make.setFocus()

    def _on_changes(self, changes: Changes) -> None:
        del changes
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    # --- what is done

    def _make_current(self) -> None:
        paper = self.current
        if paper is not None and paper.submission:
            self._make(paper)

    def _make(self, paper: Paper) -> None:
        about = {"year": (str(paper.year),)} if paper.year else {}
        self._context.go(Route(SUBMISSION, new=True, kind=paper.submission, filters=about))

    def _go_to_part(self, kind: str) -> None:
        self._context.go(Route(kind) if kind else Route(Submission.kind.code))

    def _open_form(self) -> None:
        if self.current is not None and self._context.may("write"):
            self.panel.open_form()

    def _announce(self, paper: Paper, value: str, source: str) -> None:
        is_whole = len(value) == 10
        self._context.serve(
            reporting_year.announce,
            paper.id,
            value if is_whole else "",
            "" if is_whole else value,
            source,
            then=self._on_announced,
            owner=self,
        )

    def _on_announced(self, saved: Saved) -> None:
        self.panel.close_form()
        self._context.told.emit(tr("Kept with its source."))
        self._context.announce(saved)

    # --- the calendar

    def ask_file(self) -> None:
        self._ask(f"{tr('Reporting year')}.ics", self.save)

    def ask_due(self) -> None:
        """Action items, questionnaires, consultations and what else has a day."""
        self._ask(f"{tr('Due dates')}.ics", self.save_due)

    def _ask(self, name: str, save: Callable[[Path], object]) -> None:
        dialog = QFileDialog(self, tr("Save the calendar as"), name, "iCalendar (*.ics)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.fileSelected.connect(lambda chosen: save(Path(chosen)))
        self._context.folders.begin(dialog, EXPORTS)
        dialog.open()

    def save(self, path: Path) -> None:
        tell = partial(self._tell, path)
        self._context.serve(
            reporting_year.write_calendar, path, window_language(), then=tell, owner=self
        )

    def save_due(self, path: Path) -> None:
        tell = partial(self._tell, path)
        self._context.serve(due_calendar.write, path, window_language(), then=tell, owner=self)

    def _tell(self, path: Path, made: WrittenCalendar) -> None:
        said = plural(
            "{count} day is in {path}, TLP:{label}.",
            "{count} days are in {path}, TLP:{label}.",
            made.days,
            path=path,
            label=made.tlp,
        )
        self._context.told.emit(beside(said, made.withheld))

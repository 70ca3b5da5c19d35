"""What stands in the window once it is unlocked: the navigation and its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from rilo_desktop.records import kind_named

from .desk import Desk
from .editor.page import EditorPage
from .lists.looks import look_of
from .lists.page import ListPage
from .office import Entered, Office
from .submissions.page import SubmissionPage
from .tasks import Tasks
from .texts import numbers, tr
from .theme import scaled
from .theme.tokens import CAPTION, MEDIUM, NAVIGATION, NAVIGATION_MOST, RAIL, RAIL_BELOW, SMALL
from .widgets.boxes import Hairline, Panel, column, row
from .widgets.buttons import button
from .widgets.places import Place, PlacesView
from .widgets.words import ShortLabel

if TYPE_CHECKING:
    from rilo_desktop.services.changes import Changes

KINDS = ("case-study", "risk-indicator", "action-item")
SUBMISSION = "submission"


class Workplace(QWidget):
    lock_wanted = Signal()

    def __init__(self, tasks: Tasks, office: Office, entered: Entered) -> None:
        super().__init__()
        self.entered = entered
        self.desk = Desk(tasks, office)
        self.desk.setParent(self)
        self._counts: Mapping[str, int] = {}
        self._rail = False
        self._wide = scaled(NAVIGATION)
        self.lists: dict[str, ListPage] = {}
        self.editors: dict[str, EditorPage] = {}
        self.submission: SubmissionPage | None = None
        self._at = self._back_to = ""
        self.pages = QStackedWidget()
        self.navigation = PlacesView(tr("Pages"))
        self.navigation.chosen.connect(self.go)
        self._side = Panel("nav", "r", width=NAVIGATION)
        self._build()
        row(self._side, (self.pages, 1), into=self)
        self._places()
        for number, key in enumerate((*KINDS, SUBMISSION), 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda k=key: self.go(k))
        self.desk.changes.happened.connect(self._on_changes)
        self._count()
        self.go(KINDS[0])

    def _build(self) -> None:
        officer = f"{self.entered.function} · {self.entered.sign}"
        lock = button("", self.lock_wanted.emit, "ghost", "lock", tr("Lock"), keys="Ctrl+L")
        self._words = column(
            ShortLabel(self.entered.office_name, SMALL, MEDIUM),
            ShortLabel(officer, CAPTION, tone="text3"),
            gap=1,
        )
        column(
            (self.navigation, 1),
            8,
            Hairline(),
            8,
            row((self._words, 1), lock, gap=4),
            margins=(8, 12, 9, 12),
            into=self._side,
        )

    def go(self, key: str) -> None:
        """Show a page by its key, after asking for unsaved text."""
        here = self.submission if key == SUBMISSION else self.lists.get(key)
        if here is not None and self.pages.currentWidget() is here:
            return
        self.leave(lambda: self._show(key))

    def leave(self, then: Callable[[], object]) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, EditorPage) and page.dirty:
            page.leave(then)
            self.navigation.mark(self._at)
        else:
            then()

    def _show(self, key: str) -> None:
        self._at = key
        page: ListPage | SubmissionPage
        page = self.submission_page() if key == SUBMISSION else self.list_page(key)
        self.pages.setCurrentWidget(page)
        self.navigation.mark(key)
        self._fit()
        page.take_focus()

    def list_page(self, kind: str) -> ListPage:
        if kind not in self.lists:
            page = ListPage(self.desk, look_of(kind))
            page.opened.connect(lambda record: self.edit(kind, record))
            page.wanted_new.connect(lambda: self.write(kind))
            self.lists[kind] = page
            self.pages.addWidget(page)
        return self.lists[kind]

    def editor(self, kind: str) -> EditorPage:
        if kind not in self.editors:
            page = EditorPage(self.desk, kind)
            page.left.connect(lambda: self._show(self._back_to or kind))
            page.saved.connect(self.list_page(kind).keep)
            self.editors[kind] = page
            self.pages.addWidget(page)
        return self.editors[kind]

    def edit(self, kind: str, record: str, path: str = "") -> None:
        page = self.editor(kind)
        page.open(record, path)
        self._show_editor(kind, page)

    def write(self, kind: str) -> None:
        page = self.editor(kind)
        page.begin()
        self._show_editor(kind, page)

    def _show_editor(self, kind: str, page: EditorPage) -> None:
        self._at, self._back_to = kind, ""
        self.pages.setCurrentWidget(page)
        self.navigation.mark(kind)
        self._fit()

    def submission_page(self) -> SubmissionPage:
        if self.submission is None:
            page = SubmissionPage(self.desk)
            page.show_counts(self._counts)
            page.record_wanted.connect(self._solve)
            self.submission = page
            self.pages.addWidget(page)
        return self.submission

    def _solve(self, kind: str, record: str, path: str) -> None:
        """From a finding of a submission to its field."""
        self.edit(kind, record, path)
        self._back_to = SUBMISSION

    def take_focus(self) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, ListPage | SubmissionPage):
            page.take_focus()

    def give_way(self, width: int) -> None:
        """Fit to the width of the window."""
        self._rail = width < scaled(RAIL_BELOW)
        self._fit()

    def _fit(self) -> None:
        """An editor needs the room: the navigation keeps its icons only."""
        rail = self._rail or isinstance(self.pages.currentWidget(), EditorPage)
        self._side.setFixedWidth(scaled(RAIL) if rail else self._wide)
        self._words.setVisible(not rail)

    def _places(self) -> None:
        number = numbers().number
        places = []
        for kind in KINDS:
            count = self._counts.get(kind)
            icon = look_of(kind).icon
            shown = number(count) if count else ""
            places.append(Place("nav", tr(kind_named(kind).plural), kind, icon, count=shown))
        places.append(Place("gap", key="gap"))
        places.append(Place("nav", tr("New submission"), SUBMISSION, "send"))
        self.navigation.show_places(places)
        wanted = self.navigation.width_for_labels("999") + scaled(17)
        self._wide = max(scaled(NAVIGATION), min(wanted, scaled(NAVIGATION_MOST)))

    def _count(self) -> None:
        self.desk.ask(
            self.desk.office.counts, KINDS, then=self._on_counts, owner=self, turn="counts"
        )

    def _on_counts(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._places()
        if self.submission is not None:
            self.submission.show_counts(counts)

    def _on_changes(self, changes: Changes) -> None:
        if changes.created:
            self._count()

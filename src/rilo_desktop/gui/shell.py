"""What stands in the window once it is unlocked: the navigation and its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from rilo_desktop.office_codes import is_practice, is_secretariat
from rilo_desktop.presentation.documents import SUBMISSIONS
from rilo_desktop.presentation.navigation import GROUPS
from rilo_desktop.presentation.registry import LISTED
from rilo_desktop.records import ActionItem, ActionPlan
from rilo_desktop.services.deferred import action_plan, received_submissions
from rilo_desktop.services.deferred import preferences as kept

from .commands import FILE, GO, Command, explains, register
from .commands.navigation import navigation_commands, paper_commands
from .commands.office import office_commands
from .concurrency.gui_gc import collect_set_aside
from .concurrency.worker import Tasks
from .context import PageContext
from .dialogs.command_palette.controller import CommandPaletteController
from .i18n import function_label, numbers, tr
from .page_registry import (
    IMPORT,
    INBOX,
    PAGES,
    PLAN,
    HoldsData,
    page_entry,
    page_of,
    pages_of,
    topic_of,
)
from .routing import Route
from .state.office_session import Entered, OfficeSession
from .state.preferences import USUAL, Preferences
from .state.undo_controller import UndoController
from .theme import scaled
from .theme.tokens import (
    CAPTION,
    MEDIUM,
    NAVIGATION,
    NAVIGATION_MOST,
    RAIL,
    RAIL_BELOW,
    SEMIBOLD,
    SMALL,
)
from .widgets.backup_status import BackupStatus
from .widgets.buttons import button, show_keys
from .widgets.labels import ElidedLabel
from .widgets.layouts import Hairline, Panel, discard, hbox, lay_out, vbox
from .widgets.navigation_tree import NavigationBranch, NavigationPage, NavigationTree

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.undo import UndoScope

    from .pages.editor.page import EditorPage
    from .pages.record_list.page import ListPage

FIND_KEYS, LOCK_KEYS = "Ctrl+K", "Ctrl+L"
KEPT_OPEN = "navigation"
"""Name of the preference that holds the groups that an officer keeps open."""
PLANNED = frozenset({ActionItem.kind.code, ActionPlan.kind.code})
SENT = (source.record_type for spec in SUBMISSIONS.values() for source in spec.sources)
COUNTED = tuple(dict.fromkeys((*LISTED, *SENT)))
"""Record types whose records are counted: those with a list, and those that documents are made of.
"""


class Shell(QWidget):
    lock_wanted = Signal()

    def __init__(
        self,
        tasks: Tasks,
        office: OfficeSession,
        entered: Entered,
        preferences: Preferences = USUAL,
    ) -> None:
        super().__init__()
        self.context = PageContext(tasks, office, entered, preferences)
        self.context.setParent(self)
        self.is_new = False
        """The office was made just now."""
        self._rail = False
        self._wide = scaled(NAVIGATION)
        self._made: dict[str, QWidget] = {}
        self._kept: dict[str, str] = {}
        self._used_last: dict[str, str] = {}
        """Group of the navigation -> key of its page."""
        self.editors: dict[str, EditorPage] = {}
        self._at = self._back_to = ""
        self._editing = Route("")
        self.pages = QStackedWidget()
        self.navigation = NavigationTree(tr("Pages"))
        self.navigation.chosen.connect(self.go)
        self.navigation.group_chosen.connect(self.go_to_group)
        self.navigation.kept_open.connect(self._keep_open)
        self._waiting: dict[str, int] = {}
        """Key of a page -> what waits there for somebody."""
        self._counts: Mapping[str, int] = {}
        """Page -> how much it shows, where that is not all of one record type."""
        self._side = Panel("nav", "r", width=NAVIGATION)
        self.seeking = CommandPaletteController(self.context, self)
        self._build()
        hbox(self._side, (self.pages, 1), into=self)
        self._places()
        places = navigation_commands(self.go, self.go_to_group)
        papers = paper_commands(self.travel, is_secretariat(entered.office_code))
        offices = office_commands(self.travel, self.context.may_reset)
        register(self, *places, *papers, *offices)
        register(
            self,
            Command(
                "inbox.open",
                tr("Open files …"),
                "Ctrl+O",
                self._open_files,
                icon="file-import",
                menu=FILE,
                topic=topic_of(INBOX),
            ),
            Command(
                "import",
                tr("Import tables"),
                "Ctrl+Shift+I",
                self._import,
                icon="file-import",
                menu=FILE,
                topic=IMPORT,
            ),
            Command(
                "template",
                tr("Save a template for an import"),
                "",
                self._template,
                icon="download",
                menu=FILE,
                topic=IMPORT,
            ),
        )
        self.setAcceptDrops(True)
        self.undoing = UndoController(self.context, self, self._undo_scope)
        self.context.changes.happened.connect(self._on_changes)
        self.context.wanted.connect(self.travel)
        self.context.counted.connect(self._places)
        self.go(PAGES[0].key)
        self.context.count(COUNTED)
        self.context.serve(kept.read, KEPT_OPEN, then=self._on_kept_open, owner=self, later=True)
        self._count_waiting()
        self._count_plan()

    @property
    def entered(self) -> Entered:
        """Who is at work, where, as it stands now."""
        return self.context.entered

    def _build(self) -> None:
        entered = self.entered
        officer = f"{function_label(entered.function)} · {entered.sign}"
        go = self.lock_wanted.emit
        lock = button("", go, "ghost", "lock", tr("Lock"))
        register(
            self,
            Command("lock", tr("Lock"), LOCK_KEYS, go, icon="lock", menu=FILE, topic="opening"),
        )
        show_keys(lock, LOCK_KEYS)
        seek, find = self.seeking.open, tr("Find anything")
        self.find_button = button(find, seek, glyph="search", high=32)
        self.find_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        register(self, Command("find", find, FIND_KEYS, seek, offered=False, menu=GO))
        practice = ElidedLabel(tr("Practice: examples only"), CAPTION, SEMIBOLD, tone="danger")
        practice.setVisible(is_practice(entered.office_code))
        self._words = vbox(
            practice,
            ElidedLabel(entered.office_name, SMALL, MEDIUM),
            ElidedLabel(officer, CAPTION, tone="text3"),
            gap=1,
        )
        self.backup_line = BackupStatus(self.context.backups)
        vbox(
            self.find_button,
            8,
            (self.navigation, 1),
            8,
            Hairline(),
            8,
            self.backup_line,
            8,
            hbox((self._words, 1), lock, gap=4),
            margins=(8, 12, 9, 12),
            into=self._side,
        )

    def go_to_group(self, group: str) -> None:
        """Its page used last; from there to the next one."""
        pages = pages_of(group)
        here = self.here.page
        if here in pages and not self._is_editing:
            self.go(pages[(pages.index(here) + 1) % len(pages)])
        else:
            self.go(self._used_last.get(group, pages[0]))

    def go(self, key: str) -> None:
        """Show a page by its key, after asking for unsaved text."""
        self.travel(Route(key))

    def travel(self, destination: Route) -> None:
        """Go where another page says, after asking for unsaved text; the way back leads to it."""
        if (destination.record or destination.new) and not _opens(destination.page):
            back = self._back_to if self._is_editing else self._at
            self.leave(lambda: self._edit(destination, back))
            return
        here = self._made.get(destination.page)
        if here is not None and self.pages.currentWidget() is here:
            page_of(here).arrive(destination)
            return
        self.leave(lambda: self._show(destination))

    @property
    def here(self) -> Route:
        """Where the window is: its page, and the record in the editor."""
        return self._editing if self._is_editing else Route(self._at)

    def _undo_scope(self) -> UndoScope:
        """What is changed where the window is: undo means this record, or these types."""
        from rilo_desktop.services.records.undo import UndoScope

        here = self.here
        return UndoScope(page_entry(here.page).changes, here.record)

    @property
    def topic(self) -> str:
        """Key of the help topic of what is shown; a page of several parts says it itself."""
        return getattr(self.pages.currentWidget(), "topic", "") or topic_of(self.here.page)

    @property
    def _is_editing(self) -> bool:
        return self._editor_here() is not None

    def _editor_here(self) -> EditorPage | None:
        """The editor that is shown; its code is read when the first record is opened."""
        here = self.pages.currentWidget()
        return next((page for page in self.editors.values() if page is here), None)

    def leave(self, then: Callable[[], object]) -> None:
        """A page that is `dirty` asks what becomes of it."""
        page = self.pages.currentWidget()
        if getattr(page, "dirty", False):
            cast("EditorPage", page).leave(then)
            self._mark(self._at)
        else:
            then()

    def keep_draft(self) -> None:
        """What is written in the editor and in side panels, without a question."""
        from .widgets.record_form.draft_autosave import DraftAutosave

        for drafting in self.findChildren(DraftAutosave):
            if drafting.has_changes:
                drafting.keep()

    def held(self) -> dict[str, Any]:
        """What pages hold that is no record and kept nowhere: {key of the page: data}."""
        return {
            key: data
            for key, page in self._made.items()
            if (data := getattr(page, "held", lambda: None)()) is not None
        }

    def take_back(self, held: Mapping[str, Any], at: str) -> None:
        """What pages held when the office was locked; the one that was looked at is shown."""
        for key, data in held.items():
            if any(look.key == key for look in PAGES):
                cast(HoldsData, self.page(key)).take_back(data)
        if at in held:
            self._show(Route(at))

    def _mark(self, key: str) -> None:
        """Without a page of the navigation to stand for it, that stays where one came from."""
        look = next((look for look in PAGES if look.key == key), None)
        if look is not None and (look.group or look.found_at):
            self.navigation.mark(key if look.group else look.found_at)

    def finish(self, then: Callable[[], object]) -> None:
        """Before the pages go: what is written in the editor, and on pages that keep nothing."""
        self.leave(lambda: self._finish(list(self._made.values()), then))

    def _finish(self, pages: list[QWidget], then: Callable[[], object]) -> None:
        while pages:
            leave = getattr(pages.pop(), "leave", None)
            if leave is not None:
                leave(lambda: self._finish(pages, then))
                return
        then()

    def _show(self, destination: Route) -> None:
        self._at = destination.page
        self._used_last[page_entry(self._at).group] = self._at
        page = self.page(destination.page)
        self.pages.setCurrentWidget(page)
        self._mark(destination.page)
        self._fit()
        page_of(page).arrive(destination)
        page_of(page).take_focus()

    def page(self, key: str) -> QWidget:
        """The page with this key, made when it is first wanted."""
        if key not in self._made:
            made = page_entry(key).make(self.context)
            explains(made, topic_of(key))
            self._made[key] = made
            self.pages.addWidget(made)
            if key in self._kept:
                self.list_page(key).keep(self._kept.pop(key))
        return self._made[key]

    def _keep(self, kind: str, record: str) -> None:
        """What was saved is the current row of its list, also where that is not made yet."""
        if kind in self._made:
            self.list_page(kind).keep(record)
        else:
            self._kept[kind] = record

    def list_page(self, kind: str) -> ListPage:
        return cast("ListPage", self.page(kind))

    def editor(self, kind: str) -> EditorPage:
        if kind not in self.editors:
            from .pages.editor.page import EditorPage

            page = EditorPage(self.context, kind)
            explains(page, topic_of(kind))
            page.left.connect(lambda: self._show(Route(self._back_to or kind)))
            page.saved.connect(lambda *_said: self._on_saved(kind))
            if kind in LISTED:
                page.saved.connect(lambda record: self._keep(kind, record))
            self.editors[kind] = page
            self.pages.addWidget(page)
        return self.editors[kind]

    def edit(self, kind: str, record: str, path: str = "") -> None:
        self.travel(Route(kind, record, path))

    def write(self, kind: str) -> None:
        self.travel(Route(kind, new=True))

    def _edit(self, destination: Route, back: str) -> None:
        kind = destination.page
        page = self.editor(kind)
        if destination.new:
            page.begin(destination.source, destination.path)
        else:
            page.open(destination.record, destination.path)
            if destination.kind:
                page.show_side(destination.kind)
        self._at, self._back_to, self._editing = kind, back, destination
        self.pages.setCurrentWidget(page)
        self._mark(kind)
        self._fit()

    def _open_files(self) -> None:
        self.travel(Route(INBOX, new=True))

    def _import(self) -> None:
        kind = self._at if self._at in LISTED else ""
        self.travel(Route(IMPORT, kind=kind))

    def _template(self) -> None:
        kind = self._at if self._at in LISTED else ""
        self.travel(Route(IMPORT, kind=kind, new=True))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files are looked at; nothing is taken or imported yet."""
        event.acceptProposedAction()
        files = _dropped(event)
        page = INBOX if _inbox_answers(files) else IMPORT
        self.travel(Route(page, files=files))

    def _on_saved(self, kind: str) -> None:
        self._editing = Route(kind, self.editors[kind].record_id)

    def remove_pages(self) -> None:
        """It goes, one page in each turn of the window: all of them at once would be felt."""
        self.hide()
        going = QTimer(self, interval=0)
        going.timeout.connect(self._let_next_go)
        going.start()

    def _let_next_go(self) -> None:
        page = self.pages.widget(0)
        if page is None:
            discard(self)
            QTimer.singleShot(0, collect_set_aside)
        else:
            self.pages.removeWidget(page)
            discard(page)

    def take_focus(self) -> None:
        page = self.pages.currentWidget()
        if page is not None and not self._is_editing:
            page_of(page).take_focus()

    def set_compact(self, width: int) -> None:
        """Fit to the width of the window."""
        was_rail, self._rail = self._rail, width < scaled(RAIL_BELOW)
        self._fit()
        if was_rail is not self._rail:
            lay_out()  # the page has its room at once, and does not jump

    def _fit(self) -> None:
        """An editor needs the room: the navigation keeps its icons only."""
        rail = self._rail or self._is_editing
        self._side.setFixedWidth(scaled(RAIL) if rail else self._wide)
        self._words.setVisible(not rail)
        self.navigation.set_rail(rail)
        self.backup_line.set_compact(rail)
        self.find_button.setText("" if rail else tr("Find anything"))
        show_keys(self.find_button, FIND_KEYS)

    def _places(self) -> None:
        branches = [
            NavigationBranch(group.key, tr(group.label), group.icon, tuple(map(self._place, pages)))
            for group in GROUPS
            if (pages := pages_of(group.key))
        ]
        self.navigation.show_branches(branches)
        wanted = self.navigation.width_for_labels("999") + scaled(17)
        self._wide = max(scaled(NAVIGATION), min(wanted, scaled(NAVIGATION_MOST)))

    def _place(self, key: str) -> NavigationPage:
        look = page_entry(key)
        count = self._counts.get(key, self.context.counts.get(look.counted))
        shown = numbers().number(count) if count else ""
        return NavigationPage(key, tr(look.label), look.icon, shown, self._waiting.get(key, 0))

    def _count_plan(self) -> None:
        self.context.serve(
            action_plan.count, then=self._on_plan, owner=self, turn="plan", later=True
        )

    def _on_plan(self, count: int) -> None:
        self._counts = {PLAN: count}
        self._places()

    def _count_waiting(self) -> None:
        self.context.serve(
            received_submissions.unanswered,
            then=self._on_waiting,
            owner=self,
            turn="waiting",
            later=True,
        )

    def _on_waiting(self, count: int) -> None:
        self._waiting = {INBOX: count}
        self._places()

    def _keep_open(self, groups: frozenset[str]) -> None:
        self.context.serve(kept.keep, KEPT_OPEN, " ".join(sorted(groups)), owner=self)

    def _on_kept_open(self, groups: str) -> None:
        self.navigation.keep_open(frozenset(groups.split()))

    def _on_changes(self, changes: Changes) -> None:
        self.context.count(COUNTED)  # what is undone or archived is counted no longer
        if changes.kinds & PLANNED:
            self._count_plan()
        self._count_waiting()


def _dropped(event: QDropEvent) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())


def _inbox_answers(files: Sequence[Path]) -> bool:
    """All but workbooks alone go to the inbox, which has a word for each of them."""
    from .pages.importing.page import importable

    return len(importable(files)) < len(files)


def _opens(key: str) -> bool:
    """Does this page show its records itself?"""
    return any(look.opens for look in PAGES if look.key == key)

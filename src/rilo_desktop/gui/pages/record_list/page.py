"""The list page of a kind: made from its look and its description, the same for every kind."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from rilo_desktop.services.deferred import lists

from ...commands import EDIT, FILE, IN_A_LIST, VIEW, Command, belongs, register
from ...concurrency.jobs import Job
from ...context import PageContext
from ...i18n import numbers, plural, tr
from ...record_commands.derived import register_derived
from ...record_commands.printing import PRINT_KEYS, Printing
from ...record_commands.record_pages import RecordPages, Take, ids_of_rows
from ...routing import Route
from ...widgets.buttons import button
from ...widgets.labels import tip
from ...widgets.list_head import ListHead
from .bulk_actions import BulkActions
from .exporting import ListExporting
from .facets import ARCHIVED
from .header_menu import HeaderMenu
from .layout import NEW_KEYS, ListLayout
from .panels import RecordPanels
from .preferences import ListPreferences
from .selection import SET_KEYS
from .state import ListState

if TYPE_CHECKING:
    from rilo_desktop.presentation.record_type import RecordTypeSpec
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.lists import Query


class ListPage(ListLayout):
    answered = Signal()
    """A search was answered and is shown."""
    counted = Signal()
    """Every count of a filter that can be seen is known."""

    def __init__(
        self, context: PageContext, spec: RecordTypeSpec, list_head: ListHead | None = None
    ) -> None:
        super().__init__(context, spec, list_head)
        self._context = context
        self._everything = 0
        self._is_arriving = self._opens_found = False
        self._counting: dict[str, Job] = {}
        self.state = ListState(self)
        self.preferences = ListPreferences(self, self.state, context)
        self.bulk_actions = BulkActions(self, self.state, context)
        self.exporting = ListExporting(self, lambda: self.query, context)
        self.paper = RecordPages(
            self, context, spec.code, self._take_chosen, lambda: tr(self.kind.label)
        )
        self.printing = Printing(self, context)
        self.panels = RecordPanels(context, spec, self)
        HeaderMenu(self)
        self._connect()
        self._register()
        self.preferences.recall()

    def _connect(self) -> None:
        self.begun.connect(self.begin)
        self.state.asked.connect(self.refresh)
        self.state.views_changed.connect(self.show_count)
        self.state.line_left.connect(self.leave_line)
        self.search.searched.connect(lambda _words: self.refresh())
        self.search.left_downwards.connect(self.to_rows)
        self.search.entered.connect(self._open_found)
        self.facets.changed.connect(self.refresh)
        self.facets.wanted.connect(self._count)
        self.view.order_chosen.connect(self.order_by)
        self.view.current_row.connect(self._on_row)
        self.view.opened.connect(self._open_row)
        self.preview.opened.connect(self.open)
        self.preview.pdf_wanted.connect(self.paper.save)
        self.selection.pdf_wanted.connect(self.paper.save)
        self.panels.page_wanted.connect(self.open)
        self.panels.shown.connect(self.show_panel)
        self.panels.left.connect(self.to_rows)
        self.chooser.ordered.connect(self.order_by)
        self.chooser.closed.connect(self.close_columns)
        for clear in (self.clear_button, self.start_again):
            clear.clicked.connect(lambda _checked=False: self.clear())
        self.search_everywhere.clicked.connect(lambda _checked=False: self._seek())
        for line in (self.view_name, self.review_day, self.bulk_field):
            line.gone.connect(self.leave_line)
        self.model.found.connect(self._on_found)
        self.model.arrived.connect(self._on_arrived)
        self._context.changes.happened.connect(self._on_changes)
        if self.list_head is not None:
            self.list_head.narrowed.connect(self._on_narrowed)
            self.list_head.left_downwards.connect(self.to_rows)

    def _register(self) -> None:
        belongs(self, IN_A_LIST)
        new, find = tr(self.spec.new), tr("Search in this list")
        undo, redo = self._context.undo_wanted.emit, self._context.redo_wanted.emit
        register(
            self,
            Command("list.new", new, NEW_KEYS, self.begin, icon="plus"),
            Command("list.search", find, "Ctrl+F", self.search.setFocus, icon="search", menu=EDIT),
            Command(
                "list.columns",
                tr("Choose columns"),
                "",
                self.show_columns,
                icon="columns",
                menu=VIEW,
            ),
            Command(
                "list.view",
                tr("Save as view"),
                "",
                self.preferences.ask_name,
                icon="bookmark",
                menu=VIEW,
            ),
            Command(
                "list.export",
                tr("Export this list"),
                "",
                self.exporting.ask_file,
                icon="file-export",
                menu=FILE,
            ),
            Command(
                "list.clear", tr("Clear search and filters"), "", self.clear, icon="x", menu=VIEW
            ),
            Command(
                "list.preview", tr("Show or hide the preview"), "F6", self.flip_preview, menu=VIEW
            ),
            Command(
                "list.set",
                tr("Set a field …"),
                SET_KEYS,
                self.bulk_actions.ask_field,
                icon="adjustments",
            ),
            Command("undo", tr("Undo last change"), "Ctrl+Z", undo, offered=False, menu=EDIT),
            Command("redo", tr("Redo last change"), "Ctrl+Y", redo, offered=False, menu=EDIT),
            Command(
                "list.print",
                tr("Print this list …"),
                PRINT_KEYS,
                self._print,
                icon="printer",
                menu=FILE,
            ),
        )
        if self.spec.has_pages:
            printed = tr("Print the chosen records …")
            register(
                self,
                Command("pages.print", printed, "", self._print_chosen, icon="printer", menu=FILE),
            )
        register_derived(self, self._context, self.look.kind, lambda: self.current_id)
        register(
            self.view,
            Command("list.open", tr("Open the record"), "Enter", None),
            Command("list.all", tr("Choose all"), "Ctrl+A", None),
            Command("list.copy", tr("Copy rows with headings"), "Ctrl+C", None),
            Command("list.more", tr("Choose several, one after another"), "Shift+Down", None),
            Command("list.menu", tr("Actions for the selection"), "Shift+F10", None),
        )

    # --- what is asked

    @property
    def query(self) -> Query:
        """What the list is asked for now."""
        from rilo_desktop.services.records.lists import Query

        filters = dict(self.facets.chosen)
        order, descending = self.state.order
        return Query(
            kind=self.look.kind,
            words=self.search.text().strip(),
            filters=filters,
            order=order,
            descending=descending,
            archived=ARCHIVED in filters,
        )

    def refresh(self) -> None:
        """Ask anew; the current record stays the current one where it is still found."""
        for ticket in self._counting.values():
            ticket.cancel()
        self._counting.clear()
        self.preferences.leave_changed_view()
        if not self.state.wanted:
            self.state.wanted = self.current_id
        self.model.search(self.query)

    def order_by(self, order: str, descending: bool) -> None:
        """By a column of the store; "" is the list's own order."""
        self.state.order = (order, descending)
        self.view.show_order(order, descending)
        self.preferences.changed()
        self.refresh()

    def _count(self, fields: list[str]) -> None:
        """Ask for the counts of filters, one question each: the next search comes between."""
        query = self.query
        for field in fields:
            self._counting[field] = self._context.serve(
                lists.codes,
                query,
                field,
                then=partial(self._on_count, field),
                owner=self,
                turn=f"count {field}",
                later=True,
            )

    def _on_count(self, field: str, counts: Mapping[str, int]) -> None:
        self._counting.pop(field, None)
        self.facets.show_count(field, counts, is_last=not self._counting)
        if not self._counting:
            self.counted.emit()

    def _on_narrowed(self, filters: Mapping[str, tuple[str, ...]]) -> None:
        """By what stands above the list."""
        self.facets.choose(filters)
        self.views.mark_view("")
        self.refresh()

    # --- coming and going

    def arrive(self, destination: Route) -> None:
        """As it was left, or with what another page searches for."""
        if destination.words or destination.filters:
            self.facets.choose(destination.filters)
            self.views.mark_view("")
            self.search.put(destination.words)
            self.refresh()

    def open(self, record_id: str) -> None:
        """Edit a record."""
        self._context.go(Route(self.look.kind, record_id))

    def _open_found(self) -> None:
        """Enter in the search: the current record, once the words are answered."""
        self._opens_found = True
        self.refresh()

    def begin(self) -> None:
        """Edit a new record, or begin it as the head of the list does."""
        if self.list_head is not None and self.list_head.begins():
            return
        self._context.go(Route(self.look.kind, new=True))

    def keep(self, record_id: str) -> None:
        """Make this record the current one when the list is next answered."""
        self.state.wanted = record_id

    def clear(self) -> None:
        self.preferences.show_view(None)
        self.search.setFocus()

    def _seek(self) -> None:
        self._context.sought.emit(self.search.text().strip())

    def take_focus(self) -> None:
        if self.list_head is not None:
            self.list_head.take_focus()
        elif self.pages.currentIndex() == 1:
            self.empty.focus_first()
        else:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_chosen(self, take: Take) -> None:
        ids_of_rows(self._context, self, self.bulk_actions.keys, take)

    def _print(self) -> None:
        self.printing.list(self.exporting.request())

    def _print_chosen(self) -> None:
        self._take_chosen(self.printing.records)

    def leave_line(self) -> None:
        """A question above the rows was answered or given up."""
        self.show_line(None)
        self.bulk_actions.show_state()
        self.to_rows()

    def to_rows(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what comes back

    def _narrowed(self) -> bool:
        return bool(self.search.text().strip() or self.facets.chosen)

    def _on_found(self, total: int) -> None:
        if not self._narrowed():
            self._everything = total
            self.views.show_count("", total)
        self.show_count()
        self._show_chips()
        had_focus = self.isAncestorOf(self.window().focusWidget() or self)
        self.pages.setCurrentIndex(0 if total or self._narrowed() else 1)
        is_empty = self.pages.currentIndex() == 1
        self.new_button.setVisible(not is_empty)
        if self.list_head is not None:
            self.list_head.show_filters(self.facets.chosen)
            self.list_head.show_room(is_empty, self.panels.is_open)
        elif is_empty and had_focus:
            self.empty.focus_first()
        self.rows.setCurrentIndex(0 if total else 1)
        words = self.search.text().strip()
        self.nothing_words.setText(
            tr("Nothing was found for “{words}”.", words=words)
            if words
            else tr("No records match these filters.")
        )
        self.search_everywhere.setVisible(bool(words))
        if not total:
            self._opens_found = False
            self.preview.clear()
        self.bulk_actions.show_state()
        self._count(self.facets.shown_fields)

    def show_count(self) -> None:
        """How many there are, and what can be done with this question."""
        number, total = numbers().number, self.model.rowCount()
        if self._narrowed():
            text = tr(
                "{count} of {all}", count=number(total), all=number(max(total, self._everything))
            )
        else:
            text = plural("{count} record", "{count} records", total)
        self.count.setText(text)
        self.clear_button.setVisible(self._narrowed())
        self.keep_button.setVisible(self._narrowed() and self.views.current is None)

    def _show_chips(self) -> None:
        self.chips.clear()
        made: list[QWidget] = []
        for field, codes in self.facets.chosen.items():
            label = tr("{field}: {count}", field=self.facets.label_of(field), count=len(codes))
            said = self.facets.said_of(field) or label
            chip = button(
                said,
                lambda f=field: self.facets.drop(f),  # type: ignore[misc]
                "chip",
                name=tr("Remove filter: {field}", field=self.facets.label_of(field)),
                high=22,
            )
            chip.setToolTip(tip(f"{chip.accessibleName()}\n{said}"))  # it may be cut
            self.chips.addWidget(chip)
            made.append(chip)
        self._chip_tabs.lead_to(made)

    def _on_arrived(self) -> None:
        """Rows are in memory: find the current record again, or begin with the first."""
        wanted = self.state.wanted
        row_at = self.model.row_of(wanted) if wanted else -1
        self._is_arriving = True
        if self.model.rowCount() and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(max(0, row_at), 0))
        elif row_at >= 0:
            self.view.setCurrentIndex(self.model.index(row_at, 0))
        self.state.wanted = ""
        self.bulk_actions.choose_again()
        self._on_row(self.view.currentIndex().row())
        self._is_arriving = False
        opens, self._opens_found = self._opens_found, False
        self.answered.emit()
        if opens:
            self._open_row(self.view.currentIndex().row())

    def _on_row(self, at: int) -> None:
        listed = self.model.listed(at) if at >= 0 else None
        if listed is not None and self.preview.isVisibleTo(self):
            self.preview.show_record(listed.id, later=self._is_arriving)

    def _open_row(self, at: int) -> None:
        listed = self.model.listed(at)
        if listed is not None:
            self.panels.open(listed.id)

    def _on_changes(self, changes: Changes) -> None:
        if self.look.kind in changes.kinds:
            self.refresh()
            self.preferences.count_views()

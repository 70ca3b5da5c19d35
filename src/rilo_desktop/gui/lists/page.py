"""The list page of a kind: made from its look and its description, the same for every kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from rilo_desktop.records import kind_named

from ..commands import IN_A_LIST, Command, belongs, register
from ..desk import Desk
from ..destination import Destination
from ..models.listed import ListLook
from ..models.records import ORDERS, RecordsModel
from ..texts import numbers, tr
from ..theme import scaled
from ..theme.tokens import HEADER, MEDIUM, PREVIEW_BELOW, RAIL_BELOW, SEMIBOLD, SMALL, TITLE
from ..widgets.boxes import Flow, Panel, column, row
from ..widgets.buttons import button, show_keys
from ..widgets.search_box import SearchBox
from ..widgets.words import Label
from .empty import Beginning, EmptyPage
from .facets import Facets
from .preview import Preview
from .row_view import RowView

if TYPE_CHECKING:
    from rilo_desktop.services.changes import Changes


NEW_KEYS = "Ctrl+N"


class ListPage(QWidget):
    answered = Signal()
    """A search was answered and is shown."""

    def __init__(self, desk: Desk, look: ListLook) -> None:
        super().__init__()
        self._desk, self.look = desk, look
        self._kind = kind_named(look.kind)
        self._everything = 0
        self._keep = ""
        self.model = RecordsModel(desk, look)
        self.model.setParent(self)
        self.search = SearchBox(tr("Search"))
        self.facets = Facets(look)
        self.view = RowView(self.model, tr(self._kind.plural), bool(self._kind.dated))
        self.preview = Preview(desk, look)
        self.count = Label("", SMALL, MEDIUM, "text2")
        self._chip_holder = QWidget()
        self._chips = Flow(self._chip_holder)
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        new = self._words_for_new()
        self.new_button = button(new, self.begin, "primary", "plus")
        show_keys(self.new_button, NEW_KEYS)
        belongs(self, IN_A_LIST)
        register(self, Command("list.new", new, NEW_KEYS, self.begin, icon="plus"))
        self._filter_button = button(
            "", self._toggle_facets, "ghost", "filter", tr("Filters"), checkable=True
        )
        self._preview_button = button(
            "",
            self._toggle_preview,
            "ghost",
            "layout-sidebar-right",
            tr("Preview"),
            checkable=True,
        )
        self._preview_button.setChecked(True)
        head = Panel("surface", "b", height=HEADER)
        title = Label(tr(self._kind.plural), TITLE, SEMIBOLD)
        row(title, None, self.new_button, gap=8, margins=(20, 0, 16, 0), into=head)
        self._clear = button(tr("Clear"), self.clear, "link", high=22)
        middle = Panel("surface")
        tools = row(
            self.search,
            self._filter_button,
            self._preview_button,
            gap=8,
            margins=(16, 8, 8, 8),
        )
        found = row(self.count, (self._chip_holder, 1), self._clear, gap=8, margins=(16, 5, 16, 5))
        found.setFixedHeight(scaled(34))
        self._nothing = self._nothing_found()
        self._rows = QStackedWidget()
        self._rows.addWidget(self.view)
        self._rows.addWidget(self._nothing)
        column(tools, found, (self._rows, 1), into=middle)
        body = row(self.facets, (middle, 1), self.preview)
        empty = Panel("canvas")
        self._empty = self._empty_page()
        column(self._empty, into=empty)
        self._pages = QStackedWidget()
        self._pages.addWidget(body)
        self._pages.addWidget(empty)
        column(head, (self._pages, 1), into=self)

    def _words_for_new(self) -> str:
        known = {
            "case-study": tr("New case study"),
            "risk-indicator": tr("New risk indicator"),
            "action-item": tr("New action item"),
        }
        return known.get(self.look.kind, tr("New"))

    def _empty_page(self) -> EmptyPage:
        known = {
            "case-study": tr("No case studies yet"),
            "risk-indicator": tr("No risk indicators yet"),
            "action-item": tr("No action items yet"),
        }
        begin = Beginning(
            self._words_for_new(),
            tr("A draft may be saved with as little as a title"),
            self.look.icon,
            self.begin,
            tr("Ctrl N"),
        )
        title = known.get(self.look.kind, tr("Nothing yet"))
        return EmptyPage(title, tr(self.look.about), [begin])

    def _nothing_found(self) -> QWidget:
        self._nothing_words = Label("", tone="text2", leading=False, wrap=True)
        self._nothing_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        clear = button(tr("Clear search and filters"), self.clear)
        return column(None, self._nothing_words, 12, row(None, clear, None), None, None)

    def _connect(self) -> None:
        self.search.searched.connect(lambda _words: self.refresh())
        self.search.left_downwards.connect(self._to_rows)
        self.facets.changed.connect(lambda _filters: self.refresh())
        self.view.horizontalHeader().sortIndicatorChanged.connect(lambda *_: self.refresh())
        self.view.current_row.connect(self._on_row)
        self.view.opened.connect(self._open_row)
        self.preview.opened.connect(self.open)
        self.model.found.connect(self._on_found)
        self.model.arrived.connect(self._on_arrived)
        self._desk.changes.happened.connect(self._on_changes)

    def refresh(self) -> None:
        """Ask anew; the current record stays the current one where it is still found."""
        from rilo_desktop.services.lists import Query

        order, descending = self._order()
        current = self.model.listed(self.view.currentIndex().row())
        self._keep = self._keep or (current.id if current is not None else "")
        self.model.search(
            Query(
                kind=self.look.kind,
                words=self.search.text().strip(),
                filters=dict(self.facets.chosen),
                order=order,
                descending=descending,
            )
        )

    def _order(self) -> tuple[str, bool]:
        """The column the officer chose; until then newest first, or by reference."""
        head = self.view.horizontalHeader()
        section = head.sortIndicatorSection()
        if section not in ORDERS:
            return "", False
        order = ORDERS[section]
        if not order and self.look.aside != self._kind.dated:
            order = self.look.aside
        return order, head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder

    def arrive(self, destination: Destination) -> None:
        """As it was left, or with the words another page searches for."""
        if destination.words:
            self.facets.chosen = {}
            self.search.setText(destination.words)

    def open(self, record_id: str) -> None:
        """Edit a record."""
        self._desk.go(Destination(self.look.kind, record_id))

    def begin(self) -> None:
        """Edit a new record."""
        self._desk.go(Destination(self.look.kind, new=True))

    def keep(self, record_id: str) -> None:
        """Make this record the current one when the list is next answered."""
        self._keep = record_id

    def clear(self) -> None:
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.facets.chosen = {}
        self.refresh()
        self.search.setFocus()

    def take_focus(self) -> None:
        if self._pages.currentIndex() == 1:
            self._empty.focus_first()
        else:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _narrowed(self) -> bool:
        return bool(self.search.text().strip() or self.facets.chosen)

    def _on_found(self, total: int, counts: Mapping[str, Mapping[str, int]]) -> None:
        if not self._narrowed():
            self._everything = total
        self.facets.show_counts(counts)
        self._show_count(total)
        self._show_chips()
        had_focus = self.isAncestorOf(self.window().focusWidget() or self)
        self._pages.setCurrentIndex(0 if total or self._narrowed() else 1)
        self.new_button.setVisible(self._pages.currentIndex() == 0)
        if self._pages.currentIndex() == 1 and had_focus:
            self._empty.focus_first()
        self._rows.setCurrentIndex(0 if total else 1)
        words = self.search.text().strip()
        self._nothing_words.setText(
            tr("Nothing was found for “{words}”.", words=words)
            if words
            else tr("Nothing is left with these filters.")
        )
        if not total:
            self.preview.clear()

    def _show_count(self, total: int) -> None:
        number = numbers().number
        if self._narrowed():
            text = tr(
                "{count} of {all}", count=number(total), all=number(max(total, self._everything))
            )
        else:
            text = number(total)
        self.count.setText(text)
        self._clear.setVisible(self._narrowed())

    def _show_chips(self) -> None:
        self._chips.clear()
        for field, codes in self.facets.chosen.items():
            label = tr("{field}: {count}", field=self.facets.label_of(field), count=len(codes))
            chip = button(
                label,
                lambda f=field: self.facets.drop(f),  # type: ignore[misc]
                "chip",
                name=tr("Remove filter: {field}", field=self.facets.label_of(field)),
                high=22,
            )
            self._chips.addWidget(chip)

    def _on_arrived(self) -> None:
        """Rows are in memory: find the current record again, or begin with the first."""
        row_at = self.model.row_of(self._keep) if self._keep else -1
        if self.model.rowCount() and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(max(0, row_at), 0))
        elif row_at >= 0:
            self.view.setCurrentIndex(self.model.index(row_at, 0))
        self._keep = ""
        self._on_row(self.view.currentIndex().row())
        self.answered.emit()

    def _on_row(self, at: int) -> None:
        listed = self.model.listed(at) if at >= 0 else None
        if listed is not None and self.preview.isVisibleTo(self):
            self.preview.show_record(listed.id)

    def _open_row(self, at: int) -> None:
        listed = self.model.listed(at)
        if listed is not None:
            self.open(listed.id)

    def _to_rows(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changes(self, changes: Changes) -> None:
        if self.look.kind in changes.kinds:
            self.refresh()

    def _toggle_facets(self) -> None:
        self.facets.setVisible(self._filter_button.isChecked())

    def _toggle_preview(self) -> None:
        self.preview.setVisible(self._preview_button.isChecked())
        self._on_row(self.view.currentIndex().row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.window().width()
        narrow = wide < scaled(RAIL_BELOW)
        self._filter_button.setVisible(narrow)
        self.facets.setVisible(not narrow or self._filter_button.isChecked())
        if wide < scaled(PREVIEW_BELOW) and event.oldSize().width() >= self.width():
            self._preview_button.setChecked(False)
            self._toggle_preview()
        self.preview.setFixedWidth(scaled(312 if narrow else 352))

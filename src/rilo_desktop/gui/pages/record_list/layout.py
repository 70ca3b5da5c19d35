"""The frame of a list page: what stands where, and how it gives way to a narrow window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QMenu,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QSplitterHandle,
    QStackedWidget,
    QWidget,
)

from rilo_desktop.language import NC_
from rilo_desktop.presentation.record_type import RecordTypeSpec

from ...context import PageContext
from ...i18n import tr
from ...itemviews.records_model import RecordsModel
from ...routing import Route
from ...theme import colour, icon, scaled
from ...theme.tokens import (
    FACETS,
    HEADER,
    MEDIUM,
    PREVIEW,
    PREVIEW_BELOW,
    RAIL_BELOW,
    SEMIBOLD,
    SMALL,
    TITLE,
)
from ...widgets.buttons import button, show_keys
from ...widgets.empty_page import Beginning, EmptyPage
from ...widgets.labels import Label, tip
from ...widgets.layouts import FlowLayout, Panel, TabAnchor, hbox, vbox
from ...widgets.list_head import ListHead
from ...widgets.search_box import SearchBox
from ...widgets.search_hint import SearchHint, search_help
from ...widgets.side_panel import RecordPanel
from .column_chooser import ColumnChooser
from .facets import Facets
from .field_line import FieldLine
from .preview import Preview
from .row_view import RowView
from .selection import SelectionBar
from .views import NameLine, Views

NEW_KEYS = "Ctrl+N"
WIDE_FROM = 1600
"""Width of the window from which a list shows columns where the officer chose nothing."""
WIDE_FACETS = 228
LEAST_ROWS = 200
"""Height that a head leaves to the rows, whatever the empty page would ask for."""
NARROWEST_PREVIEW, NARROW_PREVIEW, WIDEST_PREVIEW = 280, 312, 520


class ListLayout(QWidget):
    """Widgets of the page in their places; what they do stands in `ListPage`."""

    begun = Signal()
    """A new record is wanted."""
    preview_drawn = Signal(int)
    """The preview was drawn wider or narrower: its width in unscaled pixels."""
    widened = Signal()
    """The window became another width."""

    def __init__(
        self, context: PageContext, spec: RecordTypeSpec, list_head: ListHead | None = None
    ) -> None:
        """`list_head` stands above the rows; filters and preview then wait until asked for."""
        super().__init__()
        from rilo_desktop.services.records.lists import filter_names

        self.spec, self.kind, self.list_head = spec, spec.kind, list_head
        self.look = look = spec.list
        self.preview_width = PREVIEW
        self._is_narrow = self._is_folded = False
        self._ways_in = self._imports(context)
        self.model = RecordsModel(context, look, list_head.tell if list_head is not None else None)
        self.model.setParent(self)
        self.search = SearchBox(tr(NC_("verb", "Search")))
        self.facets = Facets(context, look, filter_names(look.kind))
        self.views = Views(tr("Everything"))
        self.view = RowView(self.model, tr(self.kind.plural))
        self.preview = Preview(context, look)
        self.chooser = ColumnChooser(look)
        self.selection = SelectionBar(spec.can_be_sent, spec.has_pages)
        self._choices = context.names
        self._build()

    # --- the pieces

    def _build(self) -> None:
        self.new_button = button(tr(self.spec.new), self.begun.emit, "primary", "plus")
        show_keys(self.new_button, NEW_KEYS)
        head = Panel("surface", "b", height=HEADER)
        title = Label(tr(self.spec.place), TITLE, SEMIBOLD)
        hbox(title, None, self.new_button, gap=8, margins=(20, 0, 16, 0), into=head)
        self._left = Panel("canvas", "r", width=FACETS)
        vbox(self.views, (self.facets, 1), gap=8, margins=(12, 6, 13, 8), into=self._left)
        self._side = QStackedWidget()
        self._side.addWidget(self.preview)
        self._side.addWidget(self.chooser)
        self._body = _Body(Qt.Orientation.Horizontal)
        self._body.setHandleWidth(scaled(4))
        self._body.setChildrenCollapsible(False)
        self._body.addWidget(self._build_middle())
        self._body.addWidget(self._side)
        self._body.setStretchFactor(0, 1)
        self._body.splitterMoved.connect(self._on_preview_drawn)
        empty = Panel("canvas")
        self.empty = self._empty_page()
        vbox(self.empty, into=empty)
        self.pages = QStackedWidget()
        self.pages.addWidget(hbox(self._left, (self._body, 1)))
        self.pages.addWidget(empty)
        below: QWidget = self.pages
        if self.list_head is not None:
            below = Panel("surface")
            vbox(self.list_head, (self.pages, 1), gap=4, into=below)
            self.pages.setMinimumHeight(scaled(LEAST_ROWS))
            if not self.list_head.keeps_preview:
                self._preview_button.setChecked(False)
                self._side.hide()
        self._beside = hbox((vbox(head, (below, 1)), 1))
        hbox(self._beside, into=self)

    def _build_middle(self) -> QWidget:
        self._filter_button = _tool("filter", tr("Views and filters"), self._toggle_facets)
        self._columns_button = _tool("columns", tr("Columns"), self._toggle_columns)
        self._preview_button = _tool("layout-sidebar-right", tr("Preview"), self._on_preview)
        self._preview_button.setChecked(True)
        self.export_button = button("", None, "ghost", "file-export", tr("Export this list"))
        self.import_button = button(
            "", self._open_imports, "ghost", "file-import", tr("Import, or save a template")
        )
        tools = hbox(
            self.search,
            self._filter_button,
            self._columns_button,
            self.import_button,
            self.export_button,
            self._preview_button,
            gap=8,
            margins=(16, 8, 8, 2),
        )
        hint = hbox((SearchHint(), 1), margins=(20, 0, 16, 4))
        if self.list_head is not None:  # what stands above leaves little room: a tip says it
            hint.hide()
            self.search.setToolTip(tip(search_help()))
        self._lines = self._build_lines()
        self.rows = QStackedWidget()
        self.rows.addWidget(self.view)
        self.rows.addWidget(self._nothing_found())
        middle = Panel("surface")
        vbox(tools, hint, hbox(self._lines, margins=(16, 0, 16, 4)), (self.rows, 1), into=middle)
        middle.setMinimumWidth(scaled(360))
        return middle

    def _build_lines(self) -> QStackedWidget:
        """What was found, what is chosen, or a question: one at a time, at one height."""
        self.count = Label("", SMALL, MEDIUM, "text2")
        holder = QWidget()
        holder.setFixedHeight(scaled(22))
        self.chips = FlowLayout(holder)
        self._chip_tabs = TabAnchor(holder)
        self.clear_button = button(tr("Clear"), kind="link", high=22)
        self.keep_button = button(tr("Save as view"), kind="link", high=22)
        found = hbox(
            self.count,
            (holder, 1),
            self.keep_button,
            self.clear_button,
            gap=8,
        )
        self.view_name = NameLine(tr("Name of the view"), tr("Save"))
        example = tr("e.g. {example}", example="2027-01-31")
        self.review_day = NameLine(tr("Review date"), tr("Set"), example)
        self.bulk_field = FieldLine(self.kind, self._choices)
        lines = QStackedWidget()
        self._found_line = found
        for one in (found, self.selection, self.view_name, self.review_day, self.bulk_field):
            lines.addWidget(one)
        lines.setMinimumHeight(scaled(34))
        lines.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return lines

    def _empty_page(self) -> EmptyPage:
        begin = Beginning(
            tr(self.spec.new),
            tr("A draft may be saved with as little as a title"),
            self.spec.icon,
            self.begun.emit,
            tr("Ctrl N"),
        )
        return EmptyPage(tr(self.spec.empty), tr(self.spec.about), [begin, *self._ways_in])

    def _imports(self, context: PageContext) -> list[Beginning]:
        """How records of the list come in from a workbook."""
        kind = self.look.kind
        bring = Beginning(
            tr("Import tables"),
            tr("Nothing is written until you have seen what would change."),
            "file-import",
            lambda: context.go(Route("import", kind=kind)),
        )
        template = Beginning(
            tr("Save a template to fill in"),
            tr("What a record needs, with lists to choose from and an example"),
            "download",
            lambda: context.go(Route("import", kind=kind, new=True)),
        )
        return [bring, template] if self.kind.sheet else [bring]

    def imports_menu(self) -> QMenu:
        """The same as a menu, which goes when it is closed."""
        menu = QMenu(self)
        menu.setAccessibleName(self.import_button.accessibleName())
        menu.aboutToHide.connect(menu.deleteLater)
        for one in self._ways_in:
            action = menu.addAction(icon(one.icon), one.title)
            action.triggered.connect(lambda _checked=False, way=one: way.begin())
        return menu

    def _open_imports(self) -> None:
        below = QPoint(0, self.import_button.height() + 2)
        self.imports_menu().popup(self.import_button.mapToGlobal(below))

    def _nothing_found(self) -> QWidget:
        self.nothing_words = Label("", tone="text2", leading=False, wrap=True)
        self.nothing_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.start_again = button(tr("Clear search and filters"))
        self.search_everywhere = button(tr("Search all kinds"), kind="link")
        return vbox(
            None,
            self.nothing_words,
            12,
            hbox(None, self.start_again, None),
            8,
            hbox(None, self.search_everywhere, None),
            None,
            None,
        )

    def show_panel(self, panel: RecordPanel) -> None:
        """Give a record its room at the trailing edge, beside everything else."""
        box = self._beside.layout()
        assert box is not None
        if box.indexOf(panel) < 0:
            box.addWidget(panel)
            panel.left.connect(lambda: self._on_panel(False))
        self._on_panel(True)

    def _on_panel(self, is_open: bool) -> None:
        if self.list_head is not None:
            self.list_head.show_room(self.pages.currentIndex() == 1, is_open)

    # --- what is seen of them

    @property
    def line(self) -> QWidget | None:
        """What stands between search and rows."""
        return self._lines.currentWidget()

    def show_line(self, widget: QWidget | None) -> None:
        """`selection`, `view_name`, `review_day`, `bulk_field`, or None: what was found."""
        self._lines.setCurrentWidget(widget or self._found_line)

    def show_columns(self) -> None:
        self._columns_button.setChecked(True)
        self._toggle_columns()

    def close_columns(self) -> None:
        self._columns_button.setChecked(False)
        self._side.setCurrentWidget(self.preview)
        self._side.setVisible(self._preview_button.isChecked())
        self._show_current()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def flip_preview(self) -> None:
        self._preview_button.click()

    def _toggle_facets(self) -> None:
        self._left.setVisible(self._filter_button.isChecked())

    def _on_preview(self) -> None:
        self._is_folded = False
        self._toggle_preview()

    def _toggle_preview(self) -> None:
        self._columns_button.setChecked(False)
        self._side.setCurrentWidget(self.preview)
        self._side.setVisible(self._preview_button.isChecked())
        self.fit()
        self._show_current()

    def _toggle_columns(self) -> None:
        if not self._columns_button.isChecked():
            self.close_columns()
            return
        self._side.setCurrentWidget(self.chooser)
        self._side.show()
        self.fit()
        self.chooser.take_focus()

    def _show_current(self) -> None:
        self.view.current_row.emit(self.view.currentIndex().row())

    @property
    def current_id(self) -> str:
        """Id of the current record; "" where there is none, or its row is not in memory."""
        current = self.model.listed(self.view.currentIndex().row())
        return current.id if current is not None else ""

    @property
    def is_wide(self) -> bool:
        """Is there room for columns?"""
        return self.window().width() >= scaled(WIDE_FROM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.window().width()
        narrow = wide < scaled(RAIL_BELOW) or self.list_head is not None
        self._filter_button.setVisible(narrow)
        self._left.setVisible(not narrow or self._filter_button.isChecked())
        self._left.setFixedWidth(scaled(WIDE_FACETS if self.is_wide else FACETS))
        self._fold_preview(wide < scaled(PREVIEW_BELOW))
        self.fit()
        self.widened.emit()

    def _fold_preview(self, narrow: bool) -> None:
        """It goes where there is no room for both, and comes again where there is.

        Between these two moments the officer's word holds.
        """
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        shown = self._preview_button.isChecked()
        if (narrow and shown) or (not narrow and self._is_folded):
            self._preview_button.setChecked(not shown)
            self._toggle_preview()
        self._is_folded = narrow and shown

    def fit(self) -> None:
        """Give the preview its width, less where the window is small."""
        narrow = self.window().width() < scaled(RAIL_BELOW)
        most = min(self.preview_width, NARROW_PREVIEW if narrow else WIDEST_PREVIEW)
        side = scaled(max(NARROWEST_PREVIEW, most))
        total = self._body.width() - self._body.handleWidth()
        if total > side and self._side.isVisibleTo(self):
            self._side.setMinimumWidth(scaled(NARROWEST_PREVIEW))
            self._side.setMaximumWidth(scaled(WIDEST_PREVIEW))
            self._body.setSizes([total - side, side])

    def _on_preview_drawn(self, _at: int, _index: int) -> None:
        self.preview_width = round(self._side.width() * 100 / scaled(100))
        self.preview_drawn.emit(self.preview_width)


class _Body(QSplitter):
    """Rows and preview; the edge between them is drawn by the preview alone."""

    def createHandle(self) -> QSplitterHandle:
        return _Edge(self.orientation(), self)


class _Edge(QSplitterHandle):
    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour("surface"))


def _tool(icon: str, name: str, pressed: Callable[[], object]) -> QPushButton:
    return button("", pressed, "ghost", icon, name, checkable=True)

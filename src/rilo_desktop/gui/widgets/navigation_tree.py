"""The navigation: groups of pages as a tree of two levels. One tab stop, drawn rows.

Left and Right fold and open a group; Enter, the space bar or a click goes there. As a rail only the
icons of the groups stand there, and the pages of one fly out beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTreeView

from rilo_desktop.characters import visible

from ..i18n import mirrored, tr
from ..itemviews import STRETCH, Cell, Chip, Icon, Row, RowContext, Text
from ..itemviews.focused_current import FocusedCurrent
from ..itemviews.list_view import plain_key
from ..itemviews.row_delegate import RowDelegate
from ..theme import colour, icon, metrics, scaled
from ..theme.tokens import BODY, REGULAR, SEMIBOLD, SMALL

Index = QModelIndex | QPersistentModelIndex
GROUP, CHILD, ICON, INSET, WORDS, LINE, GROUND = 34, 28, 18, 10, 38, 19, 28
"""Unscaled: heights of rows, the icon, what stands before it, where words begin, the hairline, and
where the ground of a page begins."""
APART = 6
"""Before the last group, which is about the office and not about its work."""
BESIDE = 13
"""Between an icon of the rail and its pages."""
HOVER = 400
"""Milliseconds on an icon of the rail before its pages fly out."""
DOT = 8
BELOW_LAST = 3
"""Between the last page of a group and the next group."""


@dataclass(frozen=True, slots=True)
class NavigationPage:
    """`waiting`: how many things there wait for somebody."""

    key: str
    label: str
    icon: str
    count: str = ""
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class NavigationBranch:
    """A group; one of a single page is that page, without children."""

    key: str
    label: str
    icon: str
    pages: tuple[NavigationPage, ...]

    @property
    def children(self) -> tuple[NavigationPage, ...]:
        return self.pages if len(self.pages) > 1 else ()

    @property
    def waiting(self) -> int:
        return sum(page.waiting for page in self.pages)


class NavigationModel(QAbstractItemModel):
    """Rows without a parent are groups; an internal id is 0 there, else the group's row plus 1."""

    def __init__(self) -> None:
        super().__init__()
        self.branches: tuple[NavigationBranch, ...] = ()

    def show_branches(self, branches: Sequence[NavigationBranch]) -> bool:
        """Do others stand there now, so that the view begins anew?"""
        new = tuple(branches)
        is_same = _keys(new) == _keys(self.branches)
        if not is_same:
            self.beginResetModel()
        self.branches = new
        if not is_same:
            self.endResetModel()
            return True
        for row, branch in enumerate(new):
            at = self.index(row, 0)
            self.dataChanged.emit(at, at)
            if branch.children:
                last = self.index(len(branch.children) - 1, 0, at)
                self.dataChanged.emit(self.index(0, 0, at), last)
        return False

    def item(self, index: Index) -> NavigationBranch | NavigationPage:
        within = index.internalId()
        return (
            self.branches[within - 1].children[index.row()]
            if within
            else self.branches[index.row()]
        )

    def branch_of(self, index: Index) -> NavigationBranch:
        return self.branches[(index.internalId() or index.row() + 1) - 1]

    def place_of(self, page: str) -> QModelIndex:
        """Of a page by its key; of one alone in its group that of the group."""
        for row, branch in enumerate(self.branches):
            for number, one in enumerate(branch.pages):
                if one.key == page:
                    at = self.index(row, 0)
                    return self.index(number, 0, at) if branch.children else at
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008
        within = index.internalId() if index.isValid() else 0
        return self.createIndex(within - 1, 0, 0) if within else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self.branches)
        return 0 if parent.internalId() else len(self.branches[parent.row()].children)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.item(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return visible(one.label, lines=False)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return visible(_spoken(one), lines=False)
        return None

    def headerData(
        self, _section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """It is never shown; a screen reader counts it as a row all the same."""
        is_asked = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return tr("Pages") if is_asked else None


def _keys(branches: Sequence[NavigationBranch]) -> list[tuple[str, list[str]]]:
    return [(branch.key, [page.key for page in branch.pages]) for branch in branches]


def _spoken(one: NavigationBranch | NavigationPage) -> str:
    count = one.count if isinstance(one, NavigationPage) else ""
    waiting = tr("{count} waiting", count=one.waiting) if one.waiting else ""
    return " ".join(part for part in (one.label, count, waiting) if part)


class NavigationTree(FocusedCurrent, QTreeView):
    """`chosen(key)` of a page, `group_chosen(key)` of a group with several, `kept_open(keys)` when
    the officer pinned other groups."""

    chosen = Signal(str)
    group_chosen = Signal(str)
    kept_open = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.places = NavigationModel()
        self.places.setParent(self)
        self.setModel(self.places)
        self.setItemDelegate(RowDelegate(self._row, self))
        self.setAccessibleName(name)
        self._here = ""
        self._pinned: frozenset[str] = frozenset()
        self._is_rail = self._is_marking = False
        self._hovered = QPersistentModelIndex()
        self._soon = QTimer(self, singleShot=True, interval=HOVER)
        self._soon.timeout.connect(lambda: self.fly_out(self._hovered))
        self.setHeaderHidden(True)
        self.header().setMinimumSectionSize(1)  # a rail is narrower than heads are
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setIndentation(scaled(GROUND))
        self.setRootIsDecorated(False)
        self.setAnimated(False)
        self.setExpandsOnDoubleClick(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        # By rows Qt takes a child's row for its place in the whole tree: a reader went elsewhere
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._go)
        self.selectionModel().selectionChanged.connect(self._on_selection)

    # --- what stands there

    def show_branches(self, branches: Sequence[NavigationBranch]) -> None:
        """Show these; where one is, and what is open, stays."""
        self._is_marking = True
        is_new = self.places.show_branches(branches)
        self._is_marking = False
        if is_new:
            self._fold()
            self.mark(self._here)

    def mark(self, page: str) -> None:
        """This page is shown now: its group opens, the others fold unless they are kept open."""
        self._here = page
        self._fold()
        at = self.places.place_of(page)
        if not at.isValid():
            return
        if self._is_rail and at.parent().isValid():
            at = at.parent()
        self._is_marking = True
        self.setCurrentIndex(at)
        only = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().select(at, only)
        self._is_marking = False
        self.viewport().update()

    def keep_open(self, groups: frozenset[str]) -> None:
        """What the officer pinned before."""
        self._pinned = groups
        self.mark(self._here)

    def set_rail(self, is_rail: bool) -> None:
        if is_rail != self._is_rail:
            self._is_rail = is_rail
            self.mark(self._here)
            self.scheduleDelayedItemsLayout()

    def _fold(self) -> None:
        here = self.places.place_of(self._here)
        inside = self.places.branch_of(here).key if here.isValid() else ""
        for row, branch in enumerate(self.places.branches):
            is_open = branch.key == inside or branch.key in self._pinned
            may_open = bool(branch.children) and not self._is_rail
            self.setExpanded(self.places.index(row, 0), is_open and may_open)

    def width_for_labels(self, count: str = "9") -> int:
        """The width at which no label is cut, with room for a count behind each."""
        font = metrics(BODY, SEMIBOLD)
        around = metrics(SMALL, REGULAR, True).horizontalAdvance(count) + scaled(14) + 2
        branches = self.places.branches
        labels = [b.label for b in branches]
        labels += [page.label for b in branches for page in b.children]
        widest = max(map(font.horizontalAdvance, labels), default=0)
        return scaled(WORDS + INSET) + widest + around

    # --- what a row shows

    def _row(self, one: NavigationBranch | NavigationPage, context: RowContext) -> Row:
        if isinstance(one, NavigationPage):
            return self._child_row(one, context)
        number = context.number
        is_open = self.isExpanded(self.places.index(number, 0))
        is_here = any(page.key == self._here for page in one.pages)
        lead = Cell(Icon(one.icon, "accentText" if is_here else "text2", ICON, 1.7))
        if self._is_rail:
            cells: tuple[Cell, ...] = (Cell((), STRETCH), lead, Cell((), STRETCH))
        else:
            words = Text(one.label, (BODY, SEMIBOLD if is_here else REGULAR))
            badge = _badge(one.waiting) if not is_open else ()
            cells = (lead, Cell((words,), STRETCH, WORDS - ICON - INSET), *badge)
        ground = "navsel" if is_here and not is_open else "hover" if context.is_hovered else ""
        apart = APART if self._is_before_last(number) and not is_open else 0
        return Row(
            cells,
            GROUP + apart,
            lead=0 if self._is_rail else INSET,
            trail=0 if self._is_rail else INSET,
            ground=ground,
            below=2 + scaled(apart),
        )

    def _child_row(self, one: NavigationPage, context: RowContext) -> Row:
        is_here = one.key == self._here
        words = Text(one.label, (BODY, SEMIBOLD if is_here else REGULAR))
        tone = "text2" if is_here else "text3"
        end = _badge(one.waiting)
        if not end and one.count:
            end = (Cell((Text(one.count, (SMALL, REGULAR, True), tone),), before=6),)
        ground = "navsel" if is_here else "hover" if context.is_hovered else ""
        is_last = one == self.places.branch_of(self.places.place_of(one.key)).pages[-1]
        return Row(
            (Cell((words,), STRETCH), *end),
            CHILD + (BELOW_LAST if is_last else 0),
            lead=WORDS - GROUND,
            trail=INSET,
            ground=ground,
            below=scaled(BELOW_LAST) if is_last else 0,
        )

    def _is_before_last(self, row: int) -> bool:
        return row == len(self.places.branches) - 2

    def drawBranches(self, _painter: QPainter, _rect: QRect, _index: Index) -> None:
        """None: a hairline joins the pages of a group."""

    def drawRow(self, painter: QPainter, option: Any, index: Index) -> None:
        super().drawRow(painter, option, index)
        rect: QRect = option.rect
        if index.parent().isValid():
            x = scaled(LINE)
            x = rect.right() - x if mirrored() else rect.x() + x
            painter.fillRect(x, rect.y(), 1, rect.height(), colour("line2"))
        elif self._is_rail and self.places.branch_of(index).waiting:
            size = scaled(DOT)
            x = rect.center().x() + scaled(6)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawEllipse(x, rect.y() + scaled(5), size, size)
            painter.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.setColumnWidth(0, event.size().width())  # a hidden head stretches nothing
            self.scheduleDelayedItemsLayout()

    # --- where it leads

    def _go(self, index: Index) -> None:
        """To a page, or to the page of a group that was used last."""
        if not index.isValid():
            return
        self._soon.stop()
        one = self.places.item(index)
        if isinstance(one, NavigationPage):
            self.chosen.emit(one.key)
        elif one.children:
            self.group_chosen.emit(one.key)
        elif one.pages:
            self.chosen.emit(one.pages[0].key)

    def selectionCommand(
        self, _index: Index, _event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """What is selected is where one is; mouse and keys move through the rows."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def _on_selection(self) -> None:
        """A screen reader selects; mouse and keys never do. What is marked before the next turn
        changes nothing."""
        here = self.places.place_of(self._here)
        chosen = [QPersistentModelIndex(at) for at in self.selectedIndexes() if at != here]
        if chosen and not self._is_marking:
            QTimer.singleShot(0, self, lambda: self._go(chosen[0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, at = plain_key(event), self.currentIndex()
        onward = Qt.Key.Key_Left if mirrored() else Qt.Key.Key_Right
        if at.isValid() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._go(at)
        elif self._is_rail and at.isValid() and key == onward:
            self.fly_out(at)
        else:
            super().keyPressEvent(event)

    # --- flying out, and keeping open

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        at = self.indexAt(event.position().toPoint())
        if self._is_rail and at != self._hovered:
            self._hovered = QPersistentModelIndex(at)
            self._soon.start()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._soon.stop()
        self._hovered = QPersistentModelIndex()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not at.isValid():
            return
        if self._is_rail:
            self.fly_out(at)
        elif menu := self.menu_of(at):
            place = self.visualRect(at).bottomLeft() if by_key else event.pos()
            menu.popup(self.viewport().mapToGlobal(place))

    def menu_of(self, at: Index) -> QMenu | None:
        """What can be done with a group; None for one that has nothing to open."""
        branch = self.places.branch_of(at)
        if not branch.children:
            return None
        menu = _menu(self)
        keep = menu.addAction(tr("Keep open"))
        keep.setCheckable(True)
        keep.setChecked(branch.key in self._pinned)
        keep.toggled.connect(lambda is_kept: self._pin(branch.key, is_kept))
        return menu

    def _pin(self, group: str, is_kept: bool) -> None:
        self.keep_open(self._pinned | {group} if is_kept else self._pinned - {group})
        self.kept_open.emit(self._pinned)

    def fly_out(self, at: Index) -> QMenu | None:
        """The pages of a group beside its icon; None where there is nothing to show."""
        if not at.isValid() or not self._is_rail or not self.isVisible():
            return None
        branch = self.places.branch_of(at)
        if not branch.children:
            return None
        rect = self.visualRect(self.places.place_of(branch.pages[0].key).parent())
        menu = FlyOut(self, branch, self._here, self.viewport().mapToGlobal(rect.topLeft()), rect)
        menu.show_beside()
        return menu


def _badge(waiting: int) -> tuple[Cell, ...]:
    return (Cell(Chip(str(waiting), "onaccent", "accent"), before=6),) if waiting else ()


def _menu(tree: NavigationTree) -> QMenu:
    menu = QMenu(tree)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


class FlyOut(QMenu):
    """The pages of a group. It closes when the pointer leaves it and the icon."""

    def __init__(
        self, tree: NavigationTree, branch: NavigationBranch, here: str, corner: QPoint, rect: QRect
    ) -> None:
        super().__init__(branch.label, tree)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(branch.label)
        self._icon = QRect(corner, rect.size())
        head = self.addAction(branch.label)
        head.setEnabled(False)
        self._first = None
        for page in branch.children:
            shown = page.label.replace("&", "&&")
            count = str(page.waiting) if page.waiting else page.count
            action = self.addAction(icon(page.icon), f"{shown}\t{count}" if count else shown)
            action.triggered.connect(lambda _on=False, key=page.key: tree.chosen.emit(key))
            if self._first is None or page.key == here:
                self._first = action

    def show_beside(self) -> None:
        wide = self.sizeHint().width()
        apart = scaled(BESIDE)
        x = self._icon.x() - wide - apart if mirrored() else self._icon.right() + apart
        self.popup(QPoint(x, self._icon.y()))
        if self._first is not None:
            self.setActiveAction(self._first)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        at = event.globalPosition().toPoint()
        around = self.geometry().adjusted(-8, -8, 8, 8)
        if not around.contains(at) and not self._icon.contains(at):
            self.close()

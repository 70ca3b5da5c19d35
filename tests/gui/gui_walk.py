# mypy: disable-error-code="attr-defined"
"""A walk over every page and state of the window, and what is looked at on each."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from gui_windows import LONG, settle
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import IMPORT, INBOX, OFFICE, PAGES, SUBMISSION, TODAY
from rilo_desktop.gui.pages.editor.side_panel import FINDINGS, HISTORY, PAPER
from rilo_desktop.gui.pages.record_list.page import ListPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.form import Field
from rilo_desktop.gui.widgets.layouts import focus_chain, lay_out
from rilo_desktop.gui.widgets.passphrase_field import PassphraseField
from rilo_desktop.gui.widgets.record_form.sections import SectionBox
from rilo_desktop.gui.widgets.toast import Toast
from rilo_desktop.presentation.registry import LISTED

INPUTS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QTextEdit,
    QPlainTextEdit,
)


def _settle(qtbot: QtBot, window: MainWindow) -> None:
    settle(qtbot, window)
    lay_out()


def pages(
    qtbot: QtBot, window: MainWindow, place: Shell, kinds: Sequence[str], submits: bool = True
) -> Iterator[str]:
    """Every page, one after another, filled; of the record types those of `kinds`.

    `submits`: whether the officer may, who then does.
    """
    for key in (TODAY, "analysis", OFFICE, IMPORT, INBOX):
        place.go(key)
        _settle(qtbot, window)
        yield key
    yield from _inbox(qtbot, window, place)
    for kind in kinds:
        yield from _of_a_kind(qtbot, window, place, kind)
    if submits:
        yield from _submission(qtbot, window, place)


def others(
    qtbot: QtBot, window: MainWindow, place: Shell, written: Sequence[str] = LISTED
) -> Iterator[str]:
    """Pages that `pages` passes over, and a new record of each type of `written`."""
    for look in PAGES:
        if look.key not in LISTED:
            place.go(look.key)
            _settle(qtbot, window)
            yield look.key
    for kind in written:
        place.write(kind)
        _settle(qtbot, window)
        yield f"new {kind}"


def _inbox(qtbot: QtBot, window: MainWindow, place: Shell) -> Iterator[str]:
    page = place.page(INBOX)
    page.show_view("register")
    _settle(qtbot, window)
    yield "inbox, register"


def _of_a_kind(qtbot: QtBot, window: MainWindow, place: Shell, kind: str) -> Iterator[str]:
    place.go(kind)
    _settle(qtbot, window)
    yield kind
    page, editor = place.list_page(kind), place.editor(kind)
    assert page.model.rowCount(), f"add sample records for {kind}"
    page.view.select_rows([0, 1, 2])
    _settle(qtbot, window)
    yield f"{kind}, several chosen"
    yield from _panel(qtbot, window, page)
    listed = page.model.listed(0)
    assert listed is not None
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        page.open(listed.id)
    _settle(qtbot, window)
    yield f"{kind} editor"
    for side in (HISTORY, PAPER, FINDINGS):
        editor.show_side(side)
        _settle(qtbot, window)
        yield f"{kind} editor, {side}"


def _panel(qtbot: QtBot, window: MainWindow, page: ListPage) -> Iterator[str]:
    """A small record beside its list, where the type has such."""
    spec = page.spec.panel
    if spec is None:
        return
    page.facets.choose({spec.field: tuple(spec.rows)})
    page.refresh()
    _settle(qtbot, window)
    page.view.opened.emit(0)
    _settle(qtbot, window)
    panel = page.panels.current
    assert panel is not None
    yield f"{page.spec.code}, beside the list"
    panel.leave()
    _settle(qtbot, window)
    page.clear()
    _settle(qtbot, window)


def _submission(qtbot: QtBot, window: MainWindow, place: Shell) -> Iterator[str]:
    place.go(SUBMISSION)
    _settle(qtbot, window)
    yield "submissions"
    page = place.page(SUBMISSION)
    page.begin()
    _settle(qtbot, window)
    yield "submission, records"
    page.choose.where.setText("parcel")
    with qtbot.waitSignal(page.check.checked, timeout=LONG):
        page.choose.next.click()
    _settle(qtbot, window)
    yield "submission, check"
    with qtbot.waitSignal(page.opened.shown, timeout=LONG):
        page.check.make.click()
    _settle(qtbot, window)
    yield "submission, released"
    page.to_ledger()
    _settle(qtbot, window)
    yield "ledger"


def inputs(window: QWidget) -> Iterator[QWidget]:
    """What takes the keyboard, without the parts that Qt puts inside."""
    for widget in window.findChildren(QWidget):
        inside = isinstance(widget.parent(), QComboBox | QAbstractSpinBox) or isinstance(
            widget, QHeaderView | QScrollBar
        )
        if isinstance(widget, INPUTS) and widget.focusPolicy() and not inside:
            parent = widget.parentWidget()
            if not isinstance(parent, QLineEdit) and "QComboBoxPrivate" not in str(type(parent)):
                yield widget


USED = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.List,
    QAccessible.Role.Table,
    QAccessible.Role.Tree,
    QAccessible.Role.Cell,
    QAccessible.Role.ListItem,
    QAccessible.Role.TreeItem,
    QAccessible.Role.Graphic,
}


def unnamed(window: QWidget) -> Iterator[str]:
    """Roles of what a screen reader can use on the window and cannot call by a name."""
    root = QAccessible.queryAccessibleInterface(window)
    waiting = [root] if root is not None else []
    while waiting:
        face = waiting.pop()
        if face.state().invisible:
            continue
        cell = face.tableCellInterface()
        if cell is not None and cell.rowIndex() < 0:
            continue  # Qt's own, of a row that is gone: it stands nowhere
        made = face.object()
        name = face.text(QAccessible.Text.Name)
        if isinstance(made, QComboBox):
            name = made.accessibleName()  # on Linux Qt gives the value, and the label as a relation
        if face.role() in USED and not name:
            yield f"{face.role().name} in {type(made).__name__}"
        waiting += [child for n in range(face.childCount()) if (child := face.child(n))]


def said_by(widget: QWidget) -> Iterator[str]:
    """Every text of the window itself on a widget: what is seen, and what is read aloud."""
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    yield widget.toolTip()
    yield widget.accessibleName()
    yield widget.accessibleDescription()


def is_clipped(widget: QWidget) -> bool:
    """Does a text stand on it that its room cuts off, and nothing says the rest?"""
    if isinstance(widget, QLabel):
        if not widget.text() or not widget.pixmap().isNull():
            return False
        if widget.wordWrap():
            return widget.height() + 1 < widget.heightForWidth(widget.width())
        needed = widget.fontMetrics().horizontalAdvance(widget.text())
        return widget.contentsRect().width() + 1 < needed and not widget.toolTip()
    if isinstance(widget, QToolButton) and not widget.icon().isNull():
        return False  # inside a line: its text is for a screen reader
    if isinstance(widget, QAbstractButton):
        return bool(widget.text()) and widget.width() < widget.sizeHint().width()
    return False


def goes_back(page: QWidget) -> Iterator[str]:
    """Where Tab goes up in a column, or back in a line, of what is in sight.

    Tools of a part's lines stand in its head, above the fields that come before the lines. A toast
    lies over the page wherever there is room: only its own buttons are in one order.
    """
    stops = [one for one in focus_chain(page.window()) if page.isAncestorOf(one) and _is_stop(one)]
    for one, other in itertools.pairwise(stops):
        if _toast_of(one) is not _toast_of(other):
            continue
        here, there = _place_in(page, one), _place_in(page, other)
        is_above = there.bottom() < here.top() - SLACK
        is_beside = abs(there.center().y() - here.center().y()) < SLACK
        is_under_it = here.left() < there.right() and there.left() < here.right()
        way = -1 if other.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        is_back = is_beside and way * (there.center().x() - here.center().x()) < 0
        is_wrong = (is_above and is_under_it) or (is_back and not is_under_it)
        if is_wrong and not _is_tool(other):
            yield f"{said_of(one)} -> {said_of(other)}"


def _toast_of(widget: QWidget) -> Toast | None:
    at: QWidget | None = widget
    while at is not None and not isinstance(at, Toast):
        at = at.parentWidget()
    return at


SLACK = 8
"""Pixels between the middles of what stands in one line."""


def _is_stop(widget: QWidget) -> bool:
    """It can be gone to, and is not scrolled out of sight."""
    is_seen = widget.isVisible() and not widget.visibleRegion().isEmpty()
    return is_seen and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _place_in(page: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def _is_tool(widget: QWidget) -> bool:
    if isinstance(widget.parentWidget(), PassphraseField):
        return True  # its eye comes after the field in which it is typed again
    around: QWidget | None = widget
    while around is not None and not isinstance(around, SectionBox | Field):
        around = around.parentWidget()
    return isinstance(around, SectionBox)


def said_of(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()!r}"

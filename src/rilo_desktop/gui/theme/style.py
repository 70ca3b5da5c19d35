"""The one style: Fusion with own shapes, never patched while running.

Qt calls an override for each use of its kind, so each one first asks whether it is concerned. A
call into Python takes about 9 us, three times what Qt needs for the size of a scroll bar.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFocusFrame,
    QPlainTextEdit,
    QProxyStyle,
    QStyle,
    QTextEdit,
    QWidget,
)

from . import tokens
from .buttons import button_size, draw_button
from .icons import glyph, icon
from .menus import choice_size, draw_menu_bar, draw_menu_item, draw_radio, floats, menu_item_size
from .painting import draw_line, draw_text, rounded
from .theme_state import colour, metrics, scaled, text_height
from .wheel_guard import WheelGuard

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

_PE, _CE, _CC = QStyle.PrimitiveElement, QStyle.ControlElement, QStyle.ComplexControl
_SC, _CT, _PM = QStyle.SubControl, QStyle.ContentsType, QStyle.PixelMetric
_SH, _State = QStyle.StyleHint, QStyle.StateFlag

_SP = QStyle.StandardPixmap
_STANDARD = {
    _SP.SP_LineEditClearButton: "x",
    _SP.SP_DialogCancelButton: "x",
    _SP.SP_DialogCloseButton: "x",
    _SP.SP_DialogOkButton: "check",
    _SP.SP_DialogOpenButton: "check",
    _SP.SP_DialogSaveButton: "check",
    _SP.SP_ArrowLeft: "arrow-left",
    _SP.SP_ArrowRight: "arrow-right",
    _SP.SP_ArrowBack: "arrow-left",
    _SP.SP_ArrowForward: "arrow-right",
    _SP.SP_FileDialogToParent: "arrow-up",
    _SP.SP_FileDialogNewFolder: "folder-plus",
    _SP.SP_FileDialogListView: "list",
    _SP.SP_FileDialogDetailedView: "list-details",
    _SP.SP_DirHomeIcon: "home",
    _SP.SP_DirIcon: "folder",
    _SP.SP_DirLinkIcon: "folder",
    _SP.SP_FileIcon: "file",
    _SP.SP_FileLinkIcon: "file",
    _SP.SP_DriveHDIcon: "server-2",
    _SP.SP_ComputerIcon: "device-desktop",
    _SP.SP_DesktopIcon: "device-desktop",
}
"""What Qt's own dialogs show -> our icon. Looking for theirs kept the window waiting 0.3 s."""
_WITH_THE_LANGUAGE = (_SP.SP_ArrowBack, _SP.SP_ArrowForward)

FIELD_STATES = {"blocks": "danger", "warns": "warn"}
"""Dynamic property "state" of a field -> role of its edge."""


class AppStyle(QProxyStyle):
    _METRICS: ClassVar[dict[Any, int]] = {
        _PM.PM_DefaultFrameWidth: 3,
        _PM.PM_ToolTipLabelFrameWidth: 6,
        _PM.PM_MenuPanelWidth: 1,
        _PM.PM_MenuHMargin: 0,
        _PM.PM_MenuVMargin: 4,
    }
    _SCALED: ClassVar[dict[Any, int]] = {
        _PM.PM_IndicatorWidth: 16,
        _PM.PM_IndicatorHeight: 16,
        _PM.PM_ExclusiveIndicatorWidth: 16,
        _PM.PM_ExclusiveIndicatorHeight: 16,
        _PM.PM_CheckBoxLabelSpacing: 7,
        _PM.PM_RadioButtonLabelSpacing: 7,
        _PM.PM_LineEditIconSize: 16,
        _PM.PM_LineEditIconMargin: 4,
        _PM.PM_SmallIconSize: 16,
    }
    """Unscaled."""

    @cached_property
    def _wheel_guard(self) -> WheelGuard:
        return WheelGuard(self)

    def polish(self, what: Any) -> None:
        """`what`: a widget before it is first shown; also the application, or its palette."""
        super().polish(what)
        if isinstance(what, QWidget):
            self._wheel_guard.watch(what)

    @cached_property
    def with_own_hints(self) -> QStyle:
        made = _HintStyle("Fusion")
        made.setParent(self)
        return made

    def pixelMetric(self, metric: Any, option: Any = None, widget: Any = None) -> int:
        own = self._METRICS.get(metric)
        if own is None:
            if metric is _PM.PM_ScrollBarExtent:
                own = 12
            elif metric is _PM.PM_ScrollBarSliderMin:
                own = 32
            elif metric in self._SCALED:
                own = scaled(self._SCALED[metric])
            elif metric in (_PM.PM_FocusFrameHMargin, _PM.PM_FocusFrameVMargin):
                if isinstance(widget, QFocusFrame):
                    own = 3  # item views ask for the same metric as their text margin
                elif floats(widget):
                    own = scaled(9)
        return super().pixelMetric(metric, option, widget) if own is None else own

    def standardIcon(self, which: Any, option: Any = None, widget: Any = None) -> QIcon:
        name = _STANDARD.get(which)
        if name is None:
            return super().standardIcon(which, option, widget)
        if which in _WITH_THE_LANGUAGE and QApplication.isRightToLeft():
            name = {"arrow-left": "arrow-right", "arrow-right": "arrow-left"}[name]
        return icon(name, "text2")

    def sizeFromContents(self, kind: Any, option: Any, size: QSize, widget: Any = None) -> QSize:
        if kind is _CT.CT_LineEdit or kind is _CT.CT_ComboBox:
            extra = scaled(40 if kind is _CT.CT_ComboBox else 20)
            high = (widget.property("high") if widget is not None else 0) or tokens.FIELD
            tall = max(scaled(high), metrics().height() + 12)
            return QSize(size.width() + extra, tall)
        if widget is not None and (kind is _CT.CT_PushButton or kind is _CT.CT_ToolButton):
            return button_size(option, widget)
        if kind is _CT.CT_MenuItem:
            return menu_item_size(option)
        if kind is _CT.CT_HeaderSection:
            wide = metrics(tokens.SMALL, tokens.SEMIBOLD).horizontalAdvance(option.text)
            return QSize(wide + scaled(28), size.height())
        made = super().sizeFromContents(kind, option, size, widget)
        return choice_size(made) if kind is _CT.CT_ItemViewItem and floats(widget) else made

    def subElementRect(self, element: Any, option: Any, widget: Any = None) -> QRect:
        if element is QStyle.SubElement.SE_LineEditContents:
            inside = 3 if widget is not None and widget.property("cell") else scaled(8)
            rect: QRect = option.rect.adjusted(inside, 0, -inside, 0)
            return rect
        return super().subElementRect(element, option, widget)

    def subControlRect(self, control: Any, option: Any, part: Any, widget: Any = None) -> QRect:
        if control is _CC.CC_ComboBox:
            rect = option.rect
            arrow = scaled(30)
            if part == _SC.SC_ComboBoxEditField:
                start = 0 if option.editable else scaled(8) + 2  # as in a line of text
                inner = rect.adjusted(start, 2, -arrow, -2)
                return QStyle.visualRect(option.direction, rect, inner)
            if part == _SC.SC_ComboBoxArrow:
                inner = QRect(rect.right() + 1 - arrow, rect.y(), arrow, rect.height())
                return QStyle.visualRect(option.direction, rect, inner)
        if control is _CC.CC_ScrollBar and part in (
            _SC.SC_ScrollBarSubLine,
            _SC.SC_ScrollBarAddLine,
        ):
            return QRect()
        return super().subControlRect(control, option, part, widget)

    def drawPrimitive(
        self, element: Any, option: Any, painter: QPainter, widget: Any = None
    ) -> None:
        if element is _PE.PE_PanelLineEdit:
            if widget is None or not _is_bare(widget):
                cell = widget is not None and widget.property("cell")
                _field(painter, option, widget, 3 if cell else 6)
        elif element in _NOT_DRAWN:
            return
        elif element is _PE.PE_Frame:
            if isinstance(widget, QTextEdit) or _is_written(widget):
                _field(painter, option, widget)
            else:
                state = widget.property("state") if widget is not None else None
                edge = FIELD_STATES.get(state or "", "line2")
                rounded(painter, option.rect, 6, "raised", edge, 1.0 if edge == "line2" else 1.5)
        elif element in (_PE.PE_FrameMenu, _PE.PE_PanelMenu, _PE.PE_PanelTipLabel):
            painter.fillRect(option.rect, colour("raised"))
            rounded(painter, option.rect, 0, "", "line2")
        elif element in _MARKS:
            _MARKS[element](painter, option.rect, option.state)
        elif element is _PE.PE_FrameFocusRect:
            # in a list that floats, the chosen entry is the one the keyboard is at
            if not (floats(widget) or _has_ring_around(widget)):
                rounded(painter, option.rect, 4, "", "accentText", 2)
        elif element is _PE.PE_PanelItemViewItem:
            if option.state & (_State.State_Selected | _State.State_MouseOver):
                chosen = option.state & _State.State_Selected
                painter.fillRect(option.rect, colour("sel" if chosen else "hover"))
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(self, element: Any, option: Any, painter: QPainter, widget: Any = None) -> None:
        if element is _CE.CE_PushButton:
            draw_button(painter, option, widget)
        elif element is _CE.CE_MenuItem:
            draw_menu_item(painter, option)
        elif element in (_CE.CE_MenuBarItem, _CE.CE_MenuBarEmptyArea):
            draw_menu_bar(painter, option, element is _CE.CE_MenuBarItem)
        elif element is _CE.CE_Header:
            _header(painter, option)
        elif element is _CE.CE_HeaderEmptyArea:
            painter.fillRect(option.rect, colour("canvas"))
        elif element is _CE.CE_FocusFrame:
            rounded(painter, option.rect, 8, "", "accentText", 2)
        elif element is _CE.CE_ProgressBar:
            _progress(painter, option)
        elif element is _CE.CE_ComboBoxLabel:
            if not option.editable:
                self._combo_label(painter, option, widget)
        else:
            super().drawControl(element, option, painter, widget)

    def _combo_label(self, painter: QPainter, option: Any, widget: Any) -> None:
        rect = self.subControlRect(_CC.CC_ComboBox, option, _SC.SC_ComboBoxEditField, widget)
        painter.setPen(colour("text" if option.state & _State.State_Enabled else "text3"))
        aligned = QStyle.visualAlignment(
            option.direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        shown = option.fontMetrics.elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, rect.width()
        )
        draw_text(painter, rect, aligned, shown)

    def drawComplexControl(
        self, control: Any, option: Any, painter: QPainter, widget: Any = None
    ) -> None:
        if control is _CC.CC_ToolButton:
            draw_button(painter, option, widget)
        elif control is _CC.CC_ComboBox:
            cell = widget is not None and widget.property("cell")
            _field(painter, option, widget, 3 if cell else 6)
            rect = self.subControlRect(control, option, _SC.SC_ComboBoxArrow, widget)
            _chevron(painter, rect.center())
        elif control is _CC.CC_ScrollBar:
            self._scroll_bar(painter, option, widget)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def _scroll_bar(self, painter: QPainter, option: Any, widget: Any) -> None:
        rect = self.subControlRect(_CC.CC_ScrollBar, option, _SC.SC_ScrollBarSlider, widget)
        if option.orientation == Qt.Orientation.Horizontal:
            rect = rect.adjusted(2, 3, -2, -3)
        else:
            rect = rect.adjusted(3, 2, -3, -2)
        touched = option.state & (_State.State_MouseOver | _State.State_Sunken)
        rounded(painter, rect, 3, "field" if touched else "line2")


class _HintStyle(AppStyle):
    """The same look, with own hints for behaviour.

    Only for widgets that need them: while a form is made, Qt asks for hints thousands of times.
    """

    _HINTS: ClassVar[dict[Any, int]] = {
        _SH.SH_ComboBox_Popup: 0,
        _SH.SH_FocusFrame_AboveWidget: 1,
    }

    def styleHint(
        self, hint: Any, option: Any = None, widget: Any = None, returnData: Any = None
    ) -> int:
        own = self._HINTS.get(hint)
        return super().styleHint(hint, option, widget, returnData) if own is None else own


def use_own_hints(widget: QWidget) -> None:
    """The list of a combo box opens below it; a focus frame stands above what it surrounds."""
    style = QApplication.style()
    if isinstance(style, AppStyle):
        widget.setStyle(style.with_own_hints)


def _is_bare(widget: Any) -> bool:
    """The line of a box, which has the edge, or one that a card holds."""
    return isinstance(widget.parent(), QComboBox) or bool(widget.property("bare"))


def _has_ring_around(widget: Any) -> bool:
    """A button that was reached by keys: `ThemeManager` puts a frame around it."""
    by_keys = Qt.WidgetAttribute.WA_KeyboardFocusChange
    return isinstance(widget, QAbstractButton) and widget.window().testAttribute(by_keys)


def _is_written(widget: Any) -> bool:
    """A text that is only read has no edge of a field."""
    return isinstance(widget, QPlainTextEdit) and not widget.isReadOnly()


def _field(painter: QPainter, option: Any, widget: Any, radius: int = 6) -> None:
    """Ground and edge of a field: its focus and its findings change the edge, never the place."""
    state = widget.property("state") if widget is not None else None
    locked = not option.state & _State.State_Enabled or option.state & _State.State_ReadOnly
    if option.state & _State.State_HasFocus:
        edge, width = "accentText", 2.0
    elif state in FIELD_STATES:
        edge, width = FIELD_STATES[state], 1.5
    else:
        edge, width = "field", 1.0
    rounded(painter, option.rect, radius, "hover" if locked else "fill", edge, width)


def _chevron(painter: QPainter, middle: QPoint) -> None:
    """Two strokes: the first paint would otherwise wait for the library that draws icons."""
    wide, high = scaled(4), scaled(2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("text2"), 1.3))
    painter.drawPolyline(
        [
            QPoint(middle.x() - wide, middle.y() - high),
            QPoint(middle.x(), middle.y() + high),
            QPoint(middle.x() + wide, middle.y() - high),
        ]
    )


def draw_check(painter: QPainter, rect: QRect, state: Any) -> None:
    """A check box: `state` as in a style option."""
    if state & (_State.State_On | _State.State_NoChange):
        rounded(painter, rect, 4, "accent")
        name = "check" if state & _State.State_On else "minus"
        inner = rect.width() - 4
        glyph(painter, name, rect.x() + 2, rect.y() + 2, inner, "onaccent", stroke=3)
    else:
        rounded(painter, rect, 4, "surface", "field", 1.3)


_NOT_DRAWN = {_PE.PE_FrameLineEdit, _PE.PE_PanelItemViewRow, _PE.PE_PanelScrollAreaCorner}
_MARKS = {
    _PE.PE_IndicatorCheckBox: draw_check,
    _PE.PE_IndicatorItemViewItemCheck: draw_check,
    _PE.PE_IndicatorRadioButton: draw_radio,
}


def _progress(painter: QPainter, option: Any) -> None:
    rect = option.rect
    if option.minimum == option.maximum:  # nobody knows how much there is
        part = QRect(rect.x() + rect.width() // 3, rect.y(), rect.width() // 3, rect.height())
        rounded(painter, rect, 2, "neutral")
        rounded(painter, part, 2, "bar")
        return
    done = rect.width() * (option.progress - option.minimum) // max(1, option.maximum)
    part = QRect(rect.x(), rect.y(), done, rect.height())
    rounded(painter, rect, 2, "neutral")
    if done > 0:
        rounded(painter, QStyle.visualRect(option.direction, rect, part), 2, "accent")


def _header(painter: QPainter, option: Any) -> None:
    rect, mirrored = option.rect, option.direction == Qt.LayoutDirection.RightToLeft
    painter.fillRect(rect, colour("canvas"))
    painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), colour("line"))
    sorted_here = option.sortIndicator != option.SortIndicator.None_
    where = option.SectionPosition
    first = option.position in (where.End if mirrored else where.Beginning, where.OnlyOneSection)
    inner = rect.adjusted(scaled(16 if first else 8), 0, -scaled(8), 0)
    inner = QStyle.visualRect(option.direction, rect, inner)
    right = bool(option.textAlignment & Qt.AlignmentFlag.AlignRight)
    absolute = bool(option.textAlignment & Qt.AlignmentFlag.AlignAbsolute)
    trailing = right != (mirrored and absolute)
    spec = (tokens.SMALL, tokens.SEMIBOLD if sorted_here else tokens.MEDIUM)
    tone = "text" if sorted_here else "text2"
    y = inner.y() + (inner.height() - text_height(*spec)) / 2
    draw_line(painter, inner.x(), y, inner.width(), option.text, spec, tone, mirrored, trailing)
    if sorted_here:
        wide = metrics(*spec).horizontalAdvance(option.text) + 3
        size = scaled(13)
        # Qt's SortDown means ascending.
        up = option.sortIndicator == option.SortIndicator.SortDown
        x = inner.right() - wide - size if mirrored else inner.x() + wide
        y = inner.center().y() - size // 2
        glyph(painter, "arrow-up" if up else "arrow-down", x, y, size, "text", stroke=2)
